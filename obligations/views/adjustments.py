"""The ledger of an agreement's adjustments, and entering in it after seeing what moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement
from obligations.actions import adjustments as acting_on
from obligations.actions import delays
from obligations.clock import business_now
from obligations.engine.adjusting import kinds_of_spans
from obligations.facts import facts_of
from obligations.forms.adjustment import ActForm, BackForm, DelayForm, LedgerForm, NewDateForm
from obligations.models import Adjustment
from obligations.permissions import check_user_can_decide, check_user_can_enter, user_can_decide
from obligations.queries.ledger import ledger_of
from obligations.views.agreement import frame
from obligations.views.finding import find_adjustment, find_agreement, not_there
from obligations.views.looking import from_another_day
from obligations.views.previewed import Previewed
from obligations.views.requests import SignedInRequest


@require_safe
@from_another_day()
def adjustments(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was agreed, delayed and decided, with what each entry moved."""
    found = find_agreement(request.user, reference)
    context = frame(request, found, "adjustments") | {
        "ledger": ledger_of(found, business_now()),
        "may_decide": user_can_decide(request.user),
    }
    return render(request, "adjustment/adjustments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedInRequest, reference: str, name: str) -> HttpResponse:
    """Enters a delay, an extension of a key date or a permission."""
    found = find_agreement(request.user, reference)
    if name not in _ENTRIES:
        not_there("entry")
    check = check_user_can_enter if name == "delay" else check_user_can_decide
    check(request.user, found)
    title, make = _ENTRIES[name]
    return _entering(request, found, title, make(request, found), _DOING[name])


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Takes an entry back, or allows a claim."""
    found = find_adjustment(request.user, pk)
    if name not in _ACTS:
        not_there("act")
    assert found.agreement is not None
    check_user_can_decide(request.user, found.agreement)
    title, do = _ACTS[name]
    form = BackForm(request.POST if request.method == "POST" else None, adjustment=found)
    return _entering(request, found.agreement, title, form, do, of=found)


def _entering(
    request: SignedInRequest,
    agreement: Agreement,
    title: str,
    form: LedgerForm,
    do: Callable[[Any, SignedInRequest, Any], Any],
    of: Adjustment | None = None,
) -> HttpResponse:
    return Previewed(
        request,
        agreement,
        title,
        form,
        do,
        here="adjustments",
        then=reverse("adjustments", args=[agreement.reference]),
        says="It is entered in the ledger.",
        context={"of": of},
    ).answer()


# The forms


def _given(request: SignedInRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _delay_form(request: SignedInRequest, found: Agreement) -> LedgerForm:
    spans = list(kinds_of_spans(facts_of(found, business_now()).case))
    begins = {"efforts": "", "key_date": request.GET.get("span")}
    return DelayForm(*_given(request), initial=begins, agreement=found, spans=spans)


def _date_form(request: SignedInRequest, found: Agreement) -> LedgerForm:
    begins = {"key_date": request.GET.get("key_date")}
    return NewDateForm(*_given(request), initial=begins, agreement=found)


def _act_form(request: SignedInRequest, found: Agreement) -> LedgerForm:
    begins = {"obligation": request.GET.get("obligation")}
    return ActForm(*_given(request), initial=begins, agreement=found)


_ENTRIES: dict[str, tuple[str, Callable[[SignedInRequest, Agreement], LedgerForm]]] = {
    "delay": ("Enter a delay", _delay_form),
    "extension": ("Extend a key date", _date_form),
    "permission": ("Enter a permission", _act_form),
}


# What they do


def _enter_delay(form: DelayForm, request: SignedInRequest, document: Any) -> Any:
    reason = form.cleaned_data["reason"]
    return delays.enter_delay(delay=form.entry(document), by=request.user, reason=reason)


def _extend(form: NewDateForm, request: SignedInRequest, document: Any) -> Any:
    reason = form.cleaned_data["reason"]
    entry = form.entry(document)
    return acting_on.extend_key_date(extension=entry, by=request.user, reason=reason)


def _permit(form: ActForm, request: SignedInRequest, document: Any) -> Any:
    reason = form.cleaned_data["reason"]
    return acting_on.permit(act=form.entry(document), by=request.user, reason=reason)


def _take_back(form: BackForm, request: SignedInRequest, document: Any) -> Any:
    reason = form.cleaned_data["reason"]
    return acting_on.take_back(adjustment=form.adjustment, by=request.user, reason=reason)


def _allow(form: BackForm, request: SignedInRequest, document: Any) -> Any:
    reason = form.cleaned_data["reason"]
    return delays.allow_claim(adjustment=form.adjustment, by=request.user, reason=reason)


_DOING: dict[str, Callable[[Any, SignedInRequest, Any], Any]] = {
    "delay": _enter_delay,
    "extension": _extend,
    "permission": _permit,
}
_ACTS: dict[str, tuple[str, Callable[[Any, SignedInRequest, Any], Any]]] = {
    "take-back": ("Take an entry back", _take_back),
    "allow": ("Allow a claim", _allow),
}
