"""Series: the n-th date is the anchor plus n periods, never the date before plus one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import add_months, month_length
from obligations.engine.run import Missing, Run, Value
from obligations.engine.terms import point_value


def series_days(run: Run, anchor: date, until: date | None) -> Iterator[date]:
    """The dates of a series, one period after its anchor first.

    Later phases count from the anchor too; the last date of a phase is inside
    it. An open series stops at the horizon.
    """
    quiet, run.steps = run.steps, None
    try:
        yield from _phases(run, anchor, until)
    finally:
        run.steps = quiet


def _phases(run: Run, anchor: date, until: date | None) -> Iterator[date]:
    body = run.rule.body
    assert isinstance(body, s.Series)
    after = anchor
    lengths: list[s.Duration] = []
    for phase in body.phases:
        last = _phase_end(run, anchor, phase, lengths)
        limit = min(d for d in (last, until, run.world.horizon) if d is not None)
        for day in _dates(run, anchor, phase):
            if day > limit:
                break
            if day > after:
                yield day
        if last is None:
            return
        after = last


def _phase_end(
    run: Run, anchor: date, phase: s.Frequency, lengths: list[s.Duration]
) -> date | None:
    """The last day of a phase: its lengths are added up from the anchor, rounded once."""
    if phase.until is not None:
        try:
            return point_value(run, phase.until).day
        except Missing as missing:
            run.provisional = True
            run.awaiting.update(dict.fromkeys(missing.names))
            return None
    if phase.duration is None:
        return None
    lengths.append(phase.duration)
    count = counting.total(run, [(1, length) for length in lengths])
    return counting.count_from(run, Value(anchor), count, backward=False).day


def _dates(run: Run, anchor: date, phase: s.Frequency) -> Iterator[date]:
    n = 0
    while True:
        n += 1
        if phase.unit is None:
            yield _day_of_year(run, anchor, phase, n - 1)
        else:
            duration = s.Duration((s.Amount(n * phase.n, phase.unit),))
            count = counting.total(run, [(1, duration)])
            yield counting.count_from(run, Value(anchor), count, backward=False).day


def _day_of_year(run: Run, anchor: date, phase: s.Frequency, years: int) -> date:
    assert phase.day_month is not None
    month, day = phase.day_month
    year = anchor.year + years
    length = month_length(year, month) if year <= 9999 else 31
    if day <= length:
        return add_months(date(anchor.year, month, min(day, 28)), 12 * years).day.replace(day=day)
    # 29 February in a common year
    return date(year, 3, 1) if run.month_up() else date(year, month, length)
