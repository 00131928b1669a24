"""Adjustments and consents as a report prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent that was asked for, with the count as it stood."""

    number: int
    subject: str
    section: str
    asks: str
    asked_date: date
    state: str
    closed_date: date | None
    count: str
    left_out: tuple[str, ...]
    assumed: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of the ledger of adjustments: what, its days, what it moved, why."""

    kind: str
    what: str
    first: date | None
    last: date | None
    original: date | None
    now: date | None
    standing: str
    why: str
    reason: str
    consent: int | None
    made_by: str
    made_date: date
    lifted: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that days of delay move, as first computed, as it stands, and with every claim."""

    name: str
    original: date | None
    now: date | None
    claimed: date | None
    days: int


@dataclass(frozen=True, slots=True)
class ConsentsOf:
    """What a report says of an agreement's adjustments and consents."""

    moved: tuple[Moved, ...]
    entered: tuple[Entered, ...]
    asked: tuple[Asked, ...]
