"""The consents of an agreement: who holds what, running requests, asking, answering, closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from obligations.actions import consents as acting_on
from obligations.actions.documents import kept
from obligations.clock import business_today
from obligations.forms.consent import AnswerForm, AskForm, CloseForm, DeadlineForm, WhyForm
from obligations.forms.fields import DateField
from obligations.models import ConsentRequest
from obligations.permissions import check_user_can_decide, check_user_can_enter, user_can_decide
from obligations.queries.consents import consent_page, request_line
from obligations.views.acting import Round
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_consent, not_there
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest


class DayForm(forms.Form):
    """As at which day the holdings are shown."""

    day = DateField(label="Holdings as at", required=False)


@require_safe
@from_another_day()
def consents(request: SignedInRequest, reference: str) -> HttpResponse:
    """Holdings as at a day, running requests with their counts, the consent rules."""
    found = find_agreement(request.user, reference)
    today = business_today()
    form = DayForm(request.GET if "day" in request.GET else {"day": today})
    day = (form.cleaned_data["day"] if form.is_valid() else None) or today
    context = frame(request, found, "consents") | {
        "page": consent_page(found, day, today),
        "form": form,
    }
    return render(request, "consent/consents.html", context)


@require_safe
@from_another_day()
def consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request: who was asked, what they answered, the count step by step."""
    found = find_consent(request.user, pk)
    context = frame(request, found.agreement, "consents") | {
        "line": request_line(found, business_today()),
        "may_decide": user_can_decide(request.user),
    }
    return render(request, "consent/consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, reference: str) -> HttpResponse:
    """Asks for a consent under a clause."""
    found = find_agreement(request.user, reference)
    check_user_can_enter(request.user, found)
    begins = {"on": business_today(), **{k: request.GET.get(k) for k in ("rule", "obligation")}}
    if request.method == "POST":
        form = AskForm(request.POST, request.FILES, agreement=found)
    else:
        form = AskForm(initial=begins, agreement=found)

    def act() -> None:
        with kept(agreement=found, upload=form.file, by=request.user) as document:
            acting_on.ask(asked=form.asked(document), by=request.user)

    then = reverse("consents", args=[found.reference])
    round_ = Round(request, form, then, "The request is recorded.")
    context = frame(request, found, "consents") | {"title": "Ask for a consent"}
    return round_.answer(act, "consent/form.html", context)


# Acts about one request

_FORMS: dict[str, tuple[str, str, Callable[..., forms.Form]]] = {
    "answer": ("Record an answer", "The answer is recorded.", AnswerForm),
    "close": ("Close the count", "The count is closed.", CloseForm),
    "deadline": ("Move the last day for answers", "The last day is moved.", DeadlineForm),
    "reopen": ("Reopen the request", "The request is open again.", WhyForm),
    "withdraw": ("Take the request back", "The request is taken back.", WhyForm),
}
_DECIDES = ("close", "reopen")


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The form of one act about a request, and doing it."""
    found = find_consent(request.user, pk)
    if name not in _FORMS:
        not_there("act")
    check = check_user_can_decide if name in _DECIDES else check_user_can_enter
    check(request.user, found.agreement)
    title, says, make = _FORMS[name]
    form = _form(request, found, name, make)
    round_ = Round(request, form, reverse("consent", args=[found.pk]), says)
    context = frame(request, found.agreement, "consents") | {
        "title": title,
        "line": request_line(found, business_today()),
    }
    return round_.answer(lambda: _do(name, form, found, request), "consent/form.html", context)


def _form(
    request: SignedInRequest, found: ConsentRequest, name: str, make: Callable[..., forms.Form]
) -> forms.Form:
    today = business_today()
    begins: dict[str, Any] = {"on": today, "to": found.answer_by_date}
    begins |= {"party": request.GET.get("party"), "answer": "consent"}
    more = {"consent": found} if name == "answer" else {}
    if request.method == "POST":
        return make(request.POST, request.FILES, **more)
    return make(initial=begins, **more)


def _do(name: str, form: forms.Form, found: ConsentRequest, request: SignedInRequest) -> None:
    given, by = form.cleaned_data, request.user
    if isinstance(form, AnswerForm):
        with kept(agreement=found.agreement, upload=form.file, by=by) as document:
            said = form.said(document)
            acting_on.answer(request=found, said=said, by=by, reason=given["reason"])
    elif name == "close":
        acting_on.close(request=found, by=by, on=given["on"], reason=given["reason"])
    elif name == "deadline":
        acting_on.move_deadline(request=found, to=given["to"], by=by, reason=given["reason"])
    else:
        doing = acting_on.reopen_consent if name == "reopen" else acting_on.withdraw_consent
        doing(request=found, by=by, reason=given["reason"])
