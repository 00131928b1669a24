"""The audit chain, for administrators: its head, its seals, and whose head a hash was."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from obligations.permissions import check_user_can_administer
from obligations.queries.audit import PAGE, seal_with, sealed, seals
from obligations.views.requests import SignedInRequest


@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """How far the history is sealed; ?head=… finds the seal that has a hash."""
    check_user_can_administer(request.user)
    before = request.GET.get("before", "")
    found = seals(
        int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    )
    shown = found[:PAGE]
    asked = request.GET.get("head", "").strip()[:200]
    context = {
        "sealed": sealed(),
        "rows": shown,
        "before": before,
        "following": f"?before={shown[-1].number}" if len(found) > PAGE else "",
        "asked": asked,
        "answer": seal_with(asked) if asked else None,
    }
    return render(request, "audit/audit.html", context)
