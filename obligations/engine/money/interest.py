"""Interest on what is owed: simple or compounded, at rates that change, on a named basis.

The first day counts and the last does not, so that adjoining times add up. The
sum is an exact fraction until it is rounded, once (or at each rest, where it
is compounded); the figures of its periods sum to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from dateutil.relativedelta import relativedelta

from obligations.engine.errors import CannotCompute, EngineError
from obligations.engine.money.daycount import BASES, Basis, read_basis
from obligations.engine.money.rates import Rate, Rates
from obligations.engine.money.splitting import apportion
from obligations.engine.money.values import (
    Money,
    exactly,
    nothing,
    plain,
    rounded,
    rounding_in_words,
    total,
)
from obligations.engine.run import show
from obligations.engine.values import Step

ONE_END: Final = (
    "One end of the time counts, not both: the first day does, the last, on which it is paid,"
    " does not"
)
RATE_FROM: Final = "A rate holds from its own day on"
SILENT_BASIS: Final = (
    "The agreement does not say how days are counted. The figure counts actual days over 365;"
    " the other bases that can be defended stand beside it."
)
SILENT_COMPOUNDING: Final = (
    "The agreement does not say that interest is compounded; simple interest is shown."
)
# What is taken where nothing is said, and what could be said instead.
DEFAULT_BASIS: Final = "actual/365"
RESTS: Final = {
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
    "half-yearly": relativedelta(months=6),
    "yearly": relativedelta(years=1),
}
MOST_RESTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms interest runs; an empty basis or compounding is one that nobody stated.

    `basis` is a name in BASES, `compounding` "none" or a name in RESTS.
    """

    rates: Rates
    basis: str = ""
    compounding: str = ""
    rounding: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch with one sum owed and one rate: from the first day to the day after the last."""

    start: date
    end: date
    days: int
    principal: Money
    rate: Rate
    exact: Fraction
    interest: Money


@dataclass(frozen=True, slots=True)
class IfRead:
    """What the interest is on another basis."""

    basis: str
    interest: Money


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest over a time: the sum, its periods, readings (the safest first), steps, cautions."""

    start: date
    end: date
    basis: str
    days: int
    interest: Money
    periods: tuple[Period, ...]
    readings: tuple[IfRead, ...]
    steps: tuple[Step, ...]
    cautions: tuple[str, ...]

    @property
    def is_assumed(self) -> bool:
        """Whether it rests on a rate that is assumed."""
        return any(period.rate.assumed for period in self.periods)


Balance = tuple[date, Money]


def accrue(balances: Sequence[Balance], end: date, terms: Terms) -> Interest:
    """Interest until a day on a sum that changes on the days given, the first being the start.

    Raises EngineError for an unknown basis, an end before the start, or a day without a rate.
    """
    start, currency = balances[0][0], balances[0][1].currency
    if end < start:
        raise EngineError(f"Interest cannot run until {show(end)}, before {show(start)}.")
    basis = read_basis(terms.basis or DEFAULT_BASIS)
    rests = list(_rests(start, end, terms.compounding))
    periods, sums = _accrued(balances, rests, basis, terms)
    interest = total(sums, currency)
    return Interest(
        start=start,
        end=end,
        basis=basis.name,
        days=basis.days(start, end),
        interest=interest,
        periods=tuple(periods),
        readings=_readings(balances, end, terms),
        steps=tuple(_steps(start, end, basis, terms, periods, interest)),
        cautions=tuple(_cautions(terms, periods)),
    )


def _rests(start: date, end: date, compounding: str) -> Iterator[date]:
    """The start, each day on which interest is added to the sum, and the end."""
    yield start
    if compounding not in ("", "none"):
        if compounding not in RESTS:
            known = ", ".join(["none", *RESTS])
            raise EngineError(f"Interest is not compounded “{compounding}”; say one of {known}.")
        for n in range(1, MOST_RESTS):
            rest = start + RESTS[compounding] * n
            if rest >= end:
                break
            yield rest
        else:
            raise CannotCompute(f"More than {MOST_RESTS} rests are more than can be meant.")
    yield end


def _accrued(
    balances: Sequence[Balance], rests: list[date], basis: Basis, terms: Terms
) -> tuple[list[Period], list[Money]]:
    """The periods, and the interest of each time between two rests."""
    currency = balances[0][1].currency
    periods: list[Period] = []
    sums: list[Money] = []
    for start, end in pairwise(rests):
        added = total(sums, currency)
        raw = list(_periods(balances, start, end, added, basis, terms))
        exact = [period.exact for period in raw]
        sums.append(rounded(sum(exact, Fraction(0)), currency, terms.rounding))
        shares = apportion(sums[-1], exact)
        periods += [replace(p, interest=share) for p, share in zip(raw, shares, strict=True)]
    return periods, sums


def _periods(
    balances: Sequence[Balance], start: date, end: date, added: Money, basis: Basis, terms: Terms
) -> Iterator[Period]:
    """Periods of one sum and one rate; all are counted from the very start, and so add up."""
    origin = balances[0][0]
    for first, last, principal in _stretches(balances, start, end):
        owed = principal + added
        for begin, until, rate in terms.rates.over(first, last):
            years = basis.year(origin, until) - basis.year(origin, begin)
            exact = owed.exact * Fraction(terms.rates.percent(rate)) / 100 * years
            days = basis.days(origin, until) - basis.days(origin, begin)
            yield Period(begin, until, days, owed, rate, exact, nothing(owed.currency))


def _stretches(
    balances: Sequence[Balance], start: date, end: date
) -> Iterator[tuple[date, date, Money]]:
    """The times between changes of the sum that lie within a time."""
    days = [day for day, _ in balances]
    for n, (day, principal) in enumerate(balances):
        until = days[n + 1] if n + 1 < len(days) else end
        first, last = max(day, start), min(until, end)
        if first < last:
            yield first, last, principal


# Readings, steps, cautions


def _readings(balances: Sequence[Balance], end: date, terms: Terms) -> tuple[IfRead, ...]:
    """The interest on each basis that the words allow, the most first: paying it is safe."""
    if terms.basis:
        return ()
    found = []
    for name in BASES:
        stated = replace(terms, basis=name)
        found.append(IfRead(name, accrue(balances, end, stated).interest))
    if end < date.max:
        day, stated = timedelta(days=1), replace(terms, basis=DEFAULT_BASIS)
        # The day of each payment counts for what it paid.
        moved = [balances[0], *((changed + day, left) for changed, left in balances[1:])]
        both = accrue(moved, end + day, stated).interest
        found.append(IfRead(f"{DEFAULT_BASIS}, both ends counted", both))
    return tuple(sorted(found, key=lambda reading: -reading.interest.amount))


def _steps(
    start: date,
    end: date,
    basis: Basis,
    terms: Terms,
    periods: Sequence[Period],
    interest: Money,
) -> Iterator[Step]:
    days = basis.days(start, end)
    yield Step(
        "count days",
        f"days from {show(start)}, which counts, to {show(end)}, which does not",
        f"{days} {'day' if days == 1 else 'days'}",
        authority=ONE_END,
    )
    yield Step("choose basis", f"{basis.name}: {basis.in_words}", authority=basis.source)
    for period in periods:
        yield _period_step(period, basis, terms)
    yield Step(
        "round",
        f"{exactly(sum((p.exact for p in periods), Fraction(0)), interest.currency)} in all,"
        f" {rounding_in_words(interest.currency, terms.rounding)}",
        str(interest),
        authority=terms.section,
    )


def _period_step(period: Period, basis: Basis, terms: Terms) -> Step:
    years = basis.year(period.start, period.end)
    rate = period.rate
    percent = plain(terms.rates.percent(rate))
    name = f"{terms.rates.name}, " if terms.rates.name else ""
    sources = [f"{name}{terms.rates.in_words(rate)}: {rate.source}"] if rate.source else []
    if terms.rates.margin and not rate.source:
        sources = [terms.rates.in_words(rate)]
    assumed = [f"{plain(rate.percent)} % is assumed"] if rate.assumed else []
    return Step(
        "accrue",
        f"{show(period.start)} to {show(period.end)}, {period.days} days:"
        f" {period.principal} × {percent} % × {_year(years, basis, period)}",
        exactly(period.exact, period.interest.currency),
        used=(*sources, *assumed),
        authority=RATE_FROM,
    )


def _year(years: Fraction, basis: Basis, period: Period) -> str:
    """40/365 as it is counted, not in lowest terms."""
    if basis.name == "actual/actual":
        return f"{years.numerator}/{years.denominator}"
    return f"{period.days}/{basis.name.rpartition('/')[2].split()[0]}"


def _cautions(terms: Terms, periods: Sequence[Period]) -> Iterator[str]:
    if not terms.basis:
        yield SILENT_BASIS
    if not terms.compounding:
        yield SILENT_COMPOUNDING
    assumed = {period.rate.start: period.rate for period in periods if period.rate.assumed}
    for rate in assumed.values():
        since = f" from {show(rate.start)}" if rate.start else ""
        yield f"The rate of {plain(rate.percent)} %{since} is assumed; nobody has established it."
