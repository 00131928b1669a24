"""Today: what is late, what comes, what waits, what is forbidden, and whether mail leaves."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from obligations.clock import business_now, business_today, machine_now
from obligations.models import CalendarWarning
from obligations.permissions import user_can_administer, user_can_decide
from obligations.queries.answers import standings
from obligations.queries.calendar_warnings import open_warnings
from obligations.queries.defects import undecided_for
from obligations.queries.health import held, pulses, restarts
from obligations.queries.planned import to_be_confirmed
from obligations.queries.today import Section, Today, has_own, today_for
from obligations.views.addresses import register_address
from obligations.views.looking import from_another_day, viewpoint_of
from obligations.views.requests import SignedInRequest

DATED = ("overdue", "due-today", "week", "month", "quarter")


@require_safe
@from_another_day(as_at=True)
def today(request: SignedInRequest) -> HttpResponse:
    """The first page: a person's own where they have any, else all that they may see."""
    mine = _wants_own(request)
    day = business_today()
    found = today_for(request.user, business_now(), day, mine=mine)
    context = {
        "mine": mine,
        "day": day,
        "dated": [_shown(found.sections[name]) for name in DATED],
        "standings": standings(request.user, _listed(found), day),
        "forbidden": _shown(found.sections["forbidden"]),
        "undated": _shown(found.sections["undated"]),
        "found": found,
        "undecided": undecided_for(request.user) if user_can_decide(request.user) else [],
        **({} if viewpoint_of(request) else _of_now(request, day)),
    }
    return render(request, "today/today.html", context)


def _of_now(request: SignedInRequest, day: date) -> dict[str, object]:
    """What asks for somebody to act, and whether mail leaves: nothing of another day."""
    beats = pulses(machine_now())
    return {
        "pulses": beats,
        "planned": to_be_confirmed(request.user, day),
        "calendars": _calendar_warnings(request),
        "restarts": restarts(machine_now()),
        "held": held(),
        "silent": [pulse for pulse in beats if pulse.is_stale],
    }


def _listed(found: Today) -> list[int]:
    """The occurrences that the dated sections show."""
    return [line.id for name in DATED for line in found.sections[name].lines]


def _calendar_warnings(request: SignedInRequest) -> list[CalendarWarning]:
    """What an administrator should see to about calendars; nothing for anybody else."""
    return list(open_warnings(request.user)) if user_can_administer(request.user) else []


def _wants_own(request: SignedInRequest) -> bool:
    whose = request.GET.get("whose")
    return whose == "mine" if whose in ("mine", "all") else has_own(request.user)


def _shown(section: Section) -> dict[str, object]:
    return {"section": section, "register": register_address(section.filters)}
