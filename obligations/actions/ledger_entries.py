"""Entries of the ledger of adjustments: found, taken back, and what they move worked out."""

from __future__ import annotations

from typing import Any

from agreements.models import Agreement, User
from obligations.actions.recompute import Changes, recompute
from obligations.clock import business_now
from obligations.models import Adjustment, Occurrence
from obligations.policies import NotNow


def agreement_of_entry(row: Adjustment) -> Agreement:
    """The agreement of an entry, which every entry has."""
    assert row.agreement is not None
    return row.agreement


def standing_entry(adjustment: Adjustment) -> Adjustment:
    """The entry behind a lock. Raises NotNow for one that was taken back."""
    rows: Any = Adjustment.objects.select_for_update(of=("self",))
    row: Adjustment = rows.select_related(
        "agreement", "key_date__agreement", "occurrence__obligation", "occurrence__agreement"
    ).get(pk=adjustment.id)
    if row.lifted_at is not None:
        raise NotNow("This was taken back already.")
    return row


def lift(row: Adjustment, by: User, reason: str) -> None:
    """Marks an entry as taken back, by whom, when and why."""
    row.lifted_by, row.lifted_at, row.lifted_because = by, business_now(), reason
    row.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])


def settle_entry(row: Adjustment, by: User, because: str) -> Changes:
    """Works out what an entry can have moved."""
    names: list[str] = []
    if row.occurrence is not None:
        names = [row.occurrence.obligation.ref]
        Occurrence.objects.filter(pk=row.occurrence.pk).update(fingerprint="")
    elif row.key_date is not None:
        names = [row.key_date.name]
    if not names:
        return Changes()
    return recompute(
        agreement_of_entry(row), by=by, because=because, now=business_now(), names=names
    )
