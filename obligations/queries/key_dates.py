"""Key dates: what happened, what rules make of it, and what hangs on each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from obligations.engine.agreement import Duty, compute, needs_of
from obligations.engine.graph import dependents
from obligations.engine.values import Defined, Outcome
from obligations.facts import Facts

# No reference of an obligation begins so: defined dates are computed beside the duties.
_MARK = "\x00defined date "


@dataclass(frozen=True, slots=True)
class Worked:
    """A defined date as its rule gives it now: one outcome, or several where it repeats."""

    outcomes: tuple[Outcome, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The dates that are known."""
        return tuple(outcome.day for outcome in self.outcomes if outcome.day is not None)

    @property
    def awaiting(self) -> tuple[str, ...]:
        """The key dates that are still missing."""
        return tuple(dict.fromkeys(name for o in self.outcomes for name in o.awaiting))


def defined_dates(facts: Facts) -> dict[str, Worked]:
    """What the rules of an agreement's defined dates give, by name."""
    rules = {name: f for name, f in facts.case.world.facts.items() if isinstance(f, Defined)}
    duties = tuple(Duty(_MARK + name, fact.kind, fact.rule) for name, fact in rules.items())
    case = replace(facts.case, duties=(*facts.case.duties, *duties))
    found: dict[str, list[Outcome]] = {name: [] for name in rules}
    for occurrence in compute(case, [duty.ref for duty in duties]):
        found[occurrence.ref.removeprefix(_MARK)].append(occurrence.outcome)
    return {name: Worked(tuple(outcomes)) for name, outcomes in found.items()}


def hanging_on(facts: Facts, names: Iterable[str]) -> dict[str, set[str]]:
    """For each key date the references of the obligations that it can move."""
    needs = needs_of(facts.case)
    return {name: dependents(needs, [name]) & facts.obligations.keys() for name in names}
