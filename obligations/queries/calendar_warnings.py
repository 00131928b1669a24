"""What is to be warned of about calendars: ranges that run out, rules that count beyond them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import Error
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import SHIPPED, Calendars
from obligations.engine.run import show
from obligations.models import CalendarWarning, Occurrence
from obligations.queries.calendar_uses import uses, using
from obligations.queries.calendars import ordered

AHEAD = relativedelta(years=1)
# How the engine's cautions name a calendar beyond whose range a rule counts.
_BEYOND = re.compile(r"range (?:for which|of) the calendar ([a-z0-9+-]+)")
_OPEN = ("live", "awaiting", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something to warn of: `key` names it for good, `agreement` where it is about one.

    `in_use`: whether any agreement counts by the calendar.
    """

    key: str
    calendar: str
    sentence: str
    agreement: int | None = None
    in_use: bool = True


def to_warn_of(today: date) -> list[Found]:
    """All that is to be warned of on a business day, past all walls: for the command line."""
    calendars = in_force()
    return [*_ending(calendars, today), *_beyond()]


def _ending(calendars: Calendars, today: date) -> Iterator[Found]:
    """The calendars whose verified range ends within a year, or has ended."""
    limit = today + AHEAD
    ending = [id_ for id_ in ordered(calendars) if calendars.of(id_).last < limit]
    if not ending:
        return
    used = uses(Agreement.objects.all(), calendars)
    for id_ in ending:
        found, count = calendars.of(id_), len(using(used, id_))
        verb = "has been verified until" if found.last < today else "is verified only until"
        users = f"{count} agreement{'s' * (count != 1)}" if count else "No agreement"
        yield Found(
            key=f"ends:{id_}:{found.last}",
            calendar=id_,
            sentence=f"The calendar {id_} ({found.title}) {verb} {show(found.last)}."
            f" {users} count{'s' * (count < 2)} by it. Add the closings of the following years and"
            " extend its range, or install a release of Longstop that has them.",
            in_use=count > 0,
        )


def _beyond() -> Iterator[Found]:
    """The agreements in which a rule in use counts beyond the range of a calendar."""
    rows = Occurrence.objects.filter(phase__in=_OPEN, obligation__retired_at=None)
    rows = rows.annotate(said=Cast("cautions", TextField())).filter(said__regex=_BEYOND.pattern)
    columns = ("agreement_id", "agreement__reference", "obligation__ref", "said")
    found: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for agreement, reference, ref, said in rows.values_list(*columns):
        for id_ in _BEYOND.findall(said):
            found[agreement, reference, id_].add(ref)
    for (agreement, reference, id_), refs in sorted(found.items()):
        some = ", ".join(sorted(refs)[:5]) + (", …" if len(refs) > 5 else "")
        yield Found(
            key=f"beyond:{agreement}:{id_}",
            calendar=id_,
            sentence=f"{reference}: the rules of {some} count beyond the days for which the"
            f" calendar {id_} is verified, so dates are missing there or in doubt. Extend the"
            " calendar's range.",
            agreement=agreement,
        )


def open_warnings(user: User) -> QuerySet[CalendarWarning]:
    """The warnings that are not settled and that a user may see, the oldest first."""
    return seen_by(user, CalendarWarning.objects.filter(settled_at=None))


def seen_by(user: User, rows: QuerySet[CalendarWarning]) -> QuerySet[CalendarWarning]:
    """Those of some warnings that a user may see, the oldest first."""
    may_see = Q(agreement=None) | Q(agreement__in=visible_agreements(user))
    return rows.filter(may_see).order_by("raised_date", "pk")


def calendars_in_short() -> str:
    """For the health address: "ok", or which calendars are to be looked at.

    It is open to anybody, and what a firm calls its own calendars may tell of its matters.
    """
    rows = CalendarWarning.objects.filter(settled_at=None, agreement=None)
    try:
        ending = list(rows.order_by("calendar").values_list("calendar", flat=True))
    except Error:
        return "unknown"
    own = sum(one not in SHIPPED for one in ending)
    told = [one for one in ending if one in SHIPPED] + ([f"{own} of the firm's own"] if own else [])
    return f"ending within a year: {', '.join(told)}" if told else "ok"
