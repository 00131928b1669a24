"""Interest as data and as lines: numbers as decimals in text, dates in ISO form."""

from __future__ import annotations

from typing import Any

from obligations.engine.explain import as_text
from obligations.engine.money.interest import Interest
from obligations.engine.money.rates import Rates
from obligations.engine.money.values import Money, plain
from obligations.engine.run import show


def as_number(money: Money) -> str:
    """An amount as a number in text, with the places of its currency."""
    return f"{money.amount:f}"


def interest_as_data(
    interest: Interest, principal: Money, rates: Rates, currency: str
) -> dict[str, Any]:
    """What the command line prints. `currency` is empty where none was given."""
    return {
        "principal": as_number(principal),
        "currency": currency or None,
        "from": interest.start.isoformat(),
        "to": interest.end.isoformat(),
        "days": interest.days,
        "basis": interest.basis,
        "periods": [
            {
                "from": period.start.isoformat(),
                "to": period.end.isoformat(),
                "days": period.days,
                "rate": plain(rates.percent(period.rate)),
                "interest": as_number(period.interest),
            }
            for period in interest.periods
        ],
        "interest": as_number(interest.interest),
        "total": as_number(principal + interest.interest),
        "readings": [
            {"basis": reading.basis, "interest": as_number(reading.interest)}
            for reading in interest.readings
        ],
        "steps": [step.as_dict() for step in interest.steps],
        "cautions": list(interest.cautions),
    }


def interest_as_lines(interest: Interest, principal: Money) -> list[str]:
    """The same for a terminal."""
    lines = [
        f"{principal} from {show(interest.start)} to {show(interest.end)}: {interest.interest}",
        f"total: {principal + interest.interest}",
    ]
    lines += [f"reading: {one.basis}: {one.interest}" for one in interest.readings]
    lines += as_text(interest.steps)
    return lines + [f"caution: {caution}" for caution in interest.cautions]
