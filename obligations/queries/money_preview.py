"""What a payment would do: where it goes, what stays open, what interest it stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agreements.models import Agreement
from obligations.engine.errors import EngineError
from obligations.engine.money.claims import (
    PRINCIPAL,
    Allocated,
    Standing,
    allocate,
    interest_of_day,
    standing,
)
from obligations.engine.money.values import Money, total
from obligations.queries.money_ledger import Line, ledger_of


@dataclass(frozen=True, slots=True)
class Gone:
    """What of a payment goes to one line, and how the line stands before and after it."""

    line: Line
    principal: Money
    interest: Money
    open_before: Money
    open_after: Money
    interest_open: Money
    stops: Money | None

    @property
    def settles(self) -> bool:
        """Whether nothing of the sum is left open."""
        return bool(self.principal) and not self.open_after


@dataclass(frozen=True, slots=True)
class Preview:
    """A payment divided: its parts by line, and what is left on account."""

    gone: tuple[Gone, ...]
    rest: Money
    allocated: Allocated

    @property
    def stops(self) -> Money:
        """The interest a day that it stops."""
        return total((g.stops for g in self.gone if g.stops), self.rest.currency)


def preview_payment(
    agreement: Agreement,
    *,
    payer: int,
    payee: int,
    amount: Money,
    day: date,
    order: str,
    toward: Sequence[int] = (),
) -> Preview:
    """Where a payment between two participations would go.

    To the occurrences of `toward` in their order; without any, to what is due
    and open on its day, the oldest first. Raises EngineError where an
    occurrence named is none that it could go to.
    """
    lines = [_with_all_paid(line, day) for line in ledger_of(agreement, day).lines]
    fitting = [line for line in lines if _fits(line, payer, payee, amount.currency)]
    if toward:
        chosen = [_chosen(one, fitting) for one in toward]
    else:
        chosen = [line for line in fitting if line.due is not None and line.due <= day]
    stands = [_keyed(line) for line in sorted(chosen, key=_by_age) if line.stands]
    allocated = allocate(amount, stands, order)
    gone = (_gone(line, allocated, day) for line in chosen)
    return Preview(tuple(g for g in gone if g.principal or g.interest), allocated.rest, allocated)


def _with_all_paid(line: Line, day: date) -> Line:
    """A line in which later payments count too, so that nothing is paid twice."""
    if line.stands is None:
        return line
    claim = line.stands.claim
    paid = tuple(replace(one, day=min(one.day, day)) for one in claim.paid)
    return replace(line, stands=standing(replace(claim, paid=paid), day))


def _fits(line: Line, payer: int, payee: int, currency: str) -> bool:
    return (
        line.stands is not None
        and line.stands.open.currency == currency
        and line.state not in ("waived", "not applicable")
        and payer in {side.id for side in line.payers}
        and payee in {side.id for side in line.payees}
    )


def _chosen(occurrence: int, lines: Sequence[Line]) -> Line:
    for line in lines:
        if line.occurrence.pk == occurrence:
            return line
    raise EngineError(
        "The payment does not fit what it is for: look at who pays whom, the currency, and whether"
        " the sum and its day are known."
    )


def _by_age(line: Line) -> tuple[date, int]:
    return line.due or date.max, line.occurrence.pk


def _keyed(line: Line) -> Standing:
    assert line.stands is not None
    claim = replace(line.stands.claim, key=str(line.occurrence.pk))
    return replace(line.stands, claim=claim)


def _gone(line: Line, allocated: Allocated, day: date) -> Gone:
    assert line.stands is not None
    key = str(line.occurrence.pk)
    principal, interest = allocated.of(key, PRINCIPAL), allocated.of(key, "interest")
    late = line.due is not None and line.due <= day
    stops = interest_of_day(line.stands.claim, principal, day) if late and principal else None
    return Gone(
        line,
        principal,
        interest,
        line.stands.open,
        line.stands.open - principal,
        line.stands.interest_open - interest,
        stops,
    )
