"""What a person sees first: what is late, what comes, what waits, what is forbidden.

A section costs one query, whatever it holds: ids to a cap, of which the first
few become lines. All lines together cost two more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.engine.kinds import PROHIBITIONS
from obligations.models import Occurrence
from obligations.queries.lines import NO_DATE, Line, lines_of
from obligations.queries.register import COUNT_CAP, Filters
from obligations.queries.status import only

SHOWN = 10
AWAITED = 8
# Waiting occurrences that are looked at for the list of awaited key dates.
AWAITING_CAP = 5_000


@dataclass
class Section:
    """One part of the page: how many there are, the first few, and the register that has all."""

    name: str
    title: str
    filters: Filters
    ids: list[int]
    lines: list[Line] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are; one more than the cap means more than that."""
        return len(self.ids)

    @property
    def left_out(self) -> int:
        """How many are not shown; beyond the cap only that there are some."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A key date that has not happened, and how many obligations wait for it."""

    agreement: str
    name: str
    obligations: int


@dataclass
class Today:
    """All sections by name, the key dates awaited, and how many of those there are."""

    sections: dict[str, Section]
    awaited: list[Awaited]
    awaited_count: int

    @property
    def awaited_left_out(self) -> int:
        return self.awaited_count - len(self.awaited)

    @property
    def is_empty(self) -> bool:
        return not self.awaited and not any(s.ids for s in self.sections.values())


def today_for(user: User, now: datetime, today: date, *, mine: bool) -> Today:
    """The page for a user on a business day: what is theirs, or all that they may see."""
    rows = _rows(user, mine)
    person = user.pk if mine else None
    sections = [*_dated(rows, now, today, person), *_standing(rows, now, person)]
    _fill(sections, now)
    awaited = _awaited(rows)
    return Today({s.name: s for s in sections}, awaited[:AWAITED], len(awaited))


def has_own(user: User) -> bool:
    """Whether anything is a person's own, so that their page begins with it."""
    return _rows(user, mine=True).filter(phase__in=("live", "awaiting")).exists()


def _rows(user: User, mine: bool) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.filter(agreement__in=visible_agreements(user))
    if mine:
        rows = rows.filter(Q(assignee=user.pk) | Q(assignee=None, obligation__responsible=user.pk))
    return rows


def _dated(
    rows: QuerySet[Occurrence], now: datetime, today: date, person: int | None
) -> list[Section]:
    """Late, today, and three stretches of days to come."""
    coming = rows.filter(phase="live").exclude(kind__in=PROHIBITIONS).filter(_has_last_day())
    coming = coming.exclude(only("overdue", now) | only("in grace", now) | only("ended", now))

    def between(first: int, last: int) -> tuple[Filters, QuerySet[Occurrence]]:
        since, until = today + timedelta(days=first), today + timedelta(days=last)
        filters = Filters(since=since, until=until, person=person)
        return filters, coming.filter(sort_date__gte=since, sort_date__lte=until)

    late = rows.filter(only("overdue", now) | only("in grace", now))
    parts = [
        ("overdue", "Overdue", Filters(status="overdue", person=person), late),
        ("due-today", "Due today", *between(0, 0)),
        ("week", "In the next 7 days", *between(1, 7)),
        ("month", "In 8 to 30 days", *between(8, 30)),
        ("quarter", "In 31 to 90 days", *between(31, 90)),
    ]
    return [_section(*part) for part in parts]


def _has_last_day() -> Q:
    return Q(due_date__isnull=False) | Q(end_date__isnull=False) | Q(extended_date__isnull=False)


def _standing(rows: QuerySet[Occurrence], now: datetime, person: int | None) -> list[Section]:
    """What has no date to be done by: prohibitions in force, and duties open without one."""
    forbidden = rows.filter(only("in force", now))
    undated = rows.filter(only("open", now)).exclude(_has_last_day())
    # Open without a last day means begun by now, or without any day: both ends of the index.
    begun = undated.filter(sort_date__lte=now.date() + timedelta(days=2))
    never = undated.filter(sort_date=NO_DATE)
    in_force = Filters(status="in force", person=person)
    open_ones = Filters(status="open", person=person, order="-date")
    section = _section("undated", "Open without a date", open_ones, begun, newest_first=True)
    section.ids = [*section.ids, *_ids(never.order_by("id"))][: COUNT_CAP + 1]
    return [_section("forbidden", "Prohibitions in force", in_force, forbidden), section]


def _section(
    name: str,
    title: str,
    filters: Filters,
    rows: QuerySet[Occurrence],
    *,
    newest_first: bool = False,
) -> Section:
    order = ("-sort_date", "-id") if newest_first else ("sort_date", "id")
    return Section(name, title, filters, _ids(rows.order_by(*order)))


def _ids(rows: QuerySet[Occurrence]) -> list[int]:
    return list(rows.values_list("id", flat=True)[: COUNT_CAP + 1])


def _fill(sections: list[Section], now: datetime) -> None:
    """Gives each section its first lines: two queries for all of them."""
    shown = [pk for section in sections for pk in section.ids[:SHOWN]]
    found = {line.id: line for line in lines_of(shown, now)}
    for section in sections:
        section.lines = [found[pk] for pk in section.ids[:SHOWN] if pk in found]


def _awaited(rows: QuerySet[Occurrence]) -> list[Awaited]:
    """The key dates that obligations wait for, those with the most obligations first."""
    waiting = rows.filter(phase="awaiting", sort_date=NO_DATE).order_by("id")
    columns = ("agreement__reference", "awaiting", "obligation_id")
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for agreement, names, obligation in waiting.values_list(*columns)[:AWAITING_CAP]:
        for name in names:
            found[agreement, name].add(obligation)
    counted = [Awaited(*place, len(obligations)) for place, obligations in found.items()]
    return sorted(counted, key=lambda a: (-a.obligations, a.agreement, a.name))
