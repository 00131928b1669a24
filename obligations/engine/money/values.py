"""Amounts of a currency: read strictly, never mixed, rounded only where a step says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

from obligations.engine.errors import EngineError
from obligations.engine.money.currencies import PLACES, UNNAMED, read_currency, sign

ROUNDINGS: Final = {
    "half even": ROUND_HALF_EVEN,
    "half up": ROUND_HALF_UP,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Of digits before the point; no agreement has more, and no column holds more.
MOST_DIGITS: Final = 15
# Enough for any such amount times any rate, exactly.
_PRECISION: Final = 80


class MoneyError(EngineError):
    """An amount that cannot be read, or two that cannot be reckoned together."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency. Sums of two currencies are refused."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __bool__(self) -> bool:
        return self.amount != 0

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise MoneyError(
                f"{self} and {other} are of two currencies, which are never added;"
                " enter both in the currency of the agreement."
            )
        return other.amount

    @property
    def exact(self) -> Fraction:
        """The amount as a fraction, for divisions that are rounded later."""
        return Fraction(self.amount)

    def __str__(self) -> str:
        return shown(self)


def nothing(currency: str) -> Money:
    """No money of a currency."""
    return Money(Decimal(0).scaleb(-PLACES[currency]), currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of amounts of one currency; nothing where there are none."""
    return sum(amounts, nothing(currency))


def shown(money: Money) -> str:
    """An amount as people write it: US$750,000.00; −€12.50; JPY 5,000."""
    places = max(PLACES[money.currency], -_exponent(money.amount.normalize()))
    minus = "−" if money.amount < 0 else ""
    return f"{minus}{sign(money.currency)}{abs(money.amount):,.{places}f}"


def plain(number: Decimal) -> str:
    """A number for data and for people alike: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


# Reading


def read_number(what: str, text: str, *, places: int = 6, example: str = "1250000.50") -> Decimal:
    """A number as typed: digits and one point. Raises MoneyError with a sentence otherwise."""
    given = text.strip()
    if "," in given:
        raise MoneyError(
            f"{what} “{_short(given)}” has a comma."
            f" Write it with a point and no separators: {example}."
        )
    if not _NUMBER.fullmatch(given):
        raise MoneyError(f"{what} “{_short(given)}” is no number; write it as {example}.")
    number = Decimal(given)
    if len(given.lstrip("-").partition(".")[0].lstrip("0")) > MOST_DIGITS:
        raise MoneyError(f"{what} “{_short(given)}” is larger than any sum that can be meant.")
    if -_exponent(number) > places:
        raise MoneyError(f"{what} “{given}” has more than {places} decimal places.")
    return number


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def read_money(what: str, text: str, currency: str, *, places: int | None = None) -> Money:
    """An amount of a currency as typed, not below zero.

    `places` allows more decimal places than the currency has, as for the price
    of a share. Raises MoneyError with a sentence.
    """
    code = currency if currency == UNNAMED else read_currency(currency)
    most = PLACES[code] if places is None else places
    number = read_number(what, text, places=most)
    if number < 0:
        raise MoneyError(f"{what} “{text.strip()}” is below zero; enter it without the minus.")
    return Money(_with_places(number, PLACES[code]), code)


def read_percent(what: str, text: str) -> Decimal:
    """A percentage as typed, from 0 to 1000. Raises MoneyError with a sentence."""
    number = read_number(what, text.strip().removesuffix("%").strip(), example="8.5")
    if not 0 <= number <= 1000:
        raise MoneyError(f"{what} “{text.strip()}” is no percentage from 0 to 1000.")
    return number


def _with_places(number: Decimal, places: int) -> Decimal:
    """At least so many places, so that 750000 is shown and stored as 750000.00."""
    return number if -_exponent(number) >= places else number.quantize(Decimal(1).scaleb(-places))


def stored(number: Decimal, currency: str) -> Money:
    """An amount out of a column, with the places of its currency or those that it needs."""
    return Money(_with_places(Decimal(plain(number)), PLACES[currency]), currency)


# Rounding


def rounded(exact: Fraction, currency: str, rounding: str = "") -> Money:
    """A fraction as an amount of a currency, to its last place; half to even by default.

    Exact for every fraction: the digit beyond the last place is marked where
    something follows it, so that a half is a half.
    """
    unit = 10 ** PLACES[currency]
    scaled = exact * unit * 2
    doubled, rest = divmod(scaled.numerator, scaled.denominator)
    with localcontext(prec=_PRECISION):
        halves = Decimal(doubled) / 2 + (Decimal("0.25") if rest else 0)
        whole = halves.quantize(Decimal(1), rounding=ROUNDINGS[rounding or "half even"])
        # Plus zero: what rounds to nothing has no minus.
        return Money(whole.scaleb(-PLACES[currency]) + 0, currency)


def rounding_in_words(currency: str, rounding: str = "") -> str:
    """How an amount was rounded, for a step."""
    unit = Money(Decimal(1).scaleb(-PLACES[currency]), currency)
    how = {"half even": "half to even", "half up": "half up"}.get(rounding or "half even", rounding)
    return f"rounded once, {how}, to {unit}"


def digits(exact: Fraction, places: int = 6) -> str:
    """A fraction in digits for a step: all of them, or so many and an ellipsis."""
    scaled = exact * 10**places
    number = Decimal(int(scaled)).scaleb(-places)
    return f"{plain(number)}{'' if scaled.denominator == 1 else '…'}"


def exactly(exact: Fraction, currency: str) -> str:
    """A fraction as an amount where it is one to the last place, else its digits."""
    money = rounded(exact, currency)
    return str(money) if money.exact == exact else f"{sign(currency)}{digits(exact)}"
