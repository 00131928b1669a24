"""A whole agreement at once: all its obligations, each with its occurrences and their keys.

Pure: facts in, occurrences out. What is stored of it, and how a change finds
the rows that it moves, is for the callers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from obligations.engine import syntax as s
from obligations.engine.analysis import driving_names, generator_of, names_in
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.evaluate import evaluate
from obligations.engine.graph import in_order
from obligations.engine.names import OBLIGATION_DATE
from obligations.engine.syntax import Rule
from obligations.engine.values import (
    Choices,
    Dates,
    Defined,
    Events,
    Fact,
    Moment,
    Outcome,
    Result,
    Spans,
    World,
)

PLACEHOLDER = "next"


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as the engine needs it.

    `rule` is None for an obligation without a date; then `trigger`, a key
    date, opens it, or it stands from the start. `persons` are the keys of the
    parties who owe it severally; none where it is owed once.
    """

    ref: str
    kind: str = ""
    rule: Rule | None = None
    trigger: str = ""
    persons: tuple[str, ...] = ()
    choices: Choices | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one occurrence: done on a day, or missed from a day on."""

    key: str
    done: date | None = None
    missed: date | None = None


@dataclass(frozen=True)
class Case:
    """An agreement's facts: key dates, duties, what became of occurrences, its first day."""

    world: World
    duties: tuple[Duty, ...]
    fates: Mapping[str, tuple[Fate, ...]] = field(default_factory=dict)
    stands_from: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One computed occurrence. `key` is unique within the duty; `person` its several obligor."""

    ref: str
    key: str
    outcome: Outcome
    person: str = ""


def needs_of(case: Case) -> dict[str, tuple[str, ...]]:
    """What every defined date and duty speaks of, obligations by reference."""
    needs: dict[str, tuple[str, ...]] = {}
    for name, fact in case.world.facts.items():
        if isinstance(fact, Defined):
            needs[name] = spoken_of(fact.rule)
    for duty in case.duties:
        trigger = (duty.trigger,) if duty.trigger else ()
        needs[duty.ref] = (*trigger, *(spoken_of(duty.rule) if duty.rule else ()))
    return needs


def spoken_of(rule: Rule) -> tuple[str, ...]:
    """The names of a rule, with `[V.5 due]` as the reference V.5."""
    found = ((name, OBLIGATION_DATE.match(name)) for name in names_in(rule))
    return tuple(match["ref"] if match else name for name, match in found)


def compute(
    case: Case, only: Iterable[str] | None = None, *, explain: bool = True
) -> list[Occurrence]:
    """The occurrences of an agreement's duties, in the duties' order.

    `only` limits it to some references. A duty that cannot be computed gives
    one pending occurrence whose caution says why: one bad date never hides
    the others. Raises RuleError where dates go round in a circle.
    """
    in_order(needs_of(case))
    world = _with_duties(case)
    wanted = None if only is None else set(only)
    found: list[Occurrence] = []
    for duty in case.duties:
        if wanted is None or duty.ref in wanted:
            found += _occurrences(case, world, duty, explain)
    return found


def _with_duties(case: Case) -> World:
    """The world with the duties' own dates as facts, for those that rules speak of."""
    used = {name for needs in _rules(case) for name in names_in(needs)}
    by_ref = {duty.ref: duty for duty in case.duties}
    facts: dict[str, Fact] = dict(case.world.facts)
    for name in used - facts.keys():
        match = OBLIGATION_DATE.match(name)
        if match and match["ref"] in by_ref:
            facts[name] = _duty_fact(case, by_ref[match["ref"]], match["which"])
    return replace(case.world, facts=facts)


def _rules(case: Case) -> list[Rule]:
    defined = [f.rule for f in case.world.facts.values() if isinstance(f, Defined)]
    return defined + [duty.rule for duty in case.duties if duty.rule]


def _duty_fact(case: Case, duty: Duty, which: str) -> Fact:
    if which == "due":
        if duty.rule is not None:
            return Defined(duty.rule, duty.kind)
        return case.world.facts.get(duty.trigger, Events())
    fates = case.fates.get(duty.ref, ())
    moments = [
        Moment(day, lineage=fate.key)
        for fate in fates
        if (day := fate.done if which == "done" else fate.missed) is not None
    ]
    settled = bool(fates) and all(f.done is not None for f in fates) and duty.rule is not None
    never = which == "missed" and settled and not moments
    return Events(tuple(sorted(moments, key=lambda m: m.day)), never, repeating=len(fates) > 1)


def _occurrences(case: Case, world: World, duty: Duty, explain: bool) -> list[Occurrence]:
    try:
        result = _evaluated(case, world, duty, explain)
    except (CannotCompute, RuleError) as error:
        result = Result((Outcome("pending", cautions=(str(error),)),), state="pending")
    found = []
    for outcome in result.outcomes:
        key = outcome.key or (PLACEHOLDER if _may_repeat(world, duty) else "")
        for person in duty.persons or ("",):
            found.append(Occurrence(duty.ref, key, outcome, person))
    return found


def _may_repeat(world: World, duty: Duty) -> bool:
    """Whether this duty's occurrences have keys, so that one without is the placeholder."""
    if duty.rule is None:
        return _is_many(world.facts.get(duty.trigger))
    if generator_of(duty.rule) is not None or isinstance(duty.rule.body, s.Series):
        return True
    return any(_is_many(world.facts.get(name)) for name in driving_names(duty.rule))


def _is_many(fact: Fact | None) -> bool:
    if isinstance(fact, Events):
        return fact.repeating
    return isinstance(fact, Spans | Dates)


def _evaluated(case: Case, world: World, duty: Duty, explain: bool) -> Result:
    if duty.rule is not None:
        return evaluate(duty.rule, world, kind=duty.kind, choices=duty.choices, explain=explain)
    if not duty.trigger:
        day = case.stands_from
        return Result((Outcome("resolved", opens=day, start=day),))
    return _triggered(world, duty.trigger)


def _triggered(world: World, trigger: str) -> Result:
    """A duty without a date: open from each happening of its trigger, never due."""
    fact = world.facts.get(trigger, Events())
    if isinstance(fact, Spans):
        outcomes = tuple(
            _opened(Moment(sp.first, None, sp.certainty), sp.lineage) for sp in fact.spans
        )
        return _result(outcomes, trigger)
    if isinstance(fact, Defined):
        return _of_defined(evaluate(fact.rule, world, kind=fact.kind), trigger)
    if isinstance(fact, Dates):
        return _result(
            tuple(Outcome("resolved", d.isoformat(), opens=d, start=d) for d in fact.days), trigger
        )
    if fact.never and not fact.moments:
        return Result((Outcome("void", cautions=("What this waits for will not happen.",)),))
    outcomes = tuple(_opened(m, m.lineage if fact.repeating else "") for m in fact.moments)
    return _result(outcomes, trigger)


def _opened(moment: Moment, key: str) -> Outcome:
    state = "resolved" if moment.certainty == "actual" else "provisional"
    return Outcome(
        state,  # type: ignore[arg-type]
        key,
        opens=moment.day,
        start=moment.day,
        certainty=moment.certainty,
        latest_fact=moment.day,
    )


def _of_defined(result: Result, trigger: str) -> Result:
    outcomes = tuple(
        replace(_opened(Moment(o.day, None, o.certainty), o.key), latest_fact=o.latest_fact)
        for o in result.outcomes
        if o.day is not None
    )
    return _result(outcomes, trigger)


def _result(outcomes: tuple[Outcome, ...], trigger: str) -> Result:
    if outcomes:
        return Result(outcomes, many=len(outcomes) > 1)
    waiting = Outcome("pending", awaiting=(trigger,))
    return Result((waiting,), state="pending", awaiting=(trigger,))


def first_missed_day(outcome_day: date, grace_until: date | None) -> date:
    """The day from which a duty counts as missed: the one after its due date and its grace."""
    return (grace_until or outcome_day) + timedelta(days=1)
