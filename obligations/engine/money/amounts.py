"""What an obligation comes to: fixed, a percentage of a figure, or expenses as they are entered.

In this order: the sum is worked out and rounded once, then brought to its cap
and its floor, then what is credited or was paid goes off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from obligations.engine.money.values import (
    Money,
    MoneyError,
    exactly,
    nothing,
    plain,
    rounded,
    rounding_in_words,
)
from obligations.engine.values import Step

METHODS: Final = ("fixed", "percentage", "royalty", "expenses")
STATUSES: Final = ("generic", "infringement")


@dataclass(frozen=True, slots=True)
class Less:
    """What goes off an amount."""

    what: str
    amount: Money
    section: str = ""


@dataclass(frozen=True, slots=True)
class Reduction:
    """By how much a royalty falls where something is so in a country.

    With `to_rate` the rate falls to it; without, by the share of sales that is
    concerned, where that is more than `over` per cent, by `at_most` per cent.
    `starts`: with the quarter in which it begins, or with the day.
    """

    because: str
    to_rate: Decimal | None = None
    over: Decimal | None = None
    at_most: Decimal | None = None
    starts: str = "day"
    section: str = ""


@dataclass(frozen=True, slots=True)
class AmountTerms:
    """How an amount is worked out. `section` is the clause that its steps rest on."""

    method: str
    currency: str
    amount: Money | None = None
    rate: Decimal | None = None
    base: str = ""
    cap: Money | None = None
    floor: Money | None = None
    less: tuple[Less, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    rounding: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was entered: so many at such a price."""

    name: str
    price: Money
    quantity: Decimal = Decimal(1)
    assumed: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What is owed. Without a value it awaits the figures named; `at_most` bounds it."""

    value: Money | None
    steps: tuple[Step, ...] = ()
    cautions: tuple[str, ...] = ()
    awaiting: tuple[str, ...] = ()
    at_most: Money | None = None
    is_assumed: bool = False


def check_terms(terms: AmountTerms) -> None:
    """Raises MoneyError with a sentence where terms lack what their method needs."""
    if terms.method not in METHODS:
        raise MoneyError(f"“{terms.method}” is no method; it is one of {', '.join(METHODS)}.")
    if terms.method == "fixed" and terms.amount is None:
        raise MoneyError("A fixed sum needs its amount.")
    if terms.method != "fixed" and terms.amount is not None:
        raise MoneyError(f"Only a fixed sum has an amount; this is by {terms.method}.")
    if terms.method in ("percentage", "royalty") and terms.rate is None:
        raise MoneyError(f"By {terms.method}: it needs its per cent.")
    if terms.method in ("percentage", "expenses") and not terms.base:
        raise MoneyError(f"By {terms.method}: it needs the name of the figure that it is taken of.")
    if terms.reductions and terms.method != "royalty":
        raise MoneyError("Only a royalty is reduced country by country.")
    if terms.cap and terms.floor and terms.cap < terms.floor:
        raise MoneyError(f"The most, {terms.cap}, is less than the least, {terms.floor}.")
    for reduction in terms.reductions:
        _check_reduction(reduction)


def _check_reduction(reduction: Reduction) -> None:
    if reduction.because not in STATUSES:
        raise MoneyError(
            f"“{reduction.because}” is no ground for a reduction; it is one of"
            f" {', '.join(STATUSES)}."
        )
    if reduction.to_rate is not None and reduction.at_most is not None:
        raise MoneyError("A reduction either brings the rate to a figure or cuts it by a share.")


@dataclass(slots=True)
class _Working:
    """A computation under way: the amount as it stands, and what was done."""

    terms: AmountTerms
    value: Money
    steps: list[Step]
    cautions: list[str] = field(default_factory=list)

    def note(self, operation: str, text: str, value: Money, section: str = "") -> None:
        self.value = value
        authority = section or self.terms.section
        self.steps.append(Step(operation, text, str(value), authority=authority))


def amount_of(terms: AmountTerms, figures: Mapping[str, Figure]) -> Amount:
    """What terms come to with the figures entered (by name, in lower case).

    A royalty is worked out quarter by quarter instead (royalties.py). Raises
    MoneyError for terms that lack something, and where a figure is of another currency.
    """
    check_terms(terms)
    figure = figures.get(terms.base.casefold())
    if terms.amount is not None:
        step = Step("read", "fixed sum", str(terms.amount), authority=terms.section)
        return finished(_Working(terms, terms.amount, [step]))
    if figure is None:
        return Amount(None, tuple(_bounds(terms)), awaiting=(terms.base,), at_most=terms.cap)
    working = _of_figure(terms, figure)
    return finished(working, is_assumed=figure.assumed)


def _bounds(terms: AmountTerms) -> Iterator[Step]:
    """What is known of an amount whose figure is not entered."""
    if terms.rate is not None:
        yield Step("await", f"{plain(terms.rate)} % of “{terms.base}”", authority=terms.section)
    if terms.cap is not None:
        yield Step("cap", "at most", str(terms.cap), authority=terms.section)


def _of_figure(terms: AmountTerms, figure: Figure) -> _Working:
    if figure.price.currency != terms.currency:
        raise MoneyError(
            f"“{figure.name}” is entered in {figure.price.currency}, and the amount is in"
            f" {terms.currency}: two currencies are never reckoned together."
        )
    whole = figure.price.exact * Fraction(figure.quantity)
    told = exactly(whole, terms.currency)
    if figure.quantity != 1:
        told = f"{figure.quantity.normalize():,f} × {figure.price} = {told}"
    used = (f"assumed: {figure.source}" if figure.assumed else figure.source,)
    steps = [Step("read", f"“{figure.name}”", told, used=tuple(filter(None, used)))]
    exact = whole if terms.rate is None else whole * Fraction(terms.rate) / 100
    value = rounded(exact, terms.currency, terms.rounding)
    working = _Working(terms, value, steps)
    how = rounding_in_words(terms.currency, terms.rounding)
    if terms.rate is not None:
        working.note(
            "percentage", f"{plain(terms.rate)} % of {told.rpartition(' = ')[2]}, {how}", value
        )
    elif exact != value.exact:
        working.note("round", how, value)
    if figure.assumed:
        working.cautions.append(f"“{figure.name}” is assumed; nobody has established it.")
    return working


def finished(working: _Working, *, is_assumed: bool = False) -> Amount:
    """An amount brought to its cap and floor, with what goes off it."""
    terms = working.terms
    if terms.cap is not None and terms.cap < working.value:
        working.note("cap", f"{working.value} is more than the most that is owed", terms.cap)
    if terms.floor is not None and working.value < terms.floor:
        working.note("floor", f"{working.value} is less than the least that is owed", terms.floor)
    for less in terms.less:
        _take_off(working, less)
    return Amount(
        working.value, tuple(working.steps), tuple(working.cautions), is_assumed=is_assumed
    )


def _take_off(working: _Working, less: Less) -> None:
    left = working.value - less.amount
    text = f"{working.value} less {less.amount}, {less.what}"
    if left.amount < 0:
        working.cautions.append(
            f"{less.what}: {less.amount} is more than {working.value}. What is too much is not"
            " shown as owed back; see what the agreement says of a refund."
        )
        left = nothing(working.terms.currency)
    working.note("less", text, left, less.section)


def start(terms: AmountTerms, value: Money, steps: list[Step]) -> _Working:
    """A computation that begins with an amount which was worked out elsewhere."""
    return _Working(terms, value, steps)
