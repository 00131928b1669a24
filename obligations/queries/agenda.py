"""The calendar: what stands on the days of a month, and what holds for some of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from agreements.models import User
from obligations.models.occurrence import HOLDS, SAFE_BEFORE, SPAN
from obligations.queries.lines import NO_DATE, Line, lines_of
from obligations.queries.register import Filters, occurrences

# So many lines one month shows; whoever has more narrows the filter.
MOST = 1_000
A_DAY = timedelta(days=1)
# What is done or set aside holds no longer; its days stay.
SETTLED = ("done on time", "done late", "waived", "not applicable")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line on a day. `what` tells which day of it this is; empty for the day it is due."""

    line: Line
    what: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A line that holds for days: its first and its last one, None where none is known."""

    line: Line
    first: date
    last: date | None

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds on every day of a time."""
        return self.first <= first and (self.last is None or self.last >= last)


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a span in a week: empty days before, its own, those after; what lies beyond."""

    span: Span
    before: int
    days: int
    after: int
    comes_from: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar with what stands on it."""

    day: date
    in_month: bool
    is_today: bool
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, and the spans that begin, end or lie among them."""

    days: list[Day]
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Agenda:
    """A month. `throughout` holds on every day of it; `more` says that not all is shown."""

    first: date
    last: date
    weeks: list[Week]
    throughout: list[Span]
    lines: list[Line]
    more: bool = False
    by_day: list[Day] = field(default_factory=list)


def month_of(user: User, filters: Filters, now: datetime, first: date, today: date) -> Agenda:
    """The month that begins on a first day, of all that a register with these filters has.

    The filters' own dates do not count here. Withdrawn occurrences are left out.
    """
    last = (first + timedelta(days=31)).replace(day=1) - A_DAY
    ids = _ids(user, filters, now, first, last)
    lines = lines_of(ids[:MOST], now)
    marks, spans = placed(lines)
    weeks = _weeks(first, last, today, marks, spans)
    by_day = [d for week in weeks for d in week.days if d.in_month and (d.marks or d.is_today)]
    throughout = [span for span in spans if span.covers(first, last)]
    return Agenda(first, last, weeks, throughout, lines, len(ids) > MOST, by_day)


def _ids(user: User, filters: Filters, now: datetime, first: date, last: date) -> list[int]:
    """What touches the month, by date: five questions, each along an index."""
    rows = occurrences(user, filters, now)
    due = rows.filter(sort_date__range=(first, last))
    safe = rows.filter(SAFE_BEFORE, act_by_date__range=(first, last))
    begins = rows.filter(SPAN, start_date__range=(first, last))
    # What is settled holds no longer.
    ends = rows.filter(HOLDS, end_date__gte=first, start_date__lt=first)
    endless = rows.filter(HOLDS, end_date=None, start_date__lt=first)
    asked = (
        (due, "sort_date"),
        (safe, "act_by_date"),
        (begins, "start_date"),
        (ends, "end_date"),
        (endless, "sort_date"),
    )
    found = {pk: day for some, column in asked for day, pk in _first(some, column)}
    return sorted(found, key=lambda pk: (found[pk], pk))


def _first(rows: QuerySet[Any, Any], column: str) -> list[tuple[date, int]]:
    rows = rows.exclude(sort_date=NO_DATE).order_by(column, "pk")
    return list(rows.values_list("sort_date", "pk")[: MOST + 1])


def placed(lines: list[Line]) -> tuple[dict[date, list[Mark]], list[Span]]:
    """Lines on their days, and those that hold for more than one."""
    marks: dict[date, list[Mark]] = defaultdict(list)
    spans: list[Span] = []
    for line in lines:
        if line.due or line.extended_to:
            last = line.last
            assert last is not None
            marks[last].append(Mark(line))
            if line.act_by and not line.extended_to and line.act_by < last:
                marks[line.act_by].append(Mark(line, "act by"))
        elif line.start or line.end:
            _hold(line, marks, spans)
    return marks, spans


def _hold(line: Line, marks: dict[date, list[Mark]], spans: list[Span]) -> None:
    end = None if line.end == NO_DATE else line.end
    first = line.start or end
    assert first is not None
    if first == end:
        marks[first].append(Mark(line))
        return
    if line.status not in SETTLED:
        spans.append(Span(line, first, end))
    marks[first].append(Mark(line, "begins"))
    if end is not None:
        marks[end].append(Mark(line, "last day"))


def _weeks(
    first: date, last: date, today: date, marks: dict[date, list[Mark]], spans: list[Span]
) -> list[Week]:
    monday = first - timedelta(days=first.weekday())
    partly = [span for span in spans if not span.covers(first, last)]
    weeks = []
    while monday <= last:
        days = [monday + timedelta(days=n) for n in range(7)]
        cells = [
            Day(d, first <= d <= last, d == today, marks[d] if first <= d <= last else [])
            for d in days
        ]
        pieces = [piece for span in partly if (piece := _piece(span, monday, first, last))]
        weeks.append(Week(cells, pieces))
        monday += timedelta(days=7)
    return weeks


def _piece(span: Span, monday: date, first: date, last: date) -> Piece | None:
    """The part of a span in a week, as far as the week lies in the month."""
    begins, ends = max(monday, first), min(monday + timedelta(days=6), last)
    until = ends if span.last is None else min(span.last, ends)
    since = max(span.first, begins)
    if since > until:
        return None
    before, days = (since - monday).days, (until - since).days + 1
    return Piece(
        span,
        before,
        days,
        7 - before - days,
        comes_from=span.first < since,
        goes_on=span.last is None or span.last > until,
    )
