"""A royalty for one quarter: country by country, with each reduction and its clause.

The countries' royalties are exact fractions; their sum is rounded once, and
split among them so that the parts sum to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dateutil.relativedelta import relativedelta

from obligations.engine.money.amounts import (
    Amount,
    AmountTerms,
    Reduction,
    check_terms,
    finished,
    start,
)
from obligations.engine.money.splitting import LARGEST_REMAINDER, apportion
from obligations.engine.money.values import (
    Money,
    MoneyError,
    digits,
    exactly,
    plain,
    rounded,
    rounding_in_words,
    total,
)
from obligations.engine.run import show
from obligations.engine.values import Step

_QUARTER: Final = re.compile(r"([0-9]{4})-Q([1-4])")
_LATEST: Final = 2199
PART_OF_QUARTER: Final = (
    "A reduction holds for a part of the quarter, and the sales of a quarter are not told apart by"
    " day. The figure takes it by days; to pay the highest reading is safe."
)


@dataclass(frozen=True, slots=True)
class Sold:
    """Net sales of a quarter in one country."""

    country: str
    net_sales: Money
    product: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class InMarket:
    """What is in a country's market: a generic, or an infringement of so many per cent."""

    country: str
    status: str
    first: date
    last: date | None = None
    percent: Decimal | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class CountryRoyalty:
    """What one country contributes."""

    country: str
    net_sales: Money
    percent: Fraction
    royalty: Money
    why: tuple[str, ...]

    @property
    def rate(self) -> str:
        """The rate in digits, as 8.5."""
        return digits(self.percent)


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole royalty as it could be read otherwise."""

    basis: str
    value: Money


@dataclass(frozen=True, slots=True)
class Royalty:
    """The royalty of a quarter: its amount with steps, its countries, readings (safest first)."""

    quarter: str
    amount: Amount
    countries: tuple[CountryRoyalty, ...]
    readings: tuple[Reading, ...]


def quarter_days(quarter: str) -> tuple[date, date]:
    """First and last day of a quarter such as 2005-Q2. Raises MoneyError for anything else."""
    match = _QUARTER.fullmatch(quarter.strip())
    if match is None or not 1900 <= int(match[1]) <= _LATEST:
        raise MoneyError(f"“{quarter}” is no quarter; write it as 2005-Q2.")
    first = date(int(match[1]), 3 * int(match[2]) - 2, 1)
    return first, first + relativedelta(months=3) - timedelta(days=1)


def royalty_of(
    terms: AmountTerms, quarter: str, sold: Sequence[Sold], markets: Sequence[InMarket]
) -> Royalty:
    """The royalty on a quarter's sales. Raises MoneyError for sales of another currency."""
    check_terms(terms)
    for sale in sold:
        if sale.net_sales.currency != terms.currency:
            raise MoneyError(
                f"The sales in {sale.country} are in {sale.net_sales.currency}, and the royalty is"
                f" in {terms.currency}: enter them converted as the agreement says."
            )
    if not sold:
        return Royalty(quarter, Amount(None, awaiting=(f"sales of {quarter}",)), (), ())
    by_days = _Read(terms, quarter, markets, "days")
    rows = by_days.countries(sold)
    value = rounded(_sum(rows), terms.currency, terms.rounding)
    amount = _amount(terms, rows, value, sold, markets, quarter)
    shares = apportion(value, [row.royalty for row in rows])
    countries = tuple(
        CountryRoyalty(row.country, row.net_sales, row.percent, share, tuple(_reasons(row)))
        for row, share in zip(rows, shares, strict=True)
    )
    return Royalty(quarter, amount, countries, _readings(by_days, sold, rows))


@dataclass(frozen=True, slots=True)
class _Row:
    country: str
    net_sales: Money
    percent: Fraction
    steps: tuple[Step, ...]
    in_part: bool

    @property
    def royalty(self) -> Fraction:
        return self.net_sales.exact * self.percent / 100


def _sum(rows: Sequence[_Row]) -> Fraction:
    return sum((row.royalty for row in rows), Fraction(0))


def _reasons(row: _Row) -> Iterator[str]:
    for step in row.steps:
        yield f"{step.text}: {step.result}{f' ({step.authority})' if step.authority else ''}"


@dataclass(frozen=True, slots=True)
class _Read:
    """One way of reading reductions that hold for a part of a quarter: days, none or whole."""

    terms: AmountTerms
    quarter: str
    markets: Sequence[InMarket]
    part: str

    def countries(self, sold: Sequence[Sold]) -> list[_Row]:
        """The countries in their alphabetical order, with their sales summed."""
        names = {sale.country.casefold(): sale.country for sale in sold}
        rows = []
        for folded, name in sorted(names.items()):
            of = [s.net_sales for s in sold if s.country.casefold() == folded]
            rows.append(self._country(name, total(of, self.terms.currency)))
        return rows

    def _country(self, country: str, net_sales: Money) -> _Row:
        assert self.terms.rate is not None
        percent, steps, in_part = Fraction(self.terms.rate), [], False
        here = [m for m in self.markets if m.country.casefold() == country.casefold()]
        for reduction in self.terms.reductions:
            for market in here:
                if market.status != reduction.because:
                    continue
                share = self._share(reduction, market)
                in_part |= 0 < share < 1 or self._touches_part(reduction, market)
                if share:
                    percent, step = _reduce(percent, reduction, market, share)
                    steps.append(step)
        return _Row(country, net_sales, percent, tuple(steps), in_part)

    def _days(self, market: InMarket) -> tuple[int, int]:
        """How many days of the quarter something held, and how many the quarter has."""
        first, last = quarter_days(self.quarter)
        held = (min(market.last or last, last) - max(market.first, first)).days + 1
        return max(held, 0), (last - first).days + 1

    def _share(self, reduction: Reduction, market: InMarket) -> Fraction:
        held, of = self._days(market)
        if not held:
            return Fraction(0)
        if reduction.starts == "quarter" or self.part == "whole":
            return Fraction(1)
        if self.part == "none":
            return Fraction(held // of)
        return Fraction(held, of)

    def _touches_part(self, reduction: Reduction, market: InMarket) -> bool:
        held, of = self._days(market)
        return reduction.starts == "day" and 0 < held < of


def _reduce(
    percent: Fraction, reduction: Reduction, market: InMarket, share: Fraction
) -> tuple[Fraction, Step]:
    """A rate after one reduction, and the step that says so."""
    since = f"{market.status} in {market.country} since {show(market.first)}"
    if market.last:
        since += f" until {show(market.last)}"
    used = ("assumed",) if market.assumed else ()
    if reduction.to_rate is not None:
        to = min(Fraction(reduction.to_rate), percent)
        text, lower = f"{since}, to {plain(reduction.to_rate)} %", percent - to
    else:
        cut, why = _cut(reduction, market)
        text, lower = f"{since}, {why}", percent * cut / 100
    if share != 1:
        text += f", for {share.numerator}/{share.denominator} of the quarter"
    new = percent - lower * share
    step = Step(
        "reduce", text, f"{digits(percent)} % → {digits(new)} %", used, authority=reduction.section
    )
    return new, step


def _cut(reduction: Reduction, market: InMarket) -> tuple[Fraction, str]:
    """By how many per cent the royalty falls, and why so much."""
    if market.percent is None:
        return Fraction(0), "its share of the sales is not entered, so that nothing is taken off"
    share = plain(market.percent)
    if reduction.over is not None and market.percent <= reduction.over:
        return Fraction(0), f"{share} % is not more than {plain(reduction.over)} %: no reduction"
    if reduction.at_most is not None and market.percent > reduction.at_most:
        most = plain(reduction.at_most)
        return Fraction(reduction.at_most), f"{share} %, but at most by {most} %"
    return Fraction(market.percent), f"by {share} %"


def _amount(
    terms: AmountTerms,
    rows: Sequence[_Row],
    value: Money,
    sold: Sequence[Sold],
    markets: Sequence[InMarket],
    quarter: str,
) -> Amount:
    first, last = quarter_days(quarter)
    steps = [Step("quarter", f"{quarter} is {show(first)} to {show(last)}")]
    for row in rows:
        steps += row.steps
        text = f"{row.country}: {row.net_sales} × {digits(row.percent)} %"
        steps.append(
            Step("royalty", text, exactly(row.royalty, terms.currency), authority=terms.section)
        )
    how = rounding_in_words(terms.currency, terms.rounding)
    steps.append(
        Step(
            "sum",
            f"{exactly(_sum(rows), terms.currency)} together, {how}",
            str(value),
            authority=LARGEST_REMAINDER,
        )
    )
    working = start(terms, value, steps)
    working.cautions += _cautions(rows, sold, markets, quarter)
    assumed = any(sale.assumed for sale in sold) or any(_is_assumed_in(m, quarter) for m in markets)
    return finished(working, is_assumed=assumed)


def _cautions(
    rows: Sequence[_Row], sold: Sequence[Sold], markets: Sequence[InMarket], quarter: str
) -> Iterator[str]:
    if any(row.in_part for row in rows):
        yield PART_OF_QUARTER
    if any(sale.assumed for sale in sold):
        countries = dict.fromkeys(sale.country for sale in sold if sale.assumed)
        yield f"The sales in {', '.join(countries)} are assumed; nobody has established them."
    for market in markets:
        if _is_assumed_in(market, quarter):
            yield f"That there is {market.status} in {market.country} is assumed."


def _is_assumed_in(market: InMarket, quarter: str) -> bool:
    """Whether a market that touches a quarter is assumed."""
    first, last = quarter_days(quarter)
    return market.assumed and market.first <= last and first <= (market.last or last)


def _readings(by_days: _Read, sold: Sequence[Sold], rows: Sequence[_Row]) -> tuple[Reading, ...]:
    """The ways of reading a reduction for a part of the quarter, the most first."""
    if not any(row.in_part for row in rows):
        return ()
    ways = {
        "none": "no reduction before a whole quarter is concerned",
        "days": "by the days of the quarter",
        "whole": "for the whole quarter that is touched",
    }
    terms = by_days.terms
    found = []
    for part, basis in ways.items():
        read = _Read(terms, by_days.quarter, by_days.markets, part)
        value = rounded(_sum(read.countries(sold)), terms.currency, terms.rounding)
        found.append(Reading(basis, finished(start(terms, value, [])).value or value))
    return tuple(sorted(found, key=lambda reading: -reading.value.amount))
