"""The checklists of a file, brought to the rows once all obligations are there."""

from __future__ import annotations

from agreements.models import Agreement, Participation
from obligations.agreement_file.schema import AgreementFile, ClosingEntry
from obligations.models import ClosingItem, KeyDate, Obligation


def write_closings(*, agreement: Agreement, file: AgreementFile) -> None:
    """Brings the items of an agreement's checklists to its file, inside the caller's recording."""
    rows = Obligation.objects.filter(agreement=agreement)
    obligations = {row.ref.casefold(): row for row in rows}
    key_dates = {row.name: row for row in KeyDate.objects.filter(agreement=agreement)}
    kept = []
    for said in file.obligations:
        places = [(entry, name) for entry in said.closings for name in entry.at]
        for position, (entry, name) in enumerate(places):
            place = {"obligation": obligations[said.ref.casefold()], "closing": key_dates[name]}
            row = ClosingItem.objects.filter(**place).first() or ClosingItem(**place)
            values = _values(entry, agreement, obligations) | {"position": position}
            if row.pk is None or any(getattr(row, k) != v for k, v in values.items()):
                for key, value in values.items():
                    setattr(row, key, value)
                row.full_clean()
                row.save()
            kept.append(row.pk)
    ClosingItem.objects.filter(obligation__agreement=agreement).exclude(pk__in=kept).delete()


def _values(
    entry: ClosingEntry, agreement: Agreement, obligations: dict[str, Obligation]
) -> dict[str, object]:
    return {
        "form": entry.form,
        "provider": party_called(entry.brought_by, agreement),
        "signatories": entry.signatories,
        "cut_off": obligations.get(entry.cut_off.casefold()),
    }


def party_called(name: str, agreement: Agreement) -> Participation | None:
    """The one party that has the role or the name. None where nobody is named."""
    if not name:
        return None
    rows = Participation.objects.filter(agreement=agreement)
    found = rows.filter(role__iexact=name).first()
    return found or rows.filter(party__name__iexact=name).order_by("position").first()
