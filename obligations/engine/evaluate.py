"""A rule over facts: every occurrence with its dates, readings, steps and cautions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import shift
from obligations.engine.bodies import Shape, shape_of
from obligations.engine.calendars import OutsideRange, UnknownCalendar
from obligations.engine.choices import Choices
from obligations.engine.conditions import failed_condition
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.generators import Occasion, occasions, range_of
from obligations.engine.kinds import PROHIBITIONS
from obligations.engine.known import spans_of
from obligations.engine.modifiers import apply_modifiers, instant_of
from obligations.engine.printer import part_text
from obligations.engine.readings import with_readings
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.series import suspended_spans
from obligations.engine.spans import stretches
from obligations.engine.values import Outcome, Result, Span, State, World

_WAITS_IN_VAIN = "What this waits for will not happen."


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
    earliest or the latest reading); `choices` the readings that counsel has
    chosen here, over those of the agreement's conventions; without `explain`
    no steps are made. Raises RuleError for a rule that these conventions cannot
    carry (no calendar), CannotCompute where the date must be refused.
    """
    agreed = world.conventions.choices
    run = Run(
        world,
        rule,
        choices.over(agreed) if choices else agreed,
        kind,
        outcomes_of,
        explain=explain,
    )
    try:
        return with_readings(run, _result(run), _again(run))
    except (OutsideRange, OverflowError) as error:
        raise CannotCompute(str(error)) from error
    except UnknownCalendar as error:
        raise RuleError(str(error)) from error


def _again(run: Run) -> Callable[[Choices], Result]:
    def evaluated(choices: Choices) -> Result:
        return _result(Run(run.world, run.rule, choices, run.kind, outcomes_of, explain=False))

    return evaluated


def outcomes_of(run: Run) -> tuple[Outcome, ...]:
    """The outcomes of a defined date inside another evaluation, under the same choices."""
    found = _result(run)
    return found.outcomes or (Outcome(found.state, awaiting=found.awaiting),)


def _result(run: Run) -> Result:
    """All occurrences under one set of choices, without readings."""
    try:
        turns, many = occasions(run)
    except Missing as missing:
        return _empty(run, "pending", missing.names)
    except Never:
        run.note(_WAITS_IN_VAIN)
        return _empty(run, "void", ())
    if not many:
        outcome = _occurrence(run, turns[0])
        return Result((outcome,), False, outcome.state, outcome.awaiting, outcome.cautions)
    return _several(run, turns)


def _several(run: Run, turns: tuple[Occasion, ...]) -> Result:
    runs = [(turn.begun or run).for_turn(turn.bound, turn.turn) for turn in turns]
    kept = [_kept_apart(own, turn) for own, turn in zip(runs, turns, strict=True)]
    for own in runs:
        run.cautions.update(own.cautions)
        run.calendars.update(own.calendars)
    found = [outcome for outcome in kept if outcome is not None]
    if not found:
        return _no_occurrence(run)
    awaiting = dict.fromkeys(name for outcome in found for name in outcome.awaiting)
    return Result(tuple(found), True, _overall(found), tuple(awaiting), tuple(run.cautions))


def _no_occurrence(run: Run) -> Result:
    """A series without a date so far: it goes on beyond the horizon, waits, or has ended."""
    if run.cut_off:
        run.note(f"Its first date lies beyond {show(run.world.horizon)}.")
        return _empty(run, "pending", tuple(run.awaiting))
    return _empty(run, "provisional" if run.awaiting else "void", tuple(run.awaiting))


def _kept_apart(run: Run, turn: Occasion) -> Outcome | None:
    """One occurrence of several; None where an exception clause takes it out.

    One date that must be refused does not hide the others: it stays open, and
    its caution says why.
    """
    try:
        return _occurrence(run, turn, may_be_excepted=True)
    except _Excepted:
        return None
    except (CannotCompute, OutsideRange, OverflowError) as error:
        run.note(str(error))
        return _bare(run, turn, "pending", ())


class _Excepted(Exception):
    """This occurrence of a series falls into a time that the rule leaves out."""


def _empty(run: Run, state: State, awaiting: tuple[str, ...]) -> Result:
    outcome = _bare(run, Occasion(), state, awaiting)
    return Result((outcome,), False, state, awaiting, outcome.cautions)


def _overall(outcomes: list[Outcome]) -> State:
    states = {outcome.state for outcome in outcomes}
    order: tuple[State, ...] = ("provisional", "pending", "resolved")
    return next((state for state in order if state in states), "void")


def _occurrence(run: Run, turn: Occasion, *, may_be_excepted: bool = False) -> Outcome:
    try:
        return _dated(run, turn, may_be_excepted)
    except Missing as missing:
        names = tuple(dict.fromkeys((*missing.names, *run.awaiting)))
        return _bare(run, turn, "pending", names)
    except Never:
        if not run.cautions:
            run.note(_WAITS_IN_VAIN)
        return _bare(run, turn, "void", ())


def _bare(run: Run, turn: Occasion, state: State, awaiting: tuple[str, ...]) -> Outcome:
    return Outcome(
        state,
        turn.key,
        awaiting=awaiting,
        certainty=run.certainty,
        latest_fact=run.latest_fact,
        calendars=tuple(run.calendars),
        steps=tuple(run.steps or ()),
        cautions=tuple(run.cautions),
    )


def _dated(run: Run, turn: Occasion, may_be_excepted: bool) -> Outcome:
    rule = run.rule
    if rule.modifiers:
        failure = failed_condition(run)
        if failure is not None:
            run.note(failure)
            return _bare(run, turn, "void", ())
        run.suspended = suspended_spans(run)
    shape = shape_of(run, rule.body)
    run.suspended = ()
    if not may_be_excepted and rule.modifiers and not _in_range(run, shape):
        run.note("The date that this counts from lies outside the rule's own range.")
        return _bare(run, turn, "void", ())
    opens = _opens(run, shape)
    shape = apply_modifiers(run, shape)
    if rule.modifiers and _excepted(run, shape):
        if may_be_excepted:
            raise _Excepted
        return _bare(run, turn, "void", ())
    return _finished(run, turn, shape, opens)


def _in_range(run: Run, shape: Shape) -> bool:
    """Whether what a single date counts from lies between the rule's own from and until."""
    if shape.holds:
        return True
    value = shape.last or shape.start
    assert value is not None
    return range_of(run).holds(value.anchor or value.day)


def _opens(run: Run, shape: Shape) -> date | None:
    """The day from which the duty exists; None where nothing but the last day is known.

    A window's start, else the day that the counting began from. A date that
    stands for itself begins where it was counted from itself; each of a series
    where the one before ends.
    """
    if shape.start is not None:
        return shape.start.day
    value = shape.last
    if value is None or value.backward:
        return None
    turned = run.turn.since if run.turn is not None else None
    for day in (value.anchor, turned, value.opens):
        if day is not None and day < value.day:
            return day
    return None


def _excepted(run: Run, shape: Shape) -> bool:
    """Whether the date falls into a span that the rule leaves out; periods only say so."""
    spans = [span for m in run.rule.every(s.Excepted) for span in spans_of(run, m.name)]
    if not spans:
        return False
    if shape.holds or shape.due is None:
        run.note("Days are excepted from this period: " + _listed(spans) + ".")
        return False
    day = shape.due.day
    if not stretches(run, spans, day, day):
        return False
    run.note(f"{show(day)} is excepted.")
    return True


def _listed(spans: list[Span]) -> str:
    return ", ".join(f"{show(sp.first)} to {show(sp.last) if sp.last else 'now'}" for sp in spans)


def _finished(run: Run, turn: Occasion, shape: Shape, opens: date | None) -> Outcome:
    at = instant_of(run, shape)
    _warn_beyond_calendar(run, shape)
    _warn_reversed(run, shape)
    due, start, last = shape.due, shape.start, shape.last
    first_free = None
    if last is not None and run.kind in PROHIBITIONS:
        first_free = shift(last.day, 1)
        run.step("free", "first free day", show(first_free))
    return Outcome(
        "provisional" if run.provisional else "resolved",
        turn.key,
        due=due.day if due else None,
        start=start.day if start else None,
        end=last.day if last and (start or shape.end) else None,
        at=at,
        opens=opens,
        grace_until=_grace(run, shape, at),
        first_free=first_free,
        awaiting=tuple(run.awaiting),
        certainty=run.certainty,
        latest_fact=run.latest_fact,
        calendars=tuple(run.calendars),
        steps=tuple(run.steps or ()),
        cautions=tuple(run.cautions),
    )


def _grace(run: Run, shape: Shape, at: datetime | None) -> date | None:
    grace = run.rule.first(s.Grace)
    last = shape.last
    if grace is None or last is None:
        return None
    count = counting.one(run, grace.duration)
    if count.hours and at is None:
        run.note("The grace is in hours, and no hour is known from which they run.")
        return None
    start = Value(last.day, at if count.hours else None)
    end = counting.count_from(run, start, count, backward=False).day
    run.step("grace", f"with {part_text(grace.duration)} grace: until", show(end))
    return end


def _warn_reversed(run: Run, shape: Shape) -> None:
    if shape.start and shape.due and shape.due.day < shape.start.day:
        run.note(
            f"The window ends on {show(shape.due.day)}, before it opens on"
            f" {show(shape.start.day)}: there is no day on which this can be done in time."
        )


def _warn_beyond_calendar(run: Run, shape: Shape) -> None:
    value, id_ = shape.last or shape.start, run.conventions.calendar
    if value is None or id_ is None:
        return
    calendar = run.world.calendar_of(id_)
    if not calendar.first <= value.day <= calendar.last:
        run.note(
            f"{show(value.day)} is outside the verified range of the calendar {id_}"
            f" ({calendar.first.year}–{calendar.last.year}): whether it is a business day is"
            " not known."
        )
