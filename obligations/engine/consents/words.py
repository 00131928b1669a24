"""Quantities and shares in words: exact first, rounded beside it where the eye needs it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from obligations.engine.consents.terms import Among, Threshold

MAJORITY_SHARE, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


def amount(quantity: Fraction) -> str:
    """A quantity with thousands marked: 1,200,000; 0.25; else the fraction."""
    if quantity.denominator == 1:
        return f"{quantity.numerator:,}"
    exact = Decimal(quantity.numerator) / Decimal(quantity.denominator)
    if Fraction(exact) == quantity:
        return f"{exact:,f}"
    return f"{quantity.numerator:,}/{quantity.denominator:,}"


def percent(given: Fraction, whole: Fraction) -> str:
    """A share in per cent to two places; “about” where that is rounded."""
    if whole == 0:
        return "0 %"
    exact = given * 100 / whole
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_EVEN
    )
    text = f"{rounded.normalize():f} %"
    return text if Fraction(rounded) == exact else f"about {text}"


def asked(threshold: Threshold) -> str:
    """What a threshold asks for, as a clause would say it."""
    if threshold.each:
        return "each holder"
    if threshold.strictly and threshold.share == MAJORITY_SHARE:
        return "a majority (more than half)"
    if not threshold.strictly and threshold.share == TWO_THIRDS:
        return "at least two thirds"
    how = "more than" if threshold.strictly else "at least"
    return f"{how} {percent(threshold.share, Fraction(1)).removeprefix('about ')}"


def of_what(among: Among) -> str:
    """Of what a threshold is a share."""
    return {
        "outstanding": "of all that is outstanding",
        "voting": "of what those hold who answered",
        "concerned": "of what those hold whom it concerns",
    }[among]


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: A, B and C."""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
