"""That an event will not happen, or may after all, after showing what that does."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from obligations.actions import ruling_out
from obligations.forms.schedule import ReasonForm
from obligations.permissions import check_user_can_enter
from obligations.views.finding import find_key_date
from obligations.views.previewed import Previewed
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def rule_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rules an event out; one that is ruled out is taken back."""
    found = find_key_date(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    back = bool(found.will_not_happen)
    act = ruling_out.rule_in if back else ruling_out.rule_out

    def do(form: ReasonForm, request: SignedInRequest, document: Any) -> Any:
        return act(
            key_date=find_key_date(request.user, pk),
            by=request.user,
            reason=form.cleaned_data["reason"],
        )

    title = "It may happen after all" if back else "It will not happen"
    return Previewed(
        request,
        found.agreement,
        title,
        ReasonForm(request.POST if request.method == "POST" else None),
        do,
        here="agreement",
        then=reverse("key_date", args=[found.pk]),
        says="It may happen again." if back else "It is recorded that it will not happen.",
        context={"about": found.name},
    ).answer()
