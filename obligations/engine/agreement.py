"""A whole agreement at once: all its obligations, each with its occurrences and their keys.

Pure: facts in, occurrences out. What is stored of it, and how a change finds
the rows that it moves, is for the callers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from obligations.engine.analysis import names_in
from obligations.engine.choices import Choices
from obligations.engine.errors import EngineError
from obligations.engine.evaluate import evaluate
from obligations.engine.graph import in_order
from obligations.engine.known import keyed_spans, repeats, rule_repeats, scheduled_moments
from obligations.engine.names import OBLIGATION_DATE
from obligations.engine.syntax import Rule
from obligations.engine.values import (
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
    parties who owe it severally; none where it is owed once. `choices` are
    counsel's for the whole duty, `choices_for` those for single occurrences, by
    key; both go before the agreement's own.
    """

    ref: str
    kind: str = ""
    rule: Rule | None = None
    trigger: str = ""
    persons: tuple[str, ...] = ()
    choices: Choices | None = None
    choices_for: Mapping[str, Choices] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one occurrence: done on a day, or missed from a day on.

    Where several persons owe it, each has a fate of the same key.
    """

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
    world = _with_duties(case, in_order(needs_of(case)))
    wanted = None if only is None else set(only)
    found: list[Occurrence] = []
    for duty in case.duties:
        if wanted is None or duty.ref in wanted:
            found += _occurrences(case, world, duty, explain)
    return found


def _with_duties(case: Case, order: list[str]) -> World:
    """The world with the duties' own dates as facts, for those that rules speak of.

    `order` is one in which each comes after what it needs, so that whether a
    duty can occur several times is known before another hangs on it.
    """
    facts: dict[str, Fact] = dict(case.world.facts)
    duties = {duty.ref: duty for duty in case.duties}
    wanted = _duty_dates(case, duties)
    for name, (duty, which) in wanted.items():
        if which == "due":
            facts[name] = _due_fact(case, duty)
    world = replace(case.world, facts=facts)
    place = {ref: n for n, ref in enumerate(order)}
    for name, (duty, which) in sorted(wanted.items(), key=lambda item: place[item[1][0].ref]):
        if which != "due":
            facts[name] = _fate_fact(case, world, duty, which)
    return world


def _duty_dates(case: Case, duties: Mapping[str, Duty]) -> dict[str, tuple[Duty, str]]:
    """The dates of duties that rules speak of, as `V.5 due`, with the duty and which date."""
    used = dict.fromkeys(name for rule in _rules(case) for name in names_in(rule))
    found = {}
    for name in used:
        match = OBLIGATION_DATE.match(name)
        if match and name not in case.world.facts and match["ref"] in duties:
            found[name] = (duties[match["ref"]], match["which"])
    return found


def _rules(case: Case) -> list[Rule]:
    defined = [f.rule for f in case.world.facts.values() if isinstance(f, Defined)]
    return defined + [duty.rule for duty in case.duties if duty.rule]


def _due_fact(case: Case, duty: Duty) -> Fact:
    if duty.rule is not None:
        return Defined(duty.rule, duty.kind)
    return case.world.facts.get(duty.trigger, Events())


def _fate_fact(case: Case, world: World, duty: Duty, which: str) -> Fact:
    fates = case.fates.get(duty.ref, ())
    days = _done(fates) if which == "done" else _missed(fates)
    moments = [Moment(day, lineage=key) for key, day in days.items()]
    settled = bool(fates) and all(f.done is not None for f in fates) and duty.rule is not None
    never = which == "missed" and settled and not moments
    ordered = tuple(sorted(moments, key=lambda m: m.day))
    return Events(ordered, never, repeating=_may_repeat(world, duty))


def _done(fates: Iterable[Fate]) -> dict[str, date]:
    """When each occurrence was done: once all who owe it have done it."""
    found: dict[str, date | None] = {}
    for fate in fates:
        before = found.get(fate.key, fate.done)
        both = before is not None and fate.done is not None
        found[fate.key] = max(before, fate.done) if both else None  # type: ignore[type-var]
    return {key: day for key, day in found.items() if day is not None}


def _missed(fates: Iterable[Fate]) -> dict[str, date]:
    """From when each occurrence counts as missed: since the first of those who owe it."""
    found: dict[str, date] = {}
    for fate in fates:
        if fate.missed is not None:
            found[fate.key] = min(fate.missed, found.get(fate.key, fate.missed))
    return found


def _occurrences(case: Case, world: World, duty: Duty, explain: bool) -> list[Occurrence]:
    try:
        result = _evaluated(case, world, duty, explain)
    except EngineError as error:
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
        return bool(duty.trigger) and repeats(world, duty.trigger)
    return rule_repeats(world, duty.rule)


def _evaluated(case: Case, world: World, duty: Duty, explain: bool) -> Result:
    if duty.rule is not None:
        return _by_rule(world, duty, duty.rule, explain)
    if not duty.trigger:
        day = case.stands_from
        return Result((Outcome("resolved", opens=day, start=day),))
    return _triggered(world, duty.trigger)


def _by_rule(world: World, duty: Duty, rule: Rule, explain: bool) -> Result:
    def by(choices: Choices | None) -> Result:
        return evaluate(rule, world, kind=duty.kind, choices=choices, explain=explain)

    result = by(duty.choices)
    own = {o.key: c for o in result.outcomes if (c := duty.choices_for.get(o.key))}
    if not own:
        return result
    chosen = {c: _by_key(by(_over(c, duty))) for c in dict.fromkeys(own.values())}
    outcomes = tuple(
        chosen[own[o.key]].get(o.key, o) if o.key in own else o for o in result.outcomes
    )
    return replace(result, outcomes=outcomes)


def _by_key(result: Result) -> dict[str, Outcome]:
    return {outcome.key: outcome for outcome in result.outcomes}


def _over(choices: Choices, duty: Duty) -> Choices:
    return choices.over(duty.choices) if duty.choices else choices


def _triggered(world: World, trigger: str) -> Result:
    """A duty without a date: open from each happening of its trigger, never due."""
    fact = world.facts.get(trigger, Events())
    if isinstance(fact, Spans):
        outcomes = tuple(
            _opened(Moment(sp.first, None, sp.certainty), sp.lineage) for sp in keyed_spans(fact)
        )
        return _result(outcomes, trigger)
    if isinstance(fact, Defined):
        return _of_defined(evaluate(fact.rule, world, kind=fact.kind), trigger)
    if isinstance(fact, Dates):
        moments = scheduled_moments(fact)
        found = (Outcome("resolved", m.lineage, opens=m.day, start=m.day) for m in moments)
        return _result(tuple(found), trigger)
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
        if o.day is not None and o.state != "void"
    )
    if not outcomes and result.state == "void":
        return result
    return _result(outcomes, *(result.awaiting or (trigger,)))


def _result(outcomes: tuple[Outcome, ...], *awaiting: str) -> Result:
    if outcomes:
        return Result(outcomes, many=len(outcomes) > 1)
    waiting = Outcome("pending", awaiting=awaiting)
    return Result((waiting,), state="pending", awaiting=awaiting)


def first_missed_day(outcome_day: date, grace_until: date | None) -> date:
    """The day from which a duty counts as missed: the one after its due date and its grace."""
    return (grace_until or outcome_day) + timedelta(days=1)
