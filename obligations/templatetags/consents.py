"""Quantities and shares in templates."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template

from obligations.engine.consents.words import amount
from obligations.engine.consents.words import percent as in_percent

register = template.Library()


@register.filter
def quantity(value: Decimal) -> str:
    """A quantity with thousands marked: 350,000."""
    return amount(Fraction(value))


@register.filter
def percent(share: Fraction) -> str:
    """A share of 1 in per cent: “about 33.33 %”."""
    return in_percent(share, Fraction(1))


@register.filter
def ended(text: str) -> str:
    """A sentence with a full stop at its end, and no second one after “Inc.”."""
    return text if text.endswith(".") else f"{text}."
