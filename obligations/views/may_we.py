"""May we? A question to all prohibitions, and what was used of what they leave free."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Party
from obligations.actions.carve_outs import (
    UseForeseen,
    foresee_use,
    record_use,
    take_use_back,
)
from obligations.clock import business_now, business_today
from obligations.engine.run import show
from obligations.forms.may_we import BackForm, QuestionForm, UseForm
from obligations.models import CarveOut, CarveOutUse
from obligations.outputs.year_strip import draw
from obligations.permissions import check_user_can_enter, user_can_enter
from obligations.queries.carve_outs import carve_out_of, use_of
from obligations.queries.may_we import MayWe, choices_for
from obligations.queries.may_we import may_we as answered
from obligations.queries.may_we_words import WORDS
from obligations.queries.prohibitions import banned, cap_in_words, uses_counted
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.finding import not_there
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest

ASKED = ("party", "act", "quantity", "unit", "day", "agreement")


@require_safe
@from_another_day(asks_itself=True)
def may_we(request: SignedInRequest) -> HttpResponse:
    """The question, its answer clause by clause, and the year from its day; a link keeps it."""
    choices = choices_for(request.user)
    given = request.GET.copy()
    if not given.get("day", "").strip():
        given["day"] = given.get("as_at", "").strip() or show(business_today())
    is_asked = bool(request.GET.get("party") or request.GET.get("act"))
    form = QuestionForm(given if is_asked else None, choices, initial={"day": business_today()})
    found = None
    if is_asked and form.is_valid():
        party = form.cleaned_data["party"]
        question = form.question(request.GET.getlist("confirmed"))
        reference = form.cleaned_data["agreement"]
        found = answered(request.user, question, party, business_now(), reference)
    context = {
        "form": form,
        "found": found,
        "choices": choices,
        "may_enter": user_can_enter(request.user),
        **(_shown(found, given) if found else {}),
    }
    return render(request, "may_we/may_we.html", context)


def _shown(found: MayWe, given: Any) -> dict[str, Any]:
    question = found.answer.question
    kept = [(name, given[name]) for name in ASKED if given.get(name)]
    link = urlencode([*kept, *(("confirmed", key) for key in sorted(question.confirmed))])
    return {
        "word": WORDS[found.answer.verdict],
        "words": WORDS,
        "question": question,
        "drawing": draw(found.strip, question.day),
        "kept": kept,
        "link": f"{reverse('may_we')}?{link}",
        "asks": any(c.may_confirm for line in found.lines for c in line.carve_outs),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Records that a carve-out was used: first what would be left, then the entry."""
    try:
        carve_out = carve_out_of(request.user, pk)
    except CarveOut.DoesNotExist:
        not_there("carve-out")
    check_user_can_enter(request.user, carve_out.obligation.agreement)
    form = UseForm(
        request.POST or None,
        carve_out=carve_out,
        parties=_parties(carve_out),
        initial=_initial(request),
    )
    foreseen: list[UseForeseen] = []
    if request.method == "POST" and form.is_valid():
        sealed = _seal(form)
        again = form.cleaned_data["seen"] != sealed

        def act() -> None:
            said = form.said()
            if again:
                foreseen.append(foresee_use(carve_out=carve_out, said=said, by=request.user))
            else:
                reason = form.cleaned_data["reason"]
                record_use(carve_out=carve_out, said=said, by=request.user, reason=reason)

        if done(form, act) and not again:
            messages.success(request, f"The use of “{carve_out.title}” is recorded.")
            return HttpResponseRedirect(reverse("obligation", args=[carve_out.obligation_id]))
        form.data = {**request.POST.dict(), "seen": sealed}
    return _use_page(request, carve_out, form, foreseen)


def _use_page(
    request: SignedInRequest, carve_out: CarveOut, form: UseForm, foreseen: list[UseForeseen]
) -> HttpResponse:
    uses = uses_counted([carve_out])
    context = {
        "carve_out": carve_out,
        "cap": cap_in_words(carve_out),
        "uses": uses.get(carve_out.pk, ()),
        "form": form,
        "foreseen": foreseen[0] if foreseen else None,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "may_we/use.html", context, status=status)


def _seal(form: UseForm) -> str:
    """What the person has seen the consequence of: changed figures are shown once more."""
    given = form.cleaned_data
    return f"{given['party'].pk}~{given['day']}~{given['quantity']}"


def _initial(request: SignedInRequest) -> dict[str, Any]:
    names = ("party", "quantity", "day")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _parties(carve_out: CarveOut) -> list[Party]:
    """Whom the carve-out favours: of those bound by its prohibition, the ones it names or all."""
    key = f"c{carve_out.pk}"
    ids: set[str] = set()
    for one in banned([carve_out.obligation], business_now()):
        favoured = next(c.parties for c in one.prohibition.carve_outs if c.key == key)
        ids |= favoured or one.prohibition.parties
    return list(Party.objects.filter(pk__in=[pk for pk in ids if pk.isdigit()]))


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a use back; both rows stay to be seen."""
    try:
        row = use_of(request.user, pk)
    except CarveOutUse.DoesNotExist:
        not_there("use of a carve-out")
    check_user_can_enter(request.user, row.carve_out.obligation.agreement)
    form = BackForm(request.POST or None)

    def act() -> None:
        take_use_back(use=row, by=request.user, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, "The use is taken back; it stays in the history.")
        return HttpResponseRedirect(reverse("obligation", args=[row.carve_out.obligation_id]))
    context = {"row": row, "carve_out": row.carve_out, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "may_we/back.html", context, status=status)
