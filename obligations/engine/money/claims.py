"""What is open of a claim on a day, the interest on it, and where a payment goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from obligations.engine.errors import EngineError
from obligations.engine.money.interest import Balance, Interest, Terms, accrue
from obligations.engine.money.values import Money, nothing, total

PRINCIPAL: Final = "principal"
INTEREST: Final = "interest"
ORDERS: Final = {
    "principal first": (PRINCIPAL, INTEREST),
    "interest first": (INTEREST, PRINCIPAL),
}


@dataclass(frozen=True, slots=True)
class Paid:
    """What went to a claim on a day: to the sum owed, or to its interest."""

    day: date
    amount: Money
    of: str = PRINCIPAL


@dataclass(frozen=True, slots=True)
class Claim:
    """A sum that falls due on a day, what was paid of it, and on what terms it bears interest."""

    key: str
    due: date
    amount: Money
    paid: tuple[Paid, ...] = ()
    late: Terms | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it stands at the end of a day.

    `open` is below zero where too much was paid. `refused` says why interest
    could not be worked out.
    """

    claim: Claim
    as_at: date
    paid: Money
    open: Money
    interest: Interest | None
    interest_paid: Money
    refused: str = ""

    @property
    def accrued(self) -> Money:
        """The interest that has accrued, paid or not."""
        return self.interest.interest if self.interest else nothing(self.open.currency)

    @property
    def interest_open(self) -> Money:
        """The interest that has accrued and is not paid."""
        return self.accrued - self.interest_paid

    @property
    def is_due(self) -> bool:
        """Whether its day has come."""
        return self.claim.due <= self.as_at

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and something of it is open."""
        return self.claim.due < self.as_at and self.open.amount > 0


def standing(claim: Claim, as_at: date) -> Standing:
    """What is open of a claim on a day, and the interest that has accrued until then.

    What was paid on a day counts from that day: interest runs to it and not over it.
    """
    currency = claim.amount.currency
    known = [paid for paid in claim.paid if paid.day <= as_at]
    principal = total((p.amount for p in known if p.of == PRINCIPAL), currency)
    of_interest = total((p.amount for p in known if p.of == INTEREST), currency)
    interest, refused = _interest(claim, known, as_at)
    return Standing(
        claim, as_at, principal, claim.amount - principal, interest, of_interest, refused
    )


def _interest(claim: Claim, known: Sequence[Paid], as_at: date) -> tuple[Interest | None, str]:
    if claim.late is None:
        return None, ""
    balances = _balances(claim, known)
    end = max(as_at, claim.due)
    # Nothing open, nothing runs: the time ends with the day of the last payment.
    if not balances[-1][1]:
        end = min(end, balances[-1][0])
    if end <= claim.due:
        return None, ""
    try:
        return accrue(balances, end, claim.late), ""
    except EngineError as error:
        return None, str(error)


def _balances(claim: Claim, known: Sequence[Paid]) -> list[Balance]:
    """The sum that is open from the due date on, after each day on which something was paid."""
    ordered = sorted((p for p in known if p.of == PRINCIPAL), key=lambda p: p.day)
    left, balances = claim.amount, [(claim.due, claim.amount)]
    for day, payments in groupby(ordered, key=lambda p: max(p.day, claim.due)):
        left = left - total((p.amount for p in payments), left.currency)
        sum_open = left if left.amount > 0 else nothing(left.currency)
        if day == claim.due:
            balances = [(day, sum_open)]
        else:
            balances.append((day, sum_open))
    return balances


def interest_of_day(claim: Claim, sum_open: Money, day: date) -> Money | None:
    """What a sum bears on one day; None where nothing says that it bears anything."""
    if claim.late is None:
        return None
    try:
        end = day + timedelta(days=1)
        return accrue([(day, sum_open)], end, claim.late).interest
    except EngineError:
        return None


# Where a payment goes


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a payment that goes to one claim."""

    key: str
    of: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Allocated:
    """A payment divided: its parts, and what is left over. They sum to the payment."""

    parts: tuple[Part, ...]
    rest: Money

    def of(self, key: str, what: str) -> Money:
        """What goes to one claim, to the sum or to its interest."""
        parts = (p.amount for p in self.parts if p.key == key and p.of == what)
        return total(parts, self.rest.currency)


def allocate(payment: Money, claims: Iterable[Standing], order: str) -> Allocated:
    """Divides a payment among claims in their order, sum or interest first within each.

    Raises EngineError for an unknown order, and for a payment of nothing; and
    MoneyError where a claim is of another currency.
    """
    if order not in ORDERS:
        raise EngineError(f"“{order}” is no order; it is one of {', '.join(ORDERS)}.")
    if payment.amount <= 0:
        raise EngineError("A payment is more than nothing.")
    parts, left = [], payment
    for claim in claims:
        owed = {PRINCIPAL: claim.open, INTEREST: claim.interest_open}
        for what in ORDERS[order]:
            part = min(left, owed[what])
            if part.amount > 0:
                parts.append(Part(claim.claim.key, what, part))
                left = left - part
    return Allocated(tuple(parts), left)
