"""Earlier and later of: which leg decides, and what is still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.analysis import names_of_leg
from obligations.engine.authorities import EARLIER_LATER
from obligations.engine.known import moments_of, repeats, span_moments, spans_of
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.values import Moment, Spans

PointValue = Callable[[Run, s.Point], Value]


def pick_value(run: Run, term: s.Pick, point_value: PointValue) -> Value:
    """The leg that decides.

    A leg that will not happen is dropped; with one that has not happened yet
    the result is provisional. Raises Missing or Never where no leg is known.
    """
    found: list[Value] = []
    missing: dict[str, None] = {}
    for leg in term.legs:
        values, waiting = _leg_values(run, leg, point_value)
        found += values
        missing.update(dict.fromkeys(waiting))
    if not found:
        raise Missing(*missing) if missing else Never
    value = _choose(found, term.which)
    if missing:
        _bounded(run, term.which, value, tuple(missing))
    if run.explaining:
        seen = ", ".join(dict.fromkeys(show(v.day) for v in found))
        authority = EARLIER_LATER if missing else ""
        run.step("pick", f"the {term.which} of {seen}", show(value.day), authority=authority)
    return value


def _choose(found: list[Value], which: str) -> Value:
    """Instants are compared as instants, days as days; of equal days a stated hour says more."""
    if not any(value.at for value in found):
        return (min if which == "earlier" else max)(found, key=_day)
    sign = 1 if which == "earlier" else -1
    if all(value.at is not None for value in found):
        return min(found, key=lambda v: sign * v.at.timestamp() if v.at else 0.0)

    def order(value: Value) -> tuple[int, float]:
        at = value.at.timestamp() if value.at else float("inf") * sign
        return sign * value.day.toordinal(), sign * at

    return min(found, key=order)


def _day(value: Value) -> date:
    return value.day


def _bounded(run: Run, which: str, value: Value, missing: tuple[str, ...]) -> None:
    names = ", ".join(f"[{name}]" for name in missing)
    verb = "has not happened" if len(missing) == 1 else "have not happened"
    run.note(f"{names} {verb} yet: the date can still become {which} than {show(value.day)}.")
    run.wait_for(missing)


def _leg_values(
    run: Run, leg: s.Leg, point_value: PointValue
) -> tuple[list[Value], tuple[str, ...]]:
    """The dates of a leg, one for each happening of its names, and what it still waits for."""
    try:
        several = _several(run, leg)
        if several is None:
            return [_leg_value(run, leg, point_value)], ()
        return _each_happening(run, leg, several, point_value)
    except Missing as missing:
        return [], missing.names
    except Never:
        return [], ()


def _several(run: Run, leg: s.Leg) -> str | None:
    """The name of a leg whose happenings all count; what drives the rule is bound already."""
    for name in names_of_leg(run.rule, leg):
        if name not in run.bound and repeats(run.world, name):
            return name
    return None


def _each_happening(
    run: Run, leg: s.Leg, name: str, point_value: PointValue
) -> tuple[list[Value], tuple[str, ...]]:
    values: list[Value] = []
    waiting: dict[str, None] = {}
    for moment in _happenings(run, name):
        try:
            values.append(_bound_leg(run, leg, name, moment, point_value))
        except Missing as missing:
            waiting.update(dict.fromkeys(missing.names))
    if not values and not waiting:
        raise Missing(name)
    return values, tuple(waiting)


def _happenings(run: Run, name: str) -> tuple[Moment, ...]:
    if isinstance(run.world.facts.get(name), Spans):
        return span_moments(spans_of(run, name))
    return moments_of(run, name)


def _bound_leg(run: Run, leg: s.Leg, name: str, moment: Moment, point_value: PointValue) -> Value:
    before: tuple[dict[str, Moment], date | None] = run.bound, run.after
    run.bound, run.after = {**run.bound, name: moment}, moment.day
    try:
        return _leg_value(run, leg, point_value)
    finally:
        run.bound, run.after = before


def _leg_value(run: Run, leg: s.Leg, point_value: PointValue) -> Value:
    value = point_value(run, leg.point)
    if leg.clock is None:
        return value
    at = clocks.instant(value.day, leg.clock.time, run.zone_of(leg.clock))
    return value._replace(at=at, timed=True)
