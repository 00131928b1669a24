"""Importing an agreement file: shown as a difference, written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.conf import settings

from agreements.audit import recording
from agreements.models import (
    Agreement,
    CopyRecipient,
    Participation,
    Party,
    User,
)
from obligations.actions import entering
from obligations.actions.defects import write_defects
from obligations.actions.file_closings import write_closings
from obligations.actions.file_consents import with_what_stands, write_consents
from obligations.actions.file_external import write_external
from obligations.actions.file_notices import record_notices
from obligations.actions.file_schedules import remove_schedules, table_values, write_schedules
from obligations.actions.happenings import Said, find_answered, record
from obligations.actions.money_terms import write_late_interest, write_terms
from obligations.actions.readings import check_readings
from obligations.actions.recompute import Changes, recompute
from obligations.actions.rule_checks import check_agreement
from obligations.actions.schedules import take_dates
from obligations.actions.undoing import undone
from obligations.agreement_file import schema
from obligations.agreement_file.difference import Difference, differences
from obligations.agreement_file.normal import normal, participants
from obligations.agreement_file.readings import choices_of
from obligations.clock import business_now
from obligations.engine.run import show
from obligations.models import (
    CarveOut,
    Conventions,
    Happening,
    KeyDate,
    NoticeRule,
    Obligation,
    ObligationParty,
    SetDate,
)
from obligations.permissions import check_user_can_enter
from obligations.queries.agreement_file import file_of


@dataclass
class Imported:
    """What an import did, or with a dry run would do."""

    reference: str
    created: bool
    differences: list[Difference] = field(default_factory=list)
    recorded: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    @property
    def nothing(self) -> bool:
        return not (self.created or self.differences or self.recorded)


def import_file(
    *, file: schema.AgreementFile, by: User, reason: str = "", dry_run: bool = False
) -> Imported:
    """Brings an agreement to what its file says.

    What happened is only added: a date recorded otherwise in Longstop stays and
    is listed as kept. Obligations that the file no longer has are retired.
    Raises what entering would raise; then, and with `dry_run`, nothing is written.
    """
    wanted = normal(file, settings.LONGSTOP_ZONE)
    agreement = Agreement.objects.filter(reference__iexact=wanted.agreement.reference).first()
    check_user_can_enter(by, agreement)
    why = reason or f"import of the agreement file {wanted.agreement.reference}"
    with undone() if dry_run else nullcontext(), recording(by=by, action="import", reason=why):
        done = _Import(wanted, by, why, agreement).run()
    return done


class _Import:
    """One import: the rows of an agreement brought to a file, part by part."""

    def __init__(
        self, file: schema.AgreementFile, by: User, reason: str, agreement: Agreement | None
    ) -> None:
        self.file = file
        self.by = by
        self.reason = reason
        self.old = normal(file_of(agreement), settings.LONGSTOP_ZONE) if agreement else None
        self.agreement = agreement or Agreement()
        if self.old is not None:
            self.file = with_what_stands(self.file, self.old)
        self.done = Imported(file.agreement.reference, created=agreement is None)

    def run(self) -> Imported:
        if self.old is not None:
            self.done.differences = differences(self.old, self.file)
        if self.done.created or self.done.differences:
            self._write_parts()
        self._record_happenings([one for one in self.file.happenings if not one.answers])
        self._record_notices()
        # What they answer is there by now, by a notice or by itself.
        self._record_happenings([one for one in self.file.happenings if one.answers])
        if not self.done.nothing:
            check_agreement(self.agreement)
            self.done.changes = recompute(
                self.agreement,
                by=self.by,
                because=self.reason,
                now=business_now(),
                silent=self.done.created,
            )
        return self.done

    def _write_parts(self) -> None:
        self._write_agreement()
        self._write_parties()
        write_schedules(self.agreement, self.file)
        self._write_key_dates()
        remove_schedules(self.agreement, self.file)
        self._write_list(NoticeRule, self.file.notice_rules, ("channel",))
        write_defects(agreement=self.agreement, entries=self.file.defects, by=self.by)
        self._write_obligations()
        write_closings(agreement=self.agreement, file=self.file)
        write_external(agreement=self.agreement, file=self.file)
        write_late_interest(self.agreement, self.file.late_interest)
        write_consents(agreement=self.agreement, file=self.file, by=self.by, reason=self.reason)

    def _write_agreement(self) -> None:
        entry, row = self.file.agreement, self.agreement
        names = ("reference", "title", "kind", "status", "governing_law", "made_under", "summary")
        values = {name: getattr(entry, name) for name in names}
        if row.pk:
            values["reference"] = row.reference
        self._apply(row, {**values, "signed_date": entry.day, "visibility": entry.seen_by})
        if self.done.created:
            entering.take_charge(row, self.by)
        conventions = Conventions.objects.filter(agreement=row).first()
        told = self.file.conventions
        assert told is not None and told.readings is not None
        values = {f.name: getattr(told, f.name) for f in fields(told)}
        values["readings"] = choices_of(told.readings).as_data()
        values["readings_reason"] = told.readings.because
        conventions = conventions or Conventions(agreement=row)
        check_readings(conventions, values["readings"], self.by)
        self._apply(conventions, values)

    def _apply(self, row: Any, values: dict[str, Any]) -> Any:
        """Saves a row if it is new or a value differs."""
        differs = row.pk is None or any(getattr(row, k) != v for k, v in values.items())
        if differs:
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
        return row

    # Parties

    def _write_parties(self) -> None:
        kept = []
        for position, entry in enumerate(self.file.parties):
            party = Party.objects.filter(name__iexact=entry.party).first()
            about = {"kind": entry.kind, "jurisdiction": entry.jurisdiction}
            # Another agreement may say less of a party than is known of it.
            told = {name: value for name, value in about.items() if value}
            party = self._apply(party or Party(name=entry.party), told)
            row = Participation.objects.filter(
                agreement=self.agreement, party=party, role=entry.role
            ).first()
            names = ("attention", "address", "fax", "email")
            values = {name: getattr(entry, name) for name in names}
            row = row or Participation(agreement=self.agreement, party=party, role=entry.role)
            self._apply(row, {**values, "is_ours": entry.ours, "position": position})
            self._write_copies(row, entry.copies_to)
            kept.append(row.pk)
        for row in Participation.objects.filter(agreement=self.agreement).exclude(pk__in=kept):
            ObligationParty.objects.filter(participation=row).delete()
            entering.remove(row=row, by=self.by, reason=self.reason, alone=False)

    def _write_copies(self, row: Participation, copies: Iterable[schema.CopyTo]) -> None:
        wanted = list(copies)
        CopyRecipient.objects.filter(participation=row).exclude(
            name__in=[copy.name for copy in wanted]
        ).delete()
        for copy in wanted:
            values = {f.name: getattr(copy, f.name) for f in fields(copy)}
            old = CopyRecipient.objects.filter(participation=row, name=copy.name).first()
            self._apply(old or CopyRecipient(participation=row), values)

    # Key dates, notice rules, defects

    def _write_list(self, model: Any, entries: Iterable[Any], key: tuple[str, ...]) -> None:
        """Rows of a list that belongs to the agreement, matched by their key."""
        kept = []
        for position, entry in enumerate(entries):
            values = {f.name: _stored(getattr(entry, f.name)) for f in fields(entry)}
            wanted = {name: values[name] for name in key}
            row = model.objects.filter(agreement=self.agreement, **wanted).first()
            row = self._apply(
                row or model(agreement=self.agreement), {**values, "position": position}
            )
            kept.append(row.pk)
        model.objects.filter(agreement=self.agreement).exclude(pk__in=kept).delete()

    def _write_key_dates(self) -> None:
        kept = []
        for position, entry in enumerate(self.file.key_dates):
            row = KeyDate.objects.filter(agreement=self.agreement, name__iexact=entry.name).first()
            names = ("name", "kind", "section", "about", "rule", "will_not_happen")
            values = {name: getattr(entry, name) for name in names}
            row = row or KeyDate(agreement=self.agreement)
            values |= table_values(self.agreement, entry.table)
            if not entry.answers:
                values["answers"] = None
            self._apply(row, {**values, "position": position})
            if entry.table is None:
                self._write_dates(row, entry.dates)
            else:
                take_dates(row)
            kept.append(row.pk)
        self._write_answers()
        for row in KeyDate.objects.filter(agreement=self.agreement).exclude(pk__in=kept):
            Obligation.objects.filter(trigger=row).update(trigger=None)
            Obligation.objects.filter(exercised_by=row).update(exercised_by=None)
            KeyDate.objects.filter(answers=row).update(answers=None)
            # The rules that named it are still to be written; the whole is checked afterwards.
            entering.remove(row=row, by=self.by, reason=self.reason, alone=False)

    def _write_answers(self) -> None:
        """Once all are there: what answers what."""
        rows = {k.name: k for k in KeyDate.objects.filter(agreement=self.agreement)}
        for entry in self.file.key_dates:
            if entry.answers:
                self._apply(rows[entry.name], {"answers": rows[entry.answers]})

    def _write_dates(self, row: KeyDate, dates: Iterable[schema.DatedEntry]) -> None:
        wanted = {(entry.day, entry.label) for entry in dates}
        there = {(d.day, d.label): d for d in SetDate.objects.filter(key_date=row)}
        for place in there.keys() - wanted:
            there[place].delete()
        for day, label in sorted(wanted - there.keys()):
            SetDate.objects.create(key_date=row, day=day, label=label)

    # Obligations

    def _write_obligations(self) -> None:
        key_dates = {k.name: k for k in KeyDate.objects.filter(agreement=self.agreement)}
        rows = Participation.objects.filter(agreement=self.agreement).select_related("party")
        sides = {(row.party.name.casefold(), row.role): row for row in rows}
        kept = []
        for position, entry in enumerate(self.file.obligations):
            row = Obligation.objects.filter(agreement=self.agreement, ref__iexact=entry.ref).first()
            row = row or Obligation(agreement=self.agreement)
            names = ("ref", "section", "kind", "title", "each_obligor")
            for name in names:
                setattr(row, name, getattr(entry, name))
            row.acts = list(entry.acts)
            row.trigger = key_dates.get(entry.trigger)
            row.exercised_by = key_dates.get(entry.exercised_by)
            row.leads = list(entry.reminders) if entry.reminders is not None else None
            row.position, row.retired_at = position, None
            self._write_obligation(row, entry, sides)
            kept.append(row.pk)
        Obligation.objects.filter(agreement=self.agreement, retired_at=None).exclude(
            pk__in=kept
        ).update(retired_at=business_now())

    def _write_obligation(
        self,
        row: Obligation,
        entry: schema.ObligationEntry,
        sides: dict[tuple[str, str], Participation],
    ) -> None:
        says = {name: getattr(entry, name) for name in entering.TermsText.__dataclass_fields__}
        entering.write_obligation(
            row=row,
            says=entering.TermsText(**says),
            obligors=self._sides(entry.obligor, sides),
            obligees=self._sides(entry.obligee, sides),
            by=self.by,
        )
        write_terms(row, entry.money)
        self._write_carve_outs(row, entry.carve_outs)

    def _write_carve_outs(self, row: Obligation, wanted: Iterable[schema.CarveOutEntry]) -> None:
        kept = []
        for position, entry in enumerate(wanted):
            values = {f.name: _stored(getattr(entry, f.name)) for f in fields(entry)}
            values["cap_quantity"] = Decimal(entry.cap_quantity) if entry.cap_quantity else None
            old = CarveOut.objects.filter(obligation=row, title=entry.title).first()
            old = old or CarveOut(obligation=row)
            kept.append(self._apply(old, {**values, "position": position}).pk)
        for one in CarveOut.objects.filter(obligation=row).exclude(pk__in=kept):
            # What was used of it is kept, so that it cannot go without a sentence.
            entering.remove(row=one, by=self.by, reason=self.reason, alone=False)

    def _sides(
        self, written: Iterable[str], sides: dict[tuple[str, str], Participation]
    ) -> list[Participation]:
        pairs = participants(written, self.file.parties)
        return [sides[party.casefold(), role] for party, role in pairs]

    # Happenings

    def _record_happenings(self, entries: list[schema.HappeningEntry]) -> None:
        key_dates = {
            k.name: k
            for k in KeyDate.objects.filter(agreement=self.agreement).select_related(
                "agreement", "answers"
            )
        }
        there = Happening.objects.filter(key_date__agreement=self.agreement)
        seen = {(row.key_date_id, row.happened_date) for row in there}
        singles = {row.key_date_id: row.happened_date for row in there if row.is_current}
        for entry in entries:
            key_date = key_dates[entry.key_date]
            if (key_date.pk, entry.day) in seen:
                continue
            if key_date.kind == KeyDate.Kind.EVENT and key_date.pk in singles:
                self.done.kept.append(
                    f"[{key_date.name}] stays at {show(singles[key_date.pk])}, as recorded here;"
                    f" the file says {show(entry.day)}"
                )
                continue
            self._record(key_date, entry)

    def _record_notices(self) -> None:
        self.done.recorded += record_notices(
            agreement=self.agreement, file=self.file, by=self.by, reason=self.reason
        )

    def _record(self, key_date: KeyDate, entry: schema.HappeningEntry) -> None:
        said = Said(
            day=entry.day,
            until=entry.until,
            at=entry.at,
            zone=entry.zone,
            certainty=entry.certainty,
            note=entry.note,
            answers=find_answered(key_date, entry.answers),
        )
        record(
            key_date=key_date,
            said=said,
            by=self.by,
            reason=self.reason,
            silent=True,
            settle=False,
        )
        self.done.recorded.append(f"[{key_date.name}] {show(entry.day)}")


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
