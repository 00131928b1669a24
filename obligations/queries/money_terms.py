"""What is agreed about money, from its rows: as the agreement file says it, as the engine takes it.

For any number of obligations the same few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.models import Agreement
from obligations.agreement_file.money import terms_of
from obligations.agreement_file.schema_money import (
    LateInterestEntry,
    LessEntry,
    MoneyEntry,
    ReductionEntry,
    ShareEntry,
)
from obligations.engine.money.amounts import AmountTerms
from obligations.engine.money.values import plain
from obligations.models import (
    Deduction,
    LateInterest,
    PaymentShare,
    PaymentTerms,
    RoyaltyReduction,
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The terms of one obligation's amount; weights of shares by participation."""

    row: PaymentTerms
    entry: MoneyEntry
    terms: AmountTerms
    shares: dict[int, Decimal]


def agreed_for(obligations: Iterable[int]) -> dict[int, Agreed]:
    """The terms of obligations that have any, by the obligation's id: four queries at most."""
    rows = list(PaymentTerms.objects.filter(obligation__in=list(obligations)))
    if not rows:
        return {}
    less, reductions, shares = (
        _by_terms(model, rows, *related)
        for model, *related in (
            (Deduction,),
            (RoyaltyReduction,),
            (PaymentShare, "participation__party"),
        )
    )
    found = {}
    for row in rows:
        entry = _entry(row, less[row.pk], reductions[row.pk], shares[row.pk])
        weights = {share.participation_id: share.weight for share in shares[row.pk]}
        found[row.obligation_id] = Agreed(row, entry, terms_of(entry), weights)
    return found


def _by_terms(model: Any, rows: list[PaymentTerms], *related: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in model.objects.filter(terms__in=rows).select_related(*related).order_by("id"):
        found[row.terms_id].append(row)
    return found


def _entry(
    row: PaymentTerms,
    less: list[Deduction],
    reductions: list[RoyaltyReduction],
    shares: list[PaymentShare],
) -> MoneyEntry:
    return MoneyEntry(
        method=row.method,
        currency=row.currency,
        amount=number(row.amount),
        rate=number(row.rate),
        base=row.base,
        cap=number(row.cap),
        floor=number(row.floor),
        less=tuple(
            LessEntry(what=r.what, amount=number(r.amount), section=r.section) for r in less
        ),
        reductions=tuple(_reduction(one) for one in reductions),
        shares=tuple(
            ShareEntry(party=one.participation.party.name, weight=number(one.weight), note=one.note)
            for one in shares
        ),
        section=row.section,
        rounding=row.rounding,
        note=row.note,
    )


def _reduction(row: RoyaltyReduction) -> ReductionEntry:
    return ReductionEntry(
        because=row.because,
        to_rate=number(row.to_rate),
        over=number(row.over),
        at_most=number(row.at_most),
        starts=row.starts,
        section=row.section,
    )


def number(value: Decimal | None) -> str:
    """A stored number as text in its shortest form; empty for none."""
    return "" if value is None else plain(value)


def late_interest_of(agreement: Agreement) -> tuple[LateInterestEntry, ...]:
    """The clauses on late interest as the agreement file says them."""
    rows = LateInterest.objects.filter(agreement=agreement).order_by("position", "id")
    return tuple(
        LateInterestEntry(
            section=row.section,
            payer=row.payer,
            base_rate=row.base_rate,
            percent=number(row.percent),
            basis=row.basis,
            compounding=row.compounding,
            note=row.note,
        )
        for row in rows
    )
