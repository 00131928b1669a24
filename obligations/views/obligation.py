"""An obligation: what it says, its dates and why, and what people do about it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from obligations.actions import occurrences
from obligations.actions.ladders import ladder_of
from obligations.clock import business_now, business_today
from obligations.engine.kinds import OBLIGATION_KIND_MEANINGS, PROHIBITIONS, RIGHTS
from obligations.forms.obligation import CommentForm, ConfirmForm, ResponsibleForm
from obligations.forms.occurrence import OccurrenceForm
from obligations.models import Obligation, Occurrence
from obligations.permissions import (
    check_user_can_decide,
    check_user_can_enter,
    user_can_decide,
    user_can_enter,
)
from obligations.queries.contacts import outside_lines
from obligations.queries.deeming import NoticeClause
from obligations.queries.defects import defects_touching
from obligations.queries.delivery import delivery_log
from obligations.queries.escalation import passed_on_in_words
from obligations.queries.history import history_of
from obligations.queries.history_words import told
from obligations.queries.money_amounts import amounts_of
from obligations.queries.money_ledger import turn_of
from obligations.queries.notices import notices_about
from obligations.queries.obligation import (
    ladder_in_words,
    meaning_of,
    present_of,
    says_of,
    series_of,
)
from obligations.queries.occurrence import OccurrenceDetail, occurrence_detail
from obligations.queries.preferences import follow_of
from obligations.views.acting import Round
from obligations.views.acts import ACTS, Act, offers, perform
from obligations.views.finding import find_obligation, find_occurrence, not_there
from obligations.views.going_back import way_back
from obligations.views.looking import from_another_day, known_on, viewpoint_of
from obligations.views.requests import SignedInRequest

HISTORY_SHOWN = 6
OCCURRENCE_SHOWN = 30


@require_safe
@from_another_day(as_at=True)
def obligation(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it says and when; `o` in the address names the occurrence to open."""
    found = find_obligation(request.user, pk)
    now, looking = business_now(), viewpoint_of(request) is not None
    opened = present_of(found, now, number_in(request.GET.get("o", "")))
    keys = {"after": request.GET.get("after", ""), "before": request.GET.get("before", "")}
    detail = occurrence_detail(opened, now) if opened else None
    acts = history_of(found.agreement, found, until=known_on(request), most=HISTORY_SHOWN)
    context = _frame(request, found) | {
        "says": says_of(found),
        "meaning": meaning_of(found),
        "series": series_of(found, now, opened, **keys),
        "detail": detail,
        "offers": offers(request.user, detail.row) if detail and not looking else [],
        **_readings(request, detail),
        "acts": told(acts.acts),
        "more_acts": bool(acts.following),
        "defects": defects_touching([found.pk]).get(found.pk, []),
        "worked": amounts_of([turn_of(detail.row)]).get(detail.row.pk) if detail else None,
        "kind_meaning": OBLIGATION_KIND_MEANINGS[found.kind],
        **({} if looking else _reminded(request, found, opened)),
        **_notices(found, detail.last if detail and detail.row.phase == "live" else None),
    }
    return render(request, "obligation/obligation.html", context)


def _reminded(request: SignedInRequest, found: Obligation, opened: int | None) -> dict[str, Any]:
    """When people are reminded, who is beside whoever answers for it, what became of it: now."""
    return {
        "log": delivery_log(found, opened, most=OCCURRENCE_SHOWN, reader=request.user),
        "ladder": ladder_in_words(ladder_of(found)),
        "my_ladder": ladder_in_words(ladder_of(found, request.user)),
        "follow": follow_of(found, request.user),
        "outside": outside_lines(found),
        "passed_on": passed_on_in_words(found),
    }


def _readings(request: SignedInRequest, detail: OccurrenceDetail | None) -> dict[str, bool]:
    """Whether the person may choose among the readings, or leave the choice open again."""
    acts = {"may_choose": ACTS["choose-reading"], "may_leave": ACTS["leave-reading"]}
    return {
        name: detail is not None and act.is_offered(request.user, detail.row)
        for name, act in acts.items()
    }


def _notices(found: Obligation, last: date | None) -> dict[str, Any]:
    """The notices about it; and where giving one is what it asks for, by when that has to be."""
    given = found.kind == "notice" or found.exercised_by_id is not None
    sendings = NoticeClause(found.agreement).last_sendings(last) if given and last else []
    return {"sendings": sendings, "send_for": last, "notices": notices_about(found)}


def number_in(text: str) -> int | None:
    """The number in an address's parameter; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _frame(request: SignedInRequest, found: Obligation) -> dict[str, Any]:
    user, terms = request.user, found.terms
    own = terms is not None and terms.made_by_id == user.pk
    return {
        "obligation": found,
        "agreement": found.agreement,
        "today": business_today(),
        "may_enter": user_can_enter(user),
        "may_confirm": user_can_decide(user) and not own and found.confirmed_by is None,
        "prohibitions": PROHIBITIONS,
        "rights": RIGHTS,
    }


@require_safe
def occurrence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leads to the page on which an occurrence is open: the address that mails can give."""
    return redirect(place_of(find_occurrence(request.user, pk)))


# Acts about an occurrence


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The form of one act, and doing it."""
    row = find_occurrence(request.user, pk)
    chosen = ACTS.get(name) or not_there("act")
    chosen.check_user(request.user, row)
    form = _act_form(request, chosen, row)
    round_ = Round(request, form, way_back(request, place_of(row)), chosen.done)
    return round_.answer(
        lambda: perform(chosen, form, request.user),
        "obligation/act.html",
        {
            "act": chosen,
            "occurrence": row,
            "why_not": chosen.why_not(row),
            "next": way_back(request, ""),
            **_frame(request, row.obligation),
        },
    )


def _act_form(request: SignedInRequest, chosen: Act, row: Occurrence) -> OccurrenceForm:
    if request.method == "POST":
        return chosen.form(request.POST, request.FILES, occurrence=row)
    asked = {"reading": request.GET["reading"]} if "reading" in request.GET else {}
    return chosen.form(initial={**chosen.begins_with(row), **asked}, occurrence=row)


def place_of(row: Occurrence) -> str:
    """The address of the page on which an occurrence is open."""
    return f"{reverse('obligation', args=[row.obligation_id])}?o={row.pk}#o{row.pk}"


# Acts about the obligation as a whole


@require_http_methods(["GET", "HEAD", "POST"])
def responsible(request: SignedInRequest, pk: int) -> HttpResponse:
    """Says who answers for it, and who in their place."""
    found = find_obligation(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    begins = {"to": found.responsible_id, "deputy": found.deputy_id}
    form = ResponsibleForm(request.POST or None, initial=begins, obligation=found)
    round_ = Round(request, form, _page(found), "It is said who answers.")
    return round_.answer(
        lambda: occurrences.assign_obligation(
            obligation=found, by=request.user, **form.cleaned_data
        ),
        "obligation/responsible.html",
        _frame(request, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Confirms that what was entered is what the agreement says."""
    found = find_obligation(request.user, pk)
    check_user_can_decide(request.user, found.agreement)
    begins = {"seen": found.terms.number if found.terms else 0}
    form = ConfirmForm(request.POST or None, initial=begins, obligation=found)
    round_ = Round(request, form, _page(found), "It is confirmed.")
    return round_.answer(
        lambda: occurrences.confirm(obligation=found, by=request.user, **form.cleaned_data),
        "obligation/confirm.html",
        _frame(request, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adds a comment."""
    found = find_obligation(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    form = CommentForm(request.POST or None, obligation=found)
    round_ = Round(request, form, f"{_page(found)}#comments", "The comment is added.")
    return round_.answer(
        lambda: occurrences.comment(obligation=found, by=request.user, **form.cleaned_data),
        "obligation/comment.html",
        _frame(request, found),
    )


@require_safe
@from_another_day()
def history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who changed what about it, when and why, a page at a time."""
    found = find_obligation(request.user, pk)
    after = request.GET.get("after", "")
    acts = history_of(found.agreement, found, until=known_on(request), after=after)
    context = _frame(request, found) | {
        "acts": told(acts.acts),
        "following": f"?{urlencode({'after': acts.following})}" if acts.following else "",
    }
    return render(request, "obligation/history.html", context)


def _page(found: Obligation) -> str:
    return reverse("obligation", args=[found.pk])
