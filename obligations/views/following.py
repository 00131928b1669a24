"""Being reminded of one obligation, and reminding parties outside of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from obligations.actions.external import remind_outside, stop_outside
from obligations.actions.preferences import follow, unfollow
from obligations.forms.settings import FollowForm, OutsideForm, StopOutsideForm
from obligations.models import ExternalRecipient, Obligation
from obligations.permissions import check_user_can_enter
from obligations.queries.preferences import follow_of
from obligations.views.acting import Round
from obligations.views.finding import find_obligation
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def remind_me(request: SignedInRequest, pk: int) -> HttpResponse:
    """When the person wants to be reminded of an obligation; or that they no longer do."""
    found = find_obligation(request.user, pk)
    stands = follow_of(found, request.user)
    own = stands.own
    begins = {"leads": own.leads if own else None, "on_the_day": own.on_the_day if own else True}
    form = FollowForm(request.POST or None, initial=begins, obligation=found)
    stop = request.POST.get("do") == "stop"
    says = (
        "You are no longer reminded by your own leads." if stop else "You will be reminded of it."
    )

    def do() -> None:
        if stop:
            unfollow(obligation=found, by=request.user)
        else:
            follow(obligation=found, by=request.user, **form.cleaned_data)

    return Round(request, form, _page(found), says).answer(
        do, "obligation/remind_me.html", {**_frame(found), "follow": stands}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Names a party outside that is to be reminded of an obligation."""
    found = find_obligation(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    form = OutsideForm(request.POST or None, obligation=found)
    return Round(request, form, _page(found), "They will be reminded of it.").answer(
        lambda: remind_outside(obligation=found, by=request.user, **form.said),
        "obligation/outside.html",
        _frame(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def outside_no_more(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """Has a party outside reminded no more."""
    found = find_obligation(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    named = get_object_or_404(ExternalRecipient, pk=row, obligation=found)
    form = StopOutsideForm(request.POST or None, obligation=found)
    return Round(request, form, _page(found), "They are reminded no more.").answer(
        lambda: stop_outside(row=named, by=request.user, reason=form.cleaned_data["reason"]),
        "obligation/outside_stop.html",
        {**_frame(found), "row": named},
    )


def _frame(found: Obligation) -> dict[str, Any]:
    return {"obligation": found, "agreement": found.agreement}


def _page(found: Obligation) -> str:
    return f"{reverse('obligation', args=[found.pk])}#answers-title"
