"""The checklists of an agreement's closings as its file says them."""

from __future__ import annotations

from collections import defaultdict

from agreements.models import Agreement
from obligations.agreement_file.closings import party_of
from obligations.agreement_file.schema import ClosingEntry, PartyEntry
from obligations.models import ClosingItem


def closings_for(
    agreement: Agreement, parties: tuple[PartyEntry, ...]
) -> dict[int, list[ClosingEntry]]:
    """The entries by obligation, one for each closing; the caller has checked who asks."""
    rows = ClosingItem.objects.filter(obligation__agreement=agreement)
    rows = rows.select_related("closing", "provider__party", "cut_off")
    found: dict[int, list[ClosingEntry]] = defaultdict(list)
    for row in rows.order_by("position", "id"):
        brought = row.provider.party.name if row.provider else ""
        found[row.obligation_id].append(
            ClosingEntry(
                at=(row.closing.name,),
                form=row.form,
                brought_by=party_of(brought, parties) if brought else "",
                signatories=row.signatories,
                cut_off=row.cut_off.ref if row.cut_off else "",
            )
        )
    return found
