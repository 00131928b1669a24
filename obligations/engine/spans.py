"""Stretches of days inside spans: overlaps once, first and last day both included."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from obligations.engine.arithmetic import shift
from obligations.engine.calendars import BusinessCalendar
from obligations.engine.run import Run, show
from obligations.engine.values import Span

Stretch = tuple[date, date]


def stretches(run: Run, spans: Sequence[Span], first: date, last: date) -> list[Stretch]:
    """The days of spans between two dates, as stretches that do not touch one another.

    An open span counts as far as it is known to have lasted, at least its first
    day; the result is then provisional. Only spans that reach into the time
    weaken the result.
    """
    found: list[Stretch] = []
    for span in sorted(spans, key=lambda span: span.first):
        low, high = max(span.first, first), min(_ending(run, span), last)
        if span.first <= last and span.last is None:
            _still_open(run, span)
        if low > high:
            continue
        run.weaken(span.certainty)
        run.rest_on(high)
        if found and low <= shift(found[-1][1], 1):
            low = found[-1][0]
            high = max(high, found.pop()[1])
        found.append((low, high))
    return found


def _ending(run: Run, span: Span) -> date:
    if span.last is not None:
        return span.last
    return max(span.first, run.world.known_through or span.first)


def _still_open(run: Run, span: Span) -> None:
    run.provisional = True
    run.note(
        f"What began on {show(span.first)} has no last day yet: each further day can move this"
        " date."
    )


def days_in(found: Sequence[Stretch]) -> int:
    """How many days stretches have."""
    return sum((high - low).days + 1 for low, high in found)


def open_days_in(found: Sequence[Stretch], calendar: BusinessCalendar) -> int:
    """How many business days stretches have."""
    return sum(calendar.count_between(shift(low, -1), high) for low, high in found)
