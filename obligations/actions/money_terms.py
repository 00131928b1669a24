"""Entering how an amount is worked out, and what late payments bear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from agreements.audit import recording
from agreements.models import Agreement, Participation, User
from obligations.agreement_file.money import normal_money, terms_of
from obligations.agreement_file.schema_money import (
    LateInterestEntry,
    LessEntry,
    MoneyEntry,
    ReductionEntry,
    ShareEntry,
)
from obligations.engine.errors import EngineError
from obligations.engine.names import fold
from obligations.models import (
    Deduction,
    LateInterest,
    Obligation,
    PaymentShare,
    PaymentTerms,
    RoyaltyReduction,
)
from obligations.permissions import check_user_can_enter
from obligations.queries.money_terms import agreed_for

_NUMBERS = ("amount", "rate", "cap", "floor", "to_rate", "over", "at_most", "percent", "weight")


def save_terms(
    *, obligation: Obligation, says: MoneyEntry | None, by: User, reason: str = ""
) -> bool:
    """Saves how an obligation's amount is worked out (None: takes it out); whether it differed.

    What a second person confirmed was the older text, so a change takes the
    confirmation back. Raises EngineError with what is wrong.
    """
    check_user_can_enter(by, obligation.agreement)
    why = reason or f"terms of the amount of {obligation.ref}"
    with recording(by=by, action="enter terms of payment", reason=why):
        return write_terms(obligation, says)


def write_terms(obligation: Obligation, says: MoneyEntry | None) -> bool:
    """The same inside an action that is under way."""
    there = agreed_for([obligation.pk]).get(obligation.pk)
    wanted = normal_money(says) if says is not None else None
    if wanted is not None:
        terms_of(wanted)
    if (there.entry if there else None) == wanted:
        return False
    if wanted is None:
        assert there is not None
        there.row.delete()
    else:
        _write(obligation, there.row if there else None, wanted)
    if obligation.confirmed_by_id is not None:
        obligation.confirmed_by = obligation.confirmed_at = None
        obligation.save(update_fields=["confirmed_by", "confirmed_at"])
    return True


def _write(obligation: Obligation, row: PaymentTerms | None, says: MoneyEntry) -> None:
    row = row or PaymentTerms(obligation=obligation, agreement=obligation.agreement)
    for name, value in _values(says, "less", "reductions", "shares").items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    Deduction.objects.filter(terms=row).delete()
    RoyaltyReduction.objects.filter(terms=row).delete()
    PaymentShare.objects.filter(terms=row).delete()
    for position, less in enumerate(says.less):
        Deduction.objects.create(terms=row, position=position, **_values(less))
    for position, reduction in enumerate(says.reductions):
        RoyaltyReduction.objects.create(terms=row, position=position, **_values(reduction))
    for share in says.shares:
        PaymentShare.objects.create(
            terms=row,
            participation=_participation(obligation.agreement, share.party),
            weight=Decimal(share.weight),
            note=share.note,
        )


def _values(
    entry: MoneyEntry | LessEntry | ReductionEntry | ShareEntry | LateInterestEntry, *without: str
) -> dict[str, Any]:
    """An entry's fields as a row takes them: numbers as decimals, None where there is none."""
    found: dict[str, Any] = {}
    for item in fields(entry):
        if item.name not in without:
            value = getattr(entry, item.name)
            found[item.name] = _number(value) if item.name in _NUMBERS else value
    return found


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _participation(agreement: Agreement, name: str) -> Participation:
    rows = Participation.objects.filter(agreement=agreement).select_related("party")
    for row in rows:
        if fold(name) in (fold(row.party.name), fold(row.role)):
            return row
    raise EngineError(f"No party of {agreement.reference} is called “{name}”.")


def write_late_interest(agreement: Agreement, entries: Iterable[LateInterestEntry]) -> None:
    """Brings an agreement's clauses on late interest to those given, inside an action."""
    kept = []
    for position, entry in enumerate(entries):
        values = {**_values(entry), "position": position}
        row = LateInterest.objects.filter(agreement=agreement, payer=entry.payer).first()
        row = row or LateInterest(agreement=agreement)
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        kept.append(row.pk)
    LateInterest.objects.filter(agreement=agreement).exclude(pk__in=kept).delete()
