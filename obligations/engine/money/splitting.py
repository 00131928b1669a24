"""Splitting a whole into parts that sum to it, to the last cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from obligations.engine.money.currencies import PLACES
from obligations.engine.money.values import Money, MoneyError

LARGEST_REMAINDER = (
    "Each part is rounded down to the last place; what is left over goes, a unit each, to the"
    " parts with the largest remainders, the earlier of two equal ones first"
)


def split(whole: Money, weights: Sequence[Decimal | Fraction]) -> list[Money]:
    """The parts of a whole by weight, in the order of the weights; they sum to the whole.

    Raises MoneyError for a weight below zero, and where all are zero but the whole is not.
    """
    shares = [Fraction(weight) for weight in weights]
    if any(share < 0 for share in shares):
        raise MoneyError("A share below zero cannot be split by.")
    of = sum(shares, Fraction(0))
    if not of:
        if whole:
            raise MoneyError(f"{whole} cannot be split: all shares are zero.")
        return [whole for _ in shares]
    return apportion(whole, [whole.exact * share / of for share in shares])


def apportion(whole: Money, exact: Sequence[Fraction]) -> list[Money]:
    """A whole that was rounded once, as parts that were not: each within a unit of its own.

    `exact` are the unrounded parts, whose sum is within half a unit for each of the whole.
    """
    places = PLACES[whole.currency]
    units = whole.exact * 10**places
    if units.denominator != 1:
        raise MoneyError(f"{whole} has a part that is smaller than the currency's last place.")
    scaled = [part * 10**places for part in exact]
    floors = [part.numerator // part.denominator for part in scaled]
    left = int(units) - sum(floors)
    order = sorted(range(len(exact)), key=lambda n: (floors[n] - scaled[n], n))
    for n in order[:left]:
        floors[n] += 1
    return [Money(Decimal(floor).scaleb(-places), whole.currency) for floor in floors]
