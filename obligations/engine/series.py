"""Series: the n-th date is the anchor plus n periods, never the date before plus one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import month_length
from obligations.engine.calendars import OutsideRange
from obligations.engine.known import spans_of
from obligations.engine.run import Missing, Never, Nth, Run, Value
from obligations.engine.terms import point_value
from obligations.engine.values import Span

# More dates than anybody can act on: a rule without an end worth having.
MAX_OCCURRENCES: Final = 50_000


Counted = tuple[date, Nth]


def series_days(run: Run, body: s.Series, anchor: date, until: date | None) -> list[Counted]:
    """The dates of a series, one period after its anchor first, each with how it is counted.

    Later phases count from the anchor too; the last date of a phase is inside
    it. An open series stops at the horizon, and one of more than
    MAX_OCCURRENCES dates just after that many.
    """
    quiet, run.steps = run.steps, None
    run.suspended = suspended_spans(run)
    try:
        return list(islice(_phases(run, body, anchor, until), MAX_OCCURRENCES + 1))
    finally:
        run.steps, run.suspended = quiet, ()


def suspended_spans(run: Run) -> tuple[Span, ...]:
    """The spans whose days a rule does not count."""
    modifiers = run.rule.every(s.Suspended)
    return tuple(span for m in modifiers for span in spans_of(run, m.name))


def _phases(run: Run, body: s.Series, anchor: date, until: date | None) -> Iterator[Counted]:
    after = anchor
    lengths: list[s.Duration] = []
    for phase in body.phases:
        last = _phase_end(run, anchor, phase, lengths)
        ends = [day for day in (last, until) if day is not None]
        limit = min(run.world.horizon, *ends) if ends else run.world.horizon
        for n, day in enumerate(_dates(run, anchor, phase, limit), 1):
            if day > limit:
                run.cut_off = run.cut_off or all(day <= end for end in ends)
                break
            if day > after:
                yield day, Nth(anchor, phase, n)
        if last is None:
            return
        after = max(after, last)


def _phase_end(
    run: Run, anchor: date, phase: s.Frequency, lengths: list[s.Duration]
) -> date | None:
    """The last day of a phase: its lengths are added up from the anchor, rounded once."""
    if phase.until is not None:
        try:
            return point_value(run, phase.until).day
        except Never:
            return None
        except Missing as missing:
            run.wait_for(missing.names)
            return None
    if phase.duration is None:
        return None
    lengths.append(phase.duration)
    total = counting.total(run, [(1, length) for length in lengths])
    return counting.count_from(run, Value(anchor), total, backward=False).day


def _dates(run: Run, anchor: date, phase: s.Frequency, limit: date) -> Iterator[date]:
    """The dates of a phase without end; `limit` tells how far they are wanted."""
    yield _nth(run, anchor, phase, 1)
    n = 1
    while True:
        n += 1
        try:
            day = _nth(run, anchor, phase, n)
        except OutsideRange as error:
            calendar_ends(run, phase.unit.calendar if phase.unit else None, limit, error)
            return
        yield day


def calendar_ends(run: Run, calendar: str | None, limit: date, error: OutsideRange) -> None:
    """Tells that a series cannot be worked out to its end, because its calendar ends first."""
    if limit > run.calendar(calendar).last:
        run.provisional = True
        run.note(f"The series is worked out as far as its calendar goes. {error}")


def explain_nth(run: Run, nth: Nth) -> None:
    """The steps by which a date of a series is counted from its anchor."""
    if nth.phase.unit is not None:
        _nth(run, nth.anchor, nth.phase, nth.n)


def _nth(run: Run, anchor: date, phase: s.Frequency, n: int) -> date:
    if phase.unit is None:
        return _day_of_year(run, anchor.year + n - 1, phase)
    duration = s.Duration((s.Amount(n * phase.n, phase.unit),))
    total = counting.one(run, duration)
    return counting.count_from(run, Value(anchor), total, backward=False).day


def _day_of_year(run: Run, year: int, phase: s.Frequency) -> date:
    assert phase.day_month is not None
    month, day = phase.day_month
    year = min(year, date.max.year)
    length = month_length(year, month)
    if day <= length:
        return date(year, month, day)
    # 29 February in a common year
    return date(year, 3, 1) if run.month_up() else date(year, month, length)
