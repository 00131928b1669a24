"""Rates of interest over time: a fixed one, or a base rate from a dated table plus a margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from obligations.engine.errors import CannotCompute
from obligations.engine.money.values import plain
from obligations.engine.run import show


@dataclass(frozen=True, slots=True)
class Rate:
    """Per cent a year from a day on (None: always), the day itself included.

    `assumed`: nobody has established it. `source`: where it is known from.
    """

    start: date | None
    percent: Decimal
    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Rates:
    """A table of rates, and what is added to each of them."""

    table: tuple[Rate, ...]
    margin: Decimal = Decimal(0)
    name: str = ""

    def over(self, start: date, end: date) -> list[tuple[date, date, Rate]]:
        """The stretches of a time with the rate of each. Raises CannotCompute for a gap."""
        rows = sorted(self.table, key=lambda rate: rate.start or date.min)
        first = self._at(rows, start)
        changes = [rate for rate in rows if rate.start and start < rate.start < end]
        stretches = [first, *changes]
        begins = [start, *(rate.start for rate in changes if rate.start)]
        return list(zip(begins, [*begins[1:], end], stretches, strict=True))

    def _at(self, rows: Sequence[Rate], day: date) -> Rate:
        known = [rate for rate in rows if rate.start is None or rate.start <= day]
        if not known:
            what = f"“{self.name}”" if self.name else "the rate"
            begins = (
                f": its table begins on {show(rows[0].start)}" if rows and rows[0].start else ""
            )
            raise CannotCompute(
                f"No percentage is known for {what} on {show(day)}{begins}. Enter it first."
            )
        return known[-1]

    def percent(self, rate: Rate) -> Decimal:
        """The whole rate: base and margin together."""
        return rate.percent + self.margin

    def in_words(self, rate: Rate) -> str:
        """A rate for a step: 7 %, or 4 % + 3 % = 7 %."""
        if not self.margin:
            return f"{plain(rate.percent)} %"
        whole = self.percent(rate)
        return f"{plain(rate.percent)} % + {plain(self.margin)} % = {plain(whole)} %"


def fixed(percent: Decimal) -> Rates:
    """One rate for all time."""
    return Rates((Rate(None, percent),))


def doubled(rates: Iterable[Rate]) -> date | None:
    """A day for which a table has two rates, None where each has one."""
    seen: set[date | None] = set()
    for rate in rates:
        if rate.start in seen:
            return rate.start or date.min
        seen.add(rate.start)
    return None
