"""What makes a rule occur more than once, and the turns it takes.

A turn is one occurrence to be worked out: its stable key, what is bound in
it, and what "each" stands for. Keys are period labels for period series, the
happening's own lineage for repeating events, and ordinals otherwise, so that a
recomputation moves an occurrence and never doubles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from obligations.engine import syntax as s
from obligations.engine.analysis import Each, generator_of
from obligations.engine.arithmetic import add_months
from obligations.engine.calendars import OutsideRange
from obligations.engine.edges import edge_day, first_edge_after, year_end
from obligations.engine.errors import CannotCompute
from obligations.engine.known import driver_of, moments_of, repeats, span_moments, spans_of
from obligations.engine.periods import PeriodOf, following_period, period_containing
from obligations.engine.run import Missing, Never, Run, Turn
from obligations.engine.series import MAX_OCCURRENCES, Counted, calendar_ends, series_days
from obligations.engine.terms import point_value
from obligations.engine.values import Moment, Spans


@dataclass(frozen=True, slots=True)
class Occasion:
    """One turn: its key, the happenings bound in it, what "each" stands for.

    `begun` is the run that found it, where several do: what one happening's
    dates rest on is not put down to the next one's.
    """

    key: str = ""
    bound: dict[str, Moment] = field(default_factory=dict)
    turn: Turn | None = None
    begun: Run | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From and until, as far as they are known; both ends belong to it."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


_EVERYTHING = Range()
_ONCE = (Occasion(),)


def occasions(run: Run) -> tuple[tuple[Occasion, ...], bool]:
    """The turns that a rule takes, and whether it can take more than one.

    Raises Missing where the first turn waits for something, Never where it
    waits in vain, CannotCompute for a series that has no end worth having.
    """
    generator = generator_of(run.rule)
    if generator is not None:
        return _limited(run, _generated(run, generator)), True
    name = driver_of(run.world, run.rule)
    if isinstance(run.rule.body, s.Series):
        return _limited(run, _series_occasions(run, run.rule.body, name)), True
    if name is not None:
        return _limited(run, iter(_one_each(run, name, range_of(run)))), True
    return _ONCE, False


def _times(run: Run) -> int | None:
    """How many dates each list has at most: that of each happening, where several begin one."""
    times = run.rule.first(s.Times)
    return times.n if times else None


def _limited(run: Run, found: Iterator[Occasion]) -> tuple[Occasion, ...]:
    taken: list[Occasion] = []
    for occasion in found:
        taken.append(occasion)
        if len(taken) > MAX_OCCURRENCES:
            raise CannotCompute(
                f"This rule gives more than {MAX_OCCURRENCES} dates up to"
                f" {run.world.horizon.isoformat()}; give it an end."
            )
    return tuple(taken)


# From and until


def range_of(run: Run) -> Range:
    """The rule's own `from` and `until`; the first is waited for, the second may be open."""
    since = run.rule.first(s.Since)
    if since is None and run.rule.first(s.Until) is None:
        return _EVERYTHING
    return Range(point_value(run, since.point).day if since else None, until_of(run))


def until_of(run: Run, point: s.Point | None = None) -> date | None:
    """The end of a series, None while it is open or not known yet."""
    points = [modifier.point for modifier in run.rule.every(s.Until)]
    days: list[date] = []
    for end in [*points, point] if point else points:
        try:
            days.append(point_value(run, end).day)
        except Never:
            continue
        except Missing as missing:
            run.wait_for(missing.names)
    return min(days, default=None)


# Names that happen more than once


def _happenings(run: Run, name: str) -> tuple[Moment, ...]:
    """All happenings of a name. Raises Missing while there is none."""
    if isinstance(run.world.facts.get(name), Spans):
        found = span_moments(spans_of(run, name))
    else:
        found = moments_of(run, name)
    if not found:
        raise Missing(name)
    return found


def _one_each(run: Run, name: str, allowed: Range) -> list[Occasion]:
    return [
        Occasion(moment.lineage or str(n), {name: moment})
        for n, moment in enumerate(_happenings(run, name), 1)
        if allowed.holds(moment.day)
    ]


# Each …


def _generated(run: Run, generator: Each) -> Iterator[Occasion]:
    if isinstance(generator, s.EachAnniversary):
        return _anniversaries(run, generator)
    if isinstance(generator, s.EachName):
        found = _each_name(run, generator)
    elif isinstance(generator, s.EachOf):
        found = _each_of(run, generator)
    else:
        found = _each_period(run, generator)
    return islice(found, _times(run))


def _each_name(run: Run, generator: s.EachName) -> Iterator[Occasion]:
    before: date | None = None
    for occasion in _one_each(run, generator.name, range_of(run)):
        moment = occasion.bound[generator.name]
        yield replace(occasion, turn=Turn(moment.day, since=before))
        # What a table has is known long before; what happens is not.
        before = moment.day if moment.scheduled else None


def _anniversaries(run: Run, generator: s.EachAnniversary) -> Iterator[Occasion]:
    several = repeats(run.world, generator.name)
    for n, moment in enumerate(_happenings(run, generator.name), 1):
        run.bound = {generator.name: moment} if several else {}
        prefix = f"{moment.lineage or n}/" if several else ""
        before = moment.day
        for year, day in islice(_years_after(run, moment.day), _times(run)):
            yield Occasion(f"{prefix}{year}", run.bound, Turn(day, place=year, since=before))
            before = day


def _years_after(run: Run, first: date) -> Iterator[tuple[int, date]]:
    allowed = range_of(run)
    last = min(run.world.horizon, allowed.until or run.world.horizon)
    for year in range(1, date.max.year - first.year + 1):
        added = add_months(first, 12 * year, sticky=run.sticky)
        if added.rounded and run.month_up():
            added = add_months(first, 12 * year, up=True)
        if added.day > last:
            run.cut_off = run.cut_off or allowed.holds(added.day)
            return
        if allowed.holds(added.day):
            yield year, added.day


def _each_of(run: Run, generator: s.EachOf) -> Iterator[Occasion]:
    allowed = range_of(run)
    waiting: dict[str, None] = {}
    some = False
    for n, point in enumerate(generator.points):
        try:
            # Apart, so that what one date rests on is not put down to the others.
            day = point_value(run.for_turn({}, None), point).day
        except Never:
            continue
        except Missing as missing:
            waiting.update(dict.fromkeys(missing.names))
            continue
        if allowed.holds(day):
            some = True
            yield Occasion(str(n + 1), {}, Turn(day, place=n))
    if waiting and not some:
        raise Missing(*waiting)
    if waiting:
        run.wait_for(tuple(waiting))


def _each_period(run: Run, generator: s.PeriodEdge) -> Iterator[Occasion]:
    allowed, ends = range_of(run), year_end(run, generator)
    last = min(run.world.horizon, allowed.until or run.world.horizon)
    first = period = _first_period(run, generator, allowed)
    before = allowed.since
    while period.start <= last:
        try:
            day = edge_day(run, generator, period)
        except OutsideRange as error:
            if period is first:
                raise
            calendar_ends(run, generator.calendar, last, error)
            return
        if allowed.holds(day):
            run.cut_off = run.cut_off or day > last
            if day <= last:
                yield Occasion(period.label, {}, Turn(day, period, since=before))
            before = day
        period = following_period(period, generator.period, ends, generator.fiscal)
    run.cut_off = run.cut_off or period.start <= (allowed.until or date.max)


def _first_period(run: Run, generator: s.PeriodEdge, allowed: Range) -> PeriodOf:
    """The period to begin with: the one that `from` lies in, or the first after a date."""
    ends = year_end(run, generator)
    if generator.term is not None:
        day = point_value(run, s.Point(generator.term)).day
        return first_edge_after(run, generator, day)[0]
    assert allowed.since is not None, "structure.py refuses a rule without a start"
    return period_containing(allowed.since, generator.period, ends, generator.fiscal)


# Series


def _series_occasions(run: Run, body: s.Series, name: str | None) -> Iterator[Occasion]:
    if name is None:
        yield from _series_from(run, body, Occasion())
        return
    for outer in _one_each(run, name, _EVERYTHING):
        own = run.for_turn(outer.bound, None)
        yield from _series_from(own, body, replace(outer, begun=own))
        run.cut_off = run.cut_off or own.cut_off
        run.awaiting.update(own.awaiting)


def _series_from(run: Run, body: s.Series, outer: Occasion) -> Iterator[Occasion]:
    """The dates of the series that begins with one happening, or of the only one."""
    since = run.rule.first(s.Since)
    start = body.start or (since.point if since else None)
    assert start is not None, "structure.py refuses a series without a start"
    anchor = point_value(run, start).day
    first = point_value(run, since.point).day if since and body.start else anchor
    until = until_of(run, body.until)
    days = series_days(run, body, anchor, until)
    yield from islice(_dated(outer, anchor, first, days), _times(run))


def _dated(outer: Occasion, anchor: date, first: date, days: list[Counted]) -> Iterator[Occasion]:
    before = anchor
    for n, (day, nth) in enumerate(days, 1):
        if day >= first:
            key = f"{outer.key}/{n}" if outer.key else str(n)
            yield replace(outer, key=key, turn=Turn(day, since=before, nth=nth))
        before = day
