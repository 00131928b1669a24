"""Whom the obligations of an agreement have reminded outside, as its file says it."""

from __future__ import annotations

from collections import defaultdict

from agreements.models import Agreement
from obligations.agreement_file.closings import party_of
from obligations.agreement_file.schema import ExternalEntry, PartyEntry
from obligations.models import ExternalRecipient


def external_for(
    agreement: Agreement, parties: tuple[PartyEntry, ...]
) -> dict[int, list[ExternalEntry]]:
    """The entries by obligation; the caller has checked who asks."""
    rows = ExternalRecipient.objects.filter(obligation__agreement=agreement)
    found: dict[int, list[ExternalEntry]] = defaultdict(list)
    for row in rows.select_related("participation__party").order_by("id"):
        party = row.participation
        found[row.obligation_id].append(
            ExternalEntry(
                who=row.side or (party_of(party.party.name, parties) if party else ""),
                days=tuple(row.leads) or None,
                on_the_day=row.on_the_day,
            )
        )
    return found
