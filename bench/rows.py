"""What a bench returns: rows of something measured against something bare, with a target."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from bench.turns import Turns

_HOLDS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `measured` and `against` are in `unit`. `ratio` is what the target speaks
    of, `spread` the middle half of the ratios of single rounds. A row without a
    target is told for information.
    """

    name: str
    measured: float
    against: float
    ratio: float
    target: float | None = None
    sense: str = "<="
    spread: tuple[float, float] | None = None
    unit: str = "s"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.target is None else _HOLDS[self.sense](self.ratio, self.target)

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON-ready data."""
        return {**asdict(self), "met": self.met}


def cost(name: str, turns: Turns, at_most: float | None = None, note: str = "") -> Row:
    """How many times as long ours takes as the bare one."""
    ratios = [ours / bare for ours, bare in turns.pairs()]
    return _timed(name, turns, ratios, at_most, "<=", note)


def speed(name: str, turns: Turns, at_least: float | None = None, note: str = "") -> Row:
    """How many times as fast ours is as the other one."""
    ratios = [bare / ours for ours, bare in turns.pairs()]
    return _timed(name, turns, ratios, at_least, ">=", note)


def _timed(
    name: str, turns: Turns, ratios: list[float], target: float | None, sense: str, note: str
) -> Row:
    low, _, high = quantiles(ratios, n=4)
    ours, bare = median(turns.ours), median(turns.bare)
    return Row(name, ours, bare, median(ratios), target, sense, (low, high), note=note)


def exactly(name: str, found: int, wanted: int, unit: str) -> Row:
    """A count that must not be more than another: the ratio is what it has too many of."""
    return Row(name, found, wanted, max(0, found - wanted), 0, "<=", unit=unit)
