"""Rights: what may be used now, by us and against us, until when and how."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from obligations.clock import business_now, business_today, instant_of_day
from obligations.forms.days import read_day
from obligations.permissions import user_can_enter
from obligations.queries.rights import STANDINGS, Right, Rights, rights_of, with_use
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest

# Whose right it is, as the page calls it.
SIDES = {
    "ours": "For us",
    "theirs": "Against us",
    "either": "For both sides",
    "others": "Between others",
}
ASIDE = ("used", "lapsed", "later", "waiting")


@require_safe
@from_another_day(asks_itself=True)
def rights(request: SignedInRequest, reference: str) -> HttpResponse:
    """The rights under one agreement on a day."""
    found = find_agreement(request.user, reference)
    context = frame(request, found, "rights") | _context(request, found)
    return render(request, "rights/agreement.html", context)


@require_safe
@from_another_day(asks_itself=True)
def all_rights(request: SignedInRequest) -> HttpResponse:
    """The rights under all agreements that the reader may see, on a day."""
    return render(request, "rights/all.html", _context(request, None))


def _context(request: SignedInRequest, agreement: Agreement | None) -> dict[str, Any]:
    day, now, wrong = _asked(request)
    known = with_use(rights_of(request.user, day, now, agreement), now)
    return {
        "day": day,
        "today": business_today(),
        "wrong": wrong,
        "asked": request.GET.get("as_at", ""),
        "parts": _parts(known),
        "known": known,
        "aside": [(name, STANDINGS[name], found) for name in ASIDE if (found := known.of(name))],
        "several": agreement is None,
        "may_enter": user_can_enter(request.user),
    }


def _parts(known: Rights) -> list[tuple[str, str, list[tuple[str, list[Right]]]]]:
    """What is open, about to open and taking effect, each by whose right it is."""
    found = []
    for standing in ("open", "about to open", "taking effect"):
        sides = [(words, known.of(standing, side)) for side, words in SIDES.items()]
        found.append((standing, STANDINGS[standing], [(w, r) for w, r in sides if r]))
    return found


def _asked(request: SignedInRequest) -> tuple[date, datetime, str]:
    """The day that is asked for, the instant that stands for it, and what is wrong with it."""
    text, today = request.GET.get("as_at", "").strip(), business_today()
    if not text:
        return today, business_now(), ""
    try:
        day = read_day(text)
    except ValidationError as error:
        return today, business_now(), " ".join(error.messages)
    return day, instant_of_day(day), ""
