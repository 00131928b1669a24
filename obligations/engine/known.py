"""What is known of a name in one evaluation: its happenings, its spans, its defined dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from obligations.engine import syntax as s
from obligations.engine.analysis import driving_names, is_series, names_in
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.graph import in_order
from obligations.engine.run import Missing, Never, Run, show
from obligations.engine.values import (
    Dates,
    Defined,
    Events,
    Moment,
    Outcome,
    Span,
    Spans,
    World,
)


class Worked(NamedTuple):
    """A defined date as worked out: its happenings, what it waits for, the run that found them."""

    moments: tuple[Moment, ...]
    waiting: tuple[str, ...]
    run: Run


# Whether a name can happen several times


def repeats(world: World, name: str) -> bool:
    """Whether a name can have several happenings, however many there are so far.

    It decides whether occurrences have keys, so it may not change when a
    second happening is recorded.
    """
    fact = world.facts.get(name)
    if isinstance(fact, Events):
        return fact.repeating
    if isinstance(fact, Defined):
        return _defined_repeats(world, name)
    return fact is not None


def _defined_repeats(world: World, name: str) -> bool:
    if ("repeats", name) not in world.memo:
        for other in _chain(world, name):
            fact = world.facts[other]
            assert isinstance(fact, Defined)
            world.memo["repeats", other] = rule_repeats(world, fact.rule)
    found: bool = world.memo["repeats", name]
    return found


def rule_repeats(world: World, rule: s.Rule) -> bool:
    """Whether a rule can give several occurrences for facts of these kinds."""
    return is_series(rule) or driver_of(world, rule) is not None


def driver_of(world: World, rule: s.Rule) -> str | None:
    """The first name of a rule that can happen several times; its happenings drive the rule."""
    return next((n for n in driving_names(rule) if repeats(world, n)), None)


# Happenings


def moments_of(run: Run, name: str) -> tuple[Moment, ...]:
    """The happenings of a name, as far as known, the earliest first.

    Raises Never for one that will not come, Missing for a defined date that
    waits for others.
    """
    fact = run.world.facts.get(name)
    if fact is None:
        return ()
    if isinstance(fact, Events):
        if fact.never and not fact.moments:
            raise Never
        return fact.moments
    if isinstance(fact, Dates):
        by_other = fact.other is not None and run.taken("schedule") == "other"
        return scheduled_moments(fact.other if by_other and fact.other else fact)
    if isinstance(fact, Defined):
        return _defined(run, name)
    raise RuleError(
        f"[{name}] lasts from one day to another; say “first day of [{name}]” or"
        f" “last day of [{name}]”."
    )


def scheduled_moments(fact: Dates) -> tuple[Moment, ...]:
    """The dates of a set as happenings, each with a key of its own."""
    labels = fact.labels or ("",) * len(fact.days)
    seen: Counter[date] = Counter()
    found = []
    for day, label in sorted(zip(fact.days, labels, strict=True)):
        seen[day] += 1
        again = f"/{seen[day]}" if seen[day] > 1 else ""
        lineage = f"{day.isoformat()}{again}"
        found.append(Moment(day, source=label, lineage=lineage, scheduled=True))
    return tuple(found)


def span_moments(spans: Iterable[Span]) -> tuple[Moment, ...]:
    """Spans as happenings, each on its first day."""
    return tuple(Moment(span.first, None, span.certainty, span.lineage) for span in spans)


# Defined dates


def _defined(run: Run, name: str) -> tuple[Moment, ...]:
    worked = worked_out(run, name)
    run.touched.update(worked.run.touched)
    run.calendars.update(worked.run.calendars)
    if not worked.moments:
        raise Missing(*worked.waiting) if worked.waiting else Never
    if worked.waiting:
        run.wait_for(worked.waiting)
    return worked.moments


def worked_out(run: Run, name: str) -> Worked:
    """A defined date under the run's choices, worked out once for each world and choice.

    What it rests on is worked out first, in order, so that a chain of a
    thousand defined dates costs no stack. Raises CannotCompute for a circle.
    """
    world, explain = run.world, run.explaining
    key = (name, run.choices, explain)
    if key not in world.memo:
        for other in _chain(world, name):
            if (other, run.choices, explain) not in world.memo:
                world.memo[other, run.choices, explain] = _work_out(run, other)
    found: Worked = world.memo[key]
    return found


def _work_out(run: Run, name: str) -> Worked:
    fact = run.world.facts[name]
    assert isinstance(fact, Defined)
    inner = Run(run.world, fact.rule, run.choices, fact.kind, run.define, explain=run.explaining)
    inner.defining = name
    outcomes = run.define(inner)
    moments = [_moment(o) for o in outcomes if o.state not in ("void", "pending") and o.day]
    pending = [o for o in outcomes if o.state == "pending"]
    waiting = tuple(dict.fromkeys(name for o in pending for name in o.awaiting))
    return Worked(tuple(sorted(moments, key=lambda moment: moment.day)), waiting, inner)


def _moment(outcome: Outcome) -> Moment:
    assert outcome.day is not None
    return Moment(outcome.day, outcome.at, lineage=outcome.key, worked=outcome)


def _chain(world: World, name: str) -> list[str]:
    """A defined date after all the defined dates that it rests on.

    Raises CannotCompute for a circle.
    """
    if "needs" not in world.memo:
        defined = {n: f.rule for n, f in world.facts.items() if isinstance(f, Defined)}
        world.memo["needs"] = {n: names_in(rule) for n, rule in defined.items()}
    try:
        return in_order(world.memo["needs"], roots=(name,))
    except RuleError as error:
        raise CannotCompute(str(error)) from error


# Spans


def spans_of(run: Run, name: str) -> tuple[Span, ...]:
    """The spans of a name, each with a key; none when nothing is recorded.

    Raises RuleError for a name of another kind.
    """
    fact = run.world.facts.get(name)
    if fact is None or (isinstance(fact, Events) and not fact.moments):
        return ()
    if isinstance(fact, Spans):
        return keyed_spans(fact)
    raise RuleError(f"[{name}] is a date; here a span with a first and a last day is needed.")


def keyed_spans(fact: Spans) -> tuple[Span, ...]:
    """The spans of a fact, each with its own key or else its number."""
    if all(span.lineage for span in fact.spans):
        return fact.spans
    return tuple(
        span if span.lineage else replace(span, lineage=str(n))
        for n, span in enumerate(fact.spans, 1)
    )


def told(name: str, span: Span) -> str:
    """A span as what a step rests on: its days, and who recorded it."""
    last = show(span.last) if span.last else "now"
    source = f", {span.source}" if span.source else ""
    return f"[{name}] {show(span.first)} to {last}{source}"


def use_span(run: Run, span: Span) -> None:
    """Keeps in mind how certain a span is, and how late its latest known day."""
    run.weaken(span.certainty)
    run.rest_on(span.last or span.first)


def use_moment(run: Run, name: str, moment: Moment) -> None:
    """Keeps in mind how certain a happening is, and what a defined date itself rests on."""
    if moment.worked is not None:
        _use_worked(run, moment.worked)
    elif not moment.scheduled:
        run.rest_on(moment.day)
    if moment.certainty != "actual":
        run.weaken(moment.certainty)
        run.note(f"[{name}] is {moment.certainty}: {show(moment.day)} is not an established fact.")


def _use_worked(run: Run, outcome: Outcome) -> None:
    run.weaken(outcome.certainty)
    run.provisional = run.provisional or outcome.state == "provisional"
    run.awaiting.update(dict.fromkeys(outcome.awaiting))
    run.cautions.update(dict.fromkeys(outcome.cautions))
    if outcome.latest_fact is not None:
        run.rest_on(outcome.latest_fact)
    if run.steps is not None:
        run.steps += [step for step in outcome.steps if step not in run.steps]
