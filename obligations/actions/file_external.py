"""Whom a file has reminded outside, brought to the rows once all obligations are there."""

from __future__ import annotations

from agreements.models import Agreement
from obligations.actions.file_closings import party_called
from obligations.agreement_file.external import SIDES
from obligations.agreement_file.schema import AgreementFile, ExternalEntry
from obligations.models import ExternalRecipient, Obligation


def write_external(*, agreement: Agreement, file: AgreementFile) -> None:
    """Brings the external recipients of an agreement to its file, inside the caller's recording."""
    rows = Obligation.objects.filter(agreement=agreement)
    obligations = {row.ref.casefold(): row for row in rows}
    kept = []
    for said in file.obligations:
        for entry in said.external:
            place = _place(entry, obligations[said.ref.casefold()])
            row = ExternalRecipient.objects.filter(**place).first() or ExternalRecipient(**place)
            values = {"leads": list(entry.days or ()), "on_the_day": entry.on_the_day}
            if row.pk is None or any(getattr(row, k) != v for k, v in values.items()):
                for key, value in values.items():
                    setattr(row, key, value)
                row.full_clean()
                row.save()
            kept.append(row.pk)
    theirs = ExternalRecipient.objects.filter(obligation__agreement=agreement)
    theirs.exclude(pk__in=kept).delete()


def _place(entry: ExternalEntry, obligation: Obligation) -> dict[str, object]:
    """What names a row: its obligation, and a side or a party."""
    if entry.who in SIDES:
        return {"obligation": obligation, "side": entry.who, "participation": None}
    party = party_called(entry.who, obligation.agreement)
    return {"obligation": obligation, "side": "", "participation": party}
