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

from obligations.engine import syntax as s
from obligations.engine.analysis import driving_names, generator_of
from obligations.engine.arithmetic import add_months
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.periods import following_period, period_containing
from obligations.engine.run import Missing, Never, Run, Turn
from obligations.engine.series import series_days
from obligations.engine.terms import edge_day, moments_of, point_value, year_end
from obligations.engine.values import Dates, Defined, Events, Fact, Moment, Spans

MAX_OCCURRENCES = 50_000


@dataclass(frozen=True, slots=True)
class Occasion:
    """One turn: its key, the happenings bound in it, what "each" stands for."""

    key: str = ""
    bound: dict[str, Moment] = field(default_factory=dict)
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """From and until, as far as they are known; both ends belong to it."""

    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


def occasions(run: Run) -> tuple[list[Occasion], bool]:
    """The turns that a rule takes, and whether it can take more than one.

    Raises Missing where the first turn waits for something, Never where it
    waits in vain, CannotCompute for a series that has no end worth having.
    """
    generator = generator_of(run.rule)
    if generator is not None:
        return _limited(run, _generated(run, generator)), True
    driven = _driven(run)
    if isinstance(run.rule.body, s.Series):
        return _limited(run, _series_occasions(run, driven)), True
    if driven is not None:
        return _limited(run, iter(driven)), True
    return [Occasion()], False


def _limited(run: Run, found: Iterator[Occasion]) -> list[Occasion]:
    times = run.rule.first(s.Times)
    most = times.n if times else MAX_OCCURRENCES + 1
    taken: list[Occasion] = []
    for occasion in found:
        if len(taken) == most:
            break
        taken.append(occasion)
        if len(taken) > MAX_OCCURRENCES:
            raise CannotCompute(
                f"This rule gives more than {MAX_OCCURRENCES} dates up to"
                f" {run.world.horizon.isoformat()}; give it an end."
            )
    return taken


def range_of(run: Run) -> Range:
    """The rule's own `from` and `until`, waited for where they are not known yet."""
    since = run.rule.first(s.Since)
    return Range(point_value(run, since.point).day if since else None, until_of(run))


def until_of(run: Run, point: s.Point | None = None) -> date | None:
    """The end of a series, None while it is open or not known yet."""
    modifier = run.rule.first(s.Until)
    points = [p for p in (point, modifier.point if modifier else None) if p is not None]
    days: list[date] = []
    for end in points:
        try:
            days.append(point_value(run, end).day)
        except Never:
            continue
        except Missing as missing:
            run.provisional = True
            run.awaiting.update(dict.fromkeys(missing.names))
    return min(days, default=None)


# Names that happen more than once


def _driven(run: Run) -> list[Occasion] | None:
    """A turn for each happening of the first repeating name, None without one."""
    for name in driving_names(run.rule):
        fact = run.world.facts.get(name)
        if isinstance(fact, Spans):
            moments = _span_moments(fact)
        else:
            try:
                moments = moments_of(run, name)
            except (Missing, Never):
                continue
        if len(moments) > 1 or _can_repeat(fact, moments):
            if not moments:
                raise Missing(name)
            return _one_each(run, name, moments)
    return None


def _can_repeat(fact: Fact | None, moments: tuple[Moment, ...]) -> bool:
    """Whether a name has keyed occurrences even while there is only one."""
    if isinstance(fact, Defined):
        return any(moment.lineage for moment in moments)
    return isinstance(fact, Spans | Dates) or (isinstance(fact, Events) and fact.repeating)


def _span_moments(fact: Spans) -> tuple[Moment, ...]:
    return tuple(
        Moment(span.first, None, span.certainty, span.lineage or str(n))
        for n, span in enumerate(fact.spans, 1)
    )


def _one_each(run: Run, name: str, moments: tuple[Moment, ...]) -> list[Occasion]:
    allowed = Range(None, None) if isinstance(run.rule.body, s.Series) else range_of(run)
    found = []
    for n, moment in enumerate(moments, 1):
        if allowed.holds(moment.day):
            found.append(Occasion(moment.lineage or str(n), {name: moment}))
    return found


# Each …


def _generated(run: Run, generator: object) -> Iterator[Occasion]:
    if isinstance(generator, s.EachName):
        return _each_name(run, generator)
    if isinstance(generator, s.EachAnniversary):
        return _anniversaries(run, generator)
    if isinstance(generator, s.EachOf):
        return _each_of(run, generator)
    assert isinstance(generator, s.PeriodEdge)
    return _each_period(run, generator)


def _each_name(run: Run, generator: s.EachName) -> Iterator[Occasion]:
    fact = run.world.facts.get(generator.name)
    moments = _span_moments(fact) if isinstance(fact, Spans) else moments_of(run, generator.name)
    if not moments:
        raise Missing(generator.name)
    for occasion in _one_each(run, generator.name, moments):
        moment = occasion.bound[generator.name]
        yield replace(occasion, turn=Turn(moment.day, None, moment.at))


def _anniversaries(run: Run, generator: s.EachAnniversary) -> Iterator[Occasion]:
    moments = moments_of(run, generator.name)
    if not moments:
        raise Missing(generator.name)
    allowed = range_of(run)
    last = min(run.world.horizon, allowed.until or run.world.horizon)
    for year in range(1, 10_000):
        added = add_months(moments[0].day, 12 * year, sticky=run.sticky)
        if added.rounded and run.month_up():
            added = add_months(moments[0].day, 12 * year, up=True)
        if added.day > last:
            return
        if allowed.holds(added.day):
            yield Occasion(str(year), {}, Turn(added.day))


def _each_of(run: Run, generator: s.EachOf) -> Iterator[Occasion]:
    allowed = range_of(run)
    waiting: dict[str, None] = {}
    some = False
    for n, point in enumerate(generator.points, 1):
        try:
            value = point_value(run, point)
        except Never:
            continue
        except Missing as missing:
            waiting.update(dict.fromkeys(missing.names))
            continue
        if allowed.holds(value.day):
            some = True
            yield Occasion(str(n), {}, Turn(value.day, None, value.at))
    if waiting and not some:
        raise Missing(*waiting)
    if waiting:
        run.provisional = True
        run.awaiting.update(waiting)


def _each_period(run: Run, generator: s.PeriodEdge) -> Iterator[Occasion]:
    allowed = range_of(run)
    if allowed.since is None:
        raise RuleError(
            f"“Of each” needs a start: add “, from [X]”, the day from which a {generator.period}"
            " counts."
        )
    last = min(run.world.horizon, allowed.until or run.world.horizon)
    ends = year_end(run, generator)
    period = period_containing(allowed.since, generator.period, ends, generator.fiscal)
    while (day := edge_day(run, generator, period)) <= last:
        if allowed.holds(day):
            yield Occasion(period.label, {}, Turn(day, period))
        period = following_period(period, generator.period, ends, generator.fiscal)


# Series


def _series_occasions(run: Run, driven: list[Occasion] | None) -> Iterator[Occasion]:
    for outer in driven if driven is not None else [Occasion()]:
        run.bound = outer.bound
        until = until_of(run, _body(run).until)
        since = run.rule.first(s.Since)
        anchor = _anchor(run, since)
        first = point_value(run, since.point).day if since and _body(run).start else None
        for n, day in enumerate(series_days(run, anchor, until), 1):
            if first is None or day >= first:
                key = f"{outer.key}/{n}" if outer.key else str(n)
                yield Occasion(key, outer.bound, Turn(day))


def _body(run: Run) -> s.Series:
    assert isinstance(run.rule.body, s.Series)
    return run.rule.body


def _anchor(run: Run, since: s.Since | None) -> date:
    start = _body(run).start or (since.point if since else None)
    if start is None:
        raise RuleError("A series needs a start: add “from [X]”, the date that it counts from.")
    return point_value(run, start).day
