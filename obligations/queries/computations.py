"""How dates come about: what defined dates give, and the steps of a computation to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from obligations.engine.agreement import Duty, compute, needs_of
from obligations.engine.graph import dependents
from obligations.engine.values import Defined, Outcome
from obligations.facts import Facts

# No reference of an obligation begins so: defined dates are computed beside the duties.
_MARK = "\x00defined date "
# So many dates of one table are steps of their own.
FEW_DATES = 4


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


def hanging_on(facts: Facts, name: str) -> set[str]:
    """The references of the obligations that a key date can move."""
    return dependents(needs_of(facts.case), [name]) & facts.obligations.keys()


# Steps


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a computation, its skipped days as dates.

    `inner` are the steps of the defined date that it reads, or the dates of a
    table that it gathers.
    """

    text: str
    result: str
    used: tuple[str, ...]
    skipped: tuple[tuple[date, str], ...]
    authority: str
    inner: tuple[StepLine, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether its inner steps are too many to be read along with it."""
        return len(self.inner) > FEW_DATES


def step_lines(steps: Iterable[Mapping[str, Any]]) -> tuple[StepLine, ...]:
    """Steps as they are stored, ready to show.

    The steps that work a defined date out stand inside the step that reads it.
    """
    found: list[StepLine] = []
    worked: dict[str, list[StepLine]] = {}
    for name, group in groupby(steps, key=lambda step: str(step.get("of", ""))):
        lines = _lines(group, worked)
        (worked.setdefault(name, []) if name else found).extend(lines)
    left = [
        StepLine(f"[{name}], by its own rule", "", (), (), "", tuple(lines))
        for name, lines in worked.items()
    ]
    return (*left, *found)


def _lines(steps: Iterable[Mapping[str, Any]], worked: dict[str, list[StepLine]]) -> list[StepLine]:
    found: list[StepLine] = []
    for text, same in groupby(steps, key=lambda step: str(step["text"])):
        lines = [_step_line(step, worked) for step in same]
        found += [_gathered(text, lines)] if len(lines) > FEW_DATES else lines
    return found


def _gathered(text: str, lines: list[StepLine]) -> StepLine:
    """Many dates of one table as one step, which holds them."""
    return StepLine(f"{text}, {len(lines)} dates", "", (), (), "", tuple(lines))


def _step_line(step: Mapping[str, Any], worked: dict[str, list[StepLine]]) -> StepLine:
    own = worked.pop(step["text"].strip("[]"), []) if _ABOVE in step["used"] else []
    return StepLine(
        text=step["text"],
        result=step["result"],
        used=tuple(used for used in step["used"] if not (own and used == _ABOVE)),
        skipped=tuple((date.fromisoformat(day), name) for day, name in step["skipped"]),
        authority=step["authority"],
        inner=tuple(own),
    )


# What the engine says of a defined date whose steps it has put before.
_ABOVE = "worked out above"
