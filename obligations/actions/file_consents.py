"""Holdings, affiliates and consent rules of an agreement file, brought to the rows.

What somebody holds is only added or corrected, never taken out by a file that
does not mention it; a rule that the file no longer has goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agreements.models import Agreement, Party, User
from obligations.actions import entering
from obligations.agreement_file import schema
from obligations.agreement_file.consents import in_order, number
from obligations.models import Affiliation, ConsentRule, Holding


def with_what_stands(
    file: schema.AgreementFile, stored: schema.AgreementFile
) -> schema.AgreementFile:
    """The file with what is stored and it does not mention: holdings, affiliates, events that
    will not happen, and of each party its kind and jurisdiction, of which another agreement's file
    may know more.
    """
    told = {(e.holder, e.security, e.since) for e in file.holdings}
    left = [e for e in stored.holdings if (e.holder, e.security, e.since) not in told]
    linked = {(e.party, e.of, e.since) for e in file.affiliates}
    links = [e for e in stored.affiliates if (e.party, e.of, e.since) not in linked]
    return replace(
        file,
        parties=_as_known(file.parties, stored.parties),
        key_dates=_ruled_out(file, stored),
        holdings=in_order((*file.holdings, *left)),
        affiliates=(*file.affiliates, *links),
    )


def _ruled_out(
    file: schema.AgreementFile, stored: schema.AgreementFile
) -> tuple[schema.KeyDateEntry, ...]:
    """The key dates, each with what is known of it: a file that is silent takes nothing back."""
    known = {k.name.casefold(): k.will_not_happen for k in stored.key_dates}
    happened = {h.key_date.casefold() for h in file.happenings}
    return tuple(
        entry
        if entry.will_not_happen or entry.name.casefold() in happened
        else replace(entry, will_not_happen=known.get(entry.name.casefold(), ""))
        for entry in file.key_dates
    )


def _as_known(
    told: Iterable[schema.PartyEntry], stored: Iterable[schema.PartyEntry]
) -> tuple[schema.PartyEntry, ...]:
    known = {entry.party.casefold(): entry for entry in stored}
    found = []
    for entry in told:
        old = known.get(entry.party.casefold(), entry)
        kind, jurisdiction = entry.kind or old.kind, entry.jurisdiction or old.jurisdiction
        found.append(replace(entry, kind=kind, jurisdiction=jurisdiction))
    return tuple(found)


def write_consents(
    *, agreement: Agreement, file: schema.AgreementFile, by: User, reason: str
) -> None:
    """Brings the rows to the file. Raises what entering raises."""
    writer = _Writer(agreement, by, reason)
    writer.rules(file)
    writer.affiliates(file)
    writer.holdings(file)


class _Writer:
    def __init__(self, agreement: Agreement, by: User, reason: str) -> None:
        self.agreement = agreement
        self.by = by
        self.reason = reason

    def rules(self, file: schema.AgreementFile) -> None:
        kept = []
        rows = ConsentRule.objects.filter(agreement=self.agreement)
        for position, entry in enumerate(file.consent_rules):
            values = {
                "name": entry.name,
                "section": entry.section,
                "matters": list(entry.matters),
                "applies_to": list(entry.applies_to),
                "persons": list(entry.persons),
                "threshold": entry.threshold,
                "percent": number(entry.percent),
                "security": entry.security,
                "among": entry.among,
                "not_counted": list(entry.not_counted),
                "condition": entry.condition,
                "note": entry.note,
                "position": position,
            }
            old = rows.filter(name__iexact=entry.name).first()
            kept.append(self._apply(old or ConsentRule(agreement=self.agreement), values))
        for row in rows.exclude(pk__in=kept):
            entering.remove(row=row, by=self.by, reason=self.reason, alone=False)

    def affiliates(self, file: schema.AgreementFile) -> None:
        for position, entry in enumerate(file.affiliates):
            place = {
                "agreement": self.agreement,
                "party": _party(entry.party),
                "affiliate_of": _party(entry.of),
                "from_date": entry.since,
            }
            values = {
                "until_date": entry.until,
                "by_holding_alone": entry.by_holding_alone,
                "source": entry.source,
                "is_assumed": entry.is_assumed,
                "note": entry.note,
                "position": position,
            }
            self._apply(Affiliation.objects.filter(**place).first() or Affiliation(**place), values)

    def holdings(self, file: schema.AgreementFile) -> None:
        for position, entry in enumerate(file.holdings):
            place = {
                "agreement": self.agreement,
                "party": _party(entry.holder),
                "security": entry.security,
                "from_date": entry.since,
            }
            values = {
                "quantity": number(entry.quantity),
                "until_date": entry.until,
                "source": entry.source,
                "is_assumed": entry.is_assumed,
                "note": entry.note,
                "position": position,
            }
            self._apply(Holding.objects.filter(**place).first() or Holding(**place), values)

    def _apply(self, row: Any, values: dict[str, Any]) -> int:
        """Saves a row if it is new or a value differs; its id."""
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            entering.save(row=row, by=self.by, reason=self.reason, alone=False)
        return int(row.pk)


def _party(name: str) -> Party:
    return Party.objects.get(name__iexact=name)
