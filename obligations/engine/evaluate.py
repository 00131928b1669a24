"""A rule over facts: every occurrence with its dates, readings, steps and cautions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import shift
from obligations.engine.bodies import Shape, shape_of
from obligations.engine.calendars import OutsideRange, UnknownCalendar
from obligations.engine.conditions import failed_condition
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.generators import Occasion, occasions, range_of
from obligations.engine.kinds import PROHIBITIONS
from obligations.engine.modifiers import apply_modifiers, instant_of
from obligations.engine.readings import with_readings
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.terms import spans_of
from obligations.engine.values import Choices, Defined, Outcome, Result, Span, State, World

_NO_CHOICES = Choices()


def evaluate(
    rule: s.Rule,
    world: World,
    *,
    kind: str = "",
    choices: Choices | None = None,
    explain: bool = True,
) -> Result:
    """What a rule gives for the facts of a world.

    `kind` is the obligation's kind (it decides whether the safe date is the
    earliest or the latest reading); `choices` the readings already chosen;
    without `explain` no steps are made. Raises RuleError for a rule that these
    conventions cannot carry (no calendar), CannotCompute where the date must be
    refused.
    """
    base = choices or replace(_NO_CHOICES, month_end=world.conventions.month_end)
    run = Run(world, rule, base, outcomes_in, kind, steps=[] if explain else None)
    try:
        literal = _evaluate(run)
    except OutsideRange as error:
        raise CannotCompute(str(error)) from error
    except UnknownCalendar as error:
        raise RuleError(str(error)) from error
    return with_readings(run, literal, lambda other: _evaluate(_fresh(run, other)))


def _fresh(run: Run, choices: Choices) -> Run:
    return Run(run.world, run.rule, choices, outcomes_in, run.kind)


def outcomes_in(run: Run, name: str, fact: Defined) -> tuple[Outcome, ...]:
    """The outcomes of a defined date inside another evaluation, under the same choices."""
    inner = Run(
        run.world,
        fact.rule,
        run.choices,
        outcomes_in,
        fact.kind,
        defining=(*run.defining, name),
    )
    found = _evaluate(inner)
    run.touched.update(inner.touched)
    run.cautions.update(inner.cautions)
    run.used_calendars.update(inner.used_calendars)
    if not found.outcomes:
        return (Outcome(found.state, awaiting=found.awaiting),)
    return found.outcomes


def _evaluate(run: Run) -> Result:
    """All occurrences under one set of choices, without readings."""
    try:
        turns, many = occasions(run)
    except Missing as missing:
        return _empty(run, "pending", missing.names)
    except Never:
        run.note("What this waits for will not happen.")
        return _empty(run, "void", ())
    outcomes = tuple(o for o in (_occurrence(run, turn) for turn in turns) if o is not None)
    if many and not outcomes:
        return _empty(run, "provisional" if run.awaiting else "void", tuple(run.awaiting))
    return Result(outcomes, many, _overall(outcomes), _awaiting(outcomes), tuple(run.cautions))


def _empty(run: Run, state: State, awaiting: tuple[str, ...]) -> Result:
    outcome = Outcome(
        state, awaiting=awaiting, steps=tuple(run.steps or ()), cautions=tuple(run.cautions)
    )
    return Result((outcome,), False, state, awaiting, tuple(run.cautions))


def _overall(outcomes: tuple[Outcome, ...]) -> State:
    states = {outcome.state for outcome in outcomes}
    order: tuple[State, ...] = ("provisional", "pending", "resolved")
    return next((state for state in order if state in states), "void")


def _awaiting(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for o in outcomes for name in o.awaiting))


def _occurrence(shared: Run, turn: Occasion) -> Outcome | None:
    """One occurrence; None where an exception clause takes it out of a series."""
    run = replace(
        shared,
        bound=turn.bound,
        turn=turn.turn,
        steps=list(shared.steps) if shared.steps is not None else None,
        awaiting=dict(shared.awaiting),
        cautions=dict(shared.cautions),
        clock_used=False,
    )
    try:
        outcome = _dated(run, turn)
    except Missing as missing:
        names = tuple(dict.fromkeys((*missing.names, *run.awaiting)))
        outcome = _bare(run, turn, "pending", names)
    except Never:
        if not run.cautions:
            run.note("What this waits for will not happen.")
        outcome = _bare(run, turn, "void", ())
    shared.cautions.update(run.cautions)
    return outcome


def _bare(run: Run, turn: Occasion, state: State, awaiting: tuple[str, ...]) -> Outcome:
    return Outcome(
        state,
        turn.key,
        awaiting=awaiting,
        certainty=run.certainty,
        latest_fact=run.latest_fact,
        calendars=tuple(run.used_calendars),
        steps=tuple(run.steps or ()),
        cautions=tuple(run.cautions),
    )


def _dated(run: Run, turn: Occasion) -> Outcome | None:
    failure = failed_condition(run)
    if failure is not None:
        run.note(failure)
        return _bare(run, turn, "void", ())
    _prepare_suspension(run)
    shape = shape_of(run, run.rule.body)
    if not (turn.key or shape.holds) and not _in_range(run, shape):
        run.note("The date that this counts from lies outside the rule's own range.")
        return _bare(run, turn, "void", ())
    opens = _opens(shape)
    shape = apply_modifiers(run, shape)
    if _excepted(run, shape):
        if turn.key:
            return None
        return _bare(run, turn, "void", ())
    return _finished(run, turn, shape, opens)


def _prepare_suspension(run: Run) -> None:
    modifiers = [m for m in run.rule.modifiers if isinstance(m, s.Suspended)]
    run.suspended = tuple(span for m in modifiers for span in spans_of(run, m.name).spans)


def _in_range(run: Run, shape: Shape) -> bool:
    if run.rule.first(s.Since) is None and run.rule.first(s.Until) is None:
        return True
    value = shape.due or shape.start or shape.end
    assert value is not None
    return range_of(run).holds(value.anchor or value.day)


def _opens(shape: Shape) -> date | None:
    """The day from which the duty exists: a window's start, else what the counting began from."""
    if shape.start is not None:
        return shape.start.day
    value = shape.due or shape.end
    if value is None or value.anchor is None or value.backward:
        return None
    return min(value.anchor, value.day)


def _excepted(run: Run, shape: Shape) -> bool:
    """Whether the date falls into a span that the rule leaves out; periods only say so."""
    modifiers = [m for m in run.rule.modifiers if isinstance(m, s.Excepted)]
    spans = [span for m in modifiers for span in spans_of(run, m.name).spans]
    if not spans:
        return False
    if shape.holds or shape.due is None:
        run.note("Days are excepted from this period: " + _listed(spans) + ".")
        return False
    day = shape.due.day
    if counting.days_of(run, spans, day, day):
        run.note(f"{show(day)} is excepted.")
        return True
    return False


def _listed(spans: list[Span]) -> str:
    return ", ".join(f"{show(sp.first)} to {show(sp.last) if sp.last else 'now'}" for sp in spans)


def _finished(run: Run, turn: Occasion, shape: Shape, opens: date | None) -> Outcome:
    at = instant_of(run, shape)
    _warn_beyond_calendar(run, shape)
    end = shape.end or (shape.due if shape.start and shape.due else None)
    first_free = None
    if run.kind in PROHIBITIONS and end is not None:
        first_free = shift(end.day, 1)
        run.step("free", "first free day", show(first_free))
    return Outcome(
        "provisional" if run.provisional else "resolved",
        turn.key,
        due=shape.due.day if shape.due else None,
        start=shape.start.day if shape.start else None,
        end=end.day if end else None,
        at=at,
        opens=opens,
        grace_until=_grace(run, shape),
        first_free=first_free,
        awaiting=tuple(run.awaiting),
        certainty=run.certainty,
        latest_fact=run.latest_fact,
        calendars=tuple(run.used_calendars),
        steps=tuple(run.steps or ()),
        cautions=tuple(run.cautions),
    )


def _grace(run: Run, shape: Shape) -> date | None:
    grace = run.rule.first(s.Grace)
    if grace is None or shape.due is None:
        return None
    count = counting.total(run, [(1, grace.duration)])
    return counting.count_from(run, Value(shape.due.day), count, backward=False).day


def _warn_beyond_calendar(run: Run, shape: Shape) -> None:
    value = shape.due or shape.end
    id_ = run.conventions.calendar
    if value is None or id_ is None:
        return
    calendar = run.world.calendar_of(id_)
    if not calendar.first <= value.day <= calendar.last:
        run.note(
            f"{show(value.day)} is outside the verified range of the calendar {id_}"
            f" ({calendar.first.year}–{calendar.last.year}): whether it is a business day is"
            " not known."
        )
