"""The defects of a text: what was decided, deciding, and opening again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Defect
from obligations.actions.defects import decide, reopen_defect
from obligations.forms.defects import DecideForm, ReopenForm
from obligations.permissions import check_user_can_decide, user_can_decide
from obligations.queries.defects import undecided_for
from obligations.queries.papers import flaw_of, flaws_of
from obligations.views.acting import Round
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_defect, not_there
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest


@require_safe
@from_another_day()
def defects(request: SignedInRequest, reference: str) -> HttpResponse:
    """What the text leaves blank, contradicts or points to wrongly, and what was decided."""
    found = find_agreement(request.user, reference)
    flaws = flaws_of(found)
    context = frame(request, found, "defects") | {
        "undecided": [flaw for flaw in flaws if not flaw.row.decision],
        "decided": [flaw for flaw in flaws if flaw.row.decision],
        "flaws": flaws,
        "may_decide": user_can_decide(request.user),
    }
    return render(request, "agreement/defects.html", context)


@require_safe
@from_another_day()
def undecided(request: SignedInRequest) -> HttpResponse:
    """The defects of all agreements that nobody has decided."""
    found = undecided_for(request.user)
    context = {
        "agreements": found,
        "count": sum(len(one.defects) for one in found),
        "may_decide": user_can_decide(request.user),
    }
    return render(request, "agreement/undecided.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Decides a defect, or opens it again."""
    row = find_defect(request.user, pk)
    if name not in _ACTS:
        not_there("act")
    check_user_can_decide(request.user, row.agreement)
    title, make, do, says = _ACTS[name]
    begins = {"decision": row.decision, "reason": row.decided_because}
    form = make(request.POST if request.method == "POST" else None, initial=begins)
    then = f"{reverse('defects', args=[row.agreement.reference])}#d{row.pk}"
    context = frame(request, row.agreement, "defects") | {
        "flaw": flaw_of(row),
        "title": title,
        "may_decide": False,
    }
    return Round(request, form, then, says).answer(
        lambda: do(row, form.cleaned_data, request), "agreement/decide.html", context
    )


def _decide(row: Defect, given: dict[str, Any], request: SignedInRequest) -> None:
    decide(defect=row, decision=given["decision"], by=request.user, reason=given["reason"])


def _reopen(row: Defect, given: dict[str, Any], request: SignedInRequest) -> None:
    reopen_defect(defect=row, by=request.user, reason=given["reason"])


_Doing = Callable[[Defect, dict[str, Any], SignedInRequest], None]
_ACTS: dict[str, tuple[str, type[forms.Form], _Doing, str]] = {
    "decide": ("Decide it", DecideForm, _decide, "The decision is recorded."),
    "reopen": ("Open it again", ReopenForm, _reopen, "It is undecided again."),
}
