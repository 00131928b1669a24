"""What a report says of an agreement's money, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.engine.values import Step


@dataclass(frozen=True, slots=True)
class Owed:
    """A sum that is owed: by whom, under which clause, what was paid, what interest accrued."""

    ref: str
    section: str
    title: str
    turn: str
    payers: str
    payees: str
    due: date | None
    state: str
    sum_owed: str
    paid: str
    open: str
    interest: str
    interest_open: str
    assumed: bool
    steps: tuple[Step, ...]
    readings: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment or a credit, with what it went to; why where it was taken back."""

    day: date
    kind: str
    payer: str
    payee: str
    amount: str
    parts: tuple[str, ...]
    assumed: bool
    note: str
    document: str
    taken_back: str


@dataclass(frozen=True, slots=True)
class Balanced:
    """What is due and open in one currency."""

    we_owe: str
    owed_to_us: str


@dataclass(frozen=True, slots=True)
class MoneyOf:
    """An agreement's money on the report's date. `unknown`: sums without a day or a figure."""

    balances: tuple[Balanced, ...]
    owed: tuple[Owed, ...]
    payments: tuple[PaidOut, ...]
    unknown: tuple[str, ...]
