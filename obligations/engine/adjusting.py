"""What adjustments of one occurrence do to its last day: an agreed date, days that do not count.

A postponement that the clause itself grants is in the rule ("postponed … for
each day of"); here is what people agree or what suspends a single duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from obligations.engine.agreement import Case
from obligations.engine.syntax import Postponed, Rule, Suspended
from obligations.engine.values import Defined, Fact, Span, Spans

NEVER = date.max


@dataclass(frozen=True, slots=True)
class Moves:
    """What moves the last day of one occurrence: a date agreed on a day, spans that suspend it."""

    extended_to: date | None = None
    agreed: date | None = None
    spans: tuple[Span, ...] = ()


def standing(
    moves: Moves, computed: date | None, begins: date | None, known_through: date | None
) -> date | None:
    """The last day as adjusted; None where nothing moves it.

    `computed` is what the rule gives, `begins` the first day on which a
    suspended day can count. Whoever agrees on a date knows what was suspended
    until then: only later days add to it. An open span counts as far as it is
    known to last.
    """
    base = moves.extended_to or computed
    if base is None:
        return None
    if moves.agreed is not None:
        after = moves.agreed + timedelta(days=1)
        begins = max(begins, after) if begins else after
    moved = suspended(base, begins, moves.spans, known_through)
    return moved if moves.extended_to or moved != computed else None


def suspended(
    last: date, begins: date | None, spans: Iterable[Span], known_through: date | None = None
) -> date:
    """A last day moved by each distinct suspended day up to the moved day itself."""
    days = distinct_days(spans, begins or date.min, known_through)
    moved, before = last, None
    while moved != before:
        before = moved
        moved = _later(last, sum(1 for day in days if day <= moved))
    return moved


def distinct_days(
    spans: Iterable[Span], begins: date, known_through: date | None = None
) -> frozenset[date]:
    """The days of spans from a day on, each once, first and last day included."""
    found: set[date] = set()
    for span in spans:
        last = span.last or max(span.first, known_through or span.first)
        day = max(span.first, begins)
        while day <= last:
            found.add(day)
            if day == NEVER:
                break
            day += timedelta(days=1)
    return frozenset(found)


def _later(day: date, count: int) -> date:
    return day + timedelta(days=count) if (NEVER - day).days > count else NEVER


# What the dates would be without adjustments


@dataclass(frozen=True)
class Bare:
    """The facts as they would be without adjustments, for the names that some adjust."""

    facts: Mapping[str, Fact] = field(default_factory=dict)

    def case(self, case: Case) -> Case:
        """The agreement's facts without any adjustment."""
        world = case.world
        return replace(case, world=replace(world, facts={**world.facts, **self.facts}))


def bare_of(case: Case, extended: Mapping[str, Fact]) -> Bare:
    """What adjusts: spans that rules postpone or suspend by, and key dates that were extended."""
    facts = dict(extended)
    for name in kinds_of_spans(case):
        fact = case.world.facts.get(name)
        if isinstance(fact, Spans) and fact.spans:
            facts[name] = Spans()
    return Bare(facts)


def kinds_of_spans(case: Case) -> dict[str, str]:
    """The spans whose days move dates: “postponement” or “suspension” for each."""
    found: dict[str, str] = {}
    for rule in rules_of(case).values():
        found |= {m.name: "suspension" for m in rule.every(Suspended)}
        found |= {m.name: "postponement" for m in rule.every(Postponed)}
    return found


def rules_of(case: Case) -> dict[str, Rule]:
    """The rules of an agreement, by the name of the defined date or the duty's reference."""
    facts = case.world.facts.items()
    defined = {name: fact.rule for name, fact in facts if isinstance(fact, Defined)}
    return defined | {duty.ref: duty.rule for duty in case.duties if duty.rule}


def moved_by(case: Case, span: str) -> list[str]:
    """The defined dates and duties whose own rules a span's days postpone or suspend."""
    return [name for name, rule in rules_of(case).items() if span in moving_spans(rule)]


def moving_spans(rule: Rule) -> tuple[str, ...]:
    """The spans whose days postpone or suspend what a rule gives."""
    postponing = tuple(modifier.name for modifier in rule.every(Postponed))
    return (*postponing, *(modifier.name for modifier in rule.every(Suspended)))
