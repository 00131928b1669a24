"""An agreement as its file."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from agreements.models import Agreement, CopyRecipient, Defect, Participation
from obligations.agreement_file import schema
from obligations.agreement_file.normal import side_names
from obligations.agreement_file.readings import entry_of
from obligations.engine.money.values import plain
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
from obligations.queries.closing_file import closings_for
from obligations.queries.external_file import external_for
from obligations.queries.file_consents import consents_of
from obligations.queries.key_dates import with_answered
from obligations.queries.money_terms import agreed_for, late_interest_of
from obligations.queries.notice_file import notices_of
from obligations.queries.schedule_file import schedules_of, table_of


def file_of(agreement: Agreement) -> schema.AgreementFile:
    """The file that says what is stored of an agreement. The caller has checked who asks."""
    parties = _parties(agreement)
    return schema.AgreementFile(
        agreement=schema.AgreementEntry(
            reference=agreement.reference,
            title=agreement.title,
            kind=agreement.kind,
            day=agreement.signed_date,
            status=agreement.status,
            governing_law=agreement.governing_law,
            made_under=agreement.made_under,
            summary=agreement.summary,
            seen_by=agreement.visibility,
        ),
        conventions=_conventions(agreement),
        parties=parties,
        notice_rules=tuple(
            schema.NoticeRuleEntry(
                channel=row.channel, section=row.section, rules=tuple(row.rules), note=row.note
            )
            for row in NoticeRule.objects.filter(agreement=agreement).order_by("position", "id")
        ),
        schedules=schedules_of(agreement),
        key_dates=_key_dates(agreement),
        happenings=_happenings(agreement),
        notices=notices_of(agreement, parties),
        late_interest=late_interest_of(agreement),
        obligations=_obligations(agreement, parties),
        **consents_of(agreement),
        defects=_defects(agreement),
    )


def _defects(agreement: Agreement) -> tuple[schema.DefectEntry, ...]:
    names = ("section", "kind", "title", "text", "decision", "decided_because")
    return tuple(
        schema.DefectEntry(
            **{name: getattr(row, name) for name in names}, affects=tuple(row.affects)
        )
        for row in Defect.objects.filter(agreement=agreement).order_by("position", "id")
    )


def _conventions(agreement: Agreement) -> schema.ConventionsEntry | None:
    row = Conventions.objects.filter(agreement=agreement).first()
    if row is None:
        return None
    return schema.ConventionsEntry(
        calendar=row.calendar,
        calendar_source=row.calendar_source,
        business_day_defined=row.business_day_defined,
        zone=row.zone,
        roll=row.roll,
        month_end=row.month_end,
        fiscal_year_end=row.fiscal_year_end,
        readings=entry_of(row.readings, row.readings_reason),
    )


def _parties(agreement: Agreement) -> tuple[schema.PartyEntry, ...]:
    copies = defaultdict(list)
    for row in CopyRecipient.objects.filter(participation__agreement=agreement).order_by("id"):
        copies[row.participation_id].append(
            schema.CopyTo(
                name=row.name,
                attention=row.attention,
                address=row.address,
                fax=row.fax,
                email=row.email,
            )
        )
    rows = Participation.objects.filter(agreement=agreement).select_related("party")
    return tuple(
        schema.PartyEntry(
            party=row.party.name,
            role=row.role,
            kind=row.party.kind,
            jurisdiction=row.party.jurisdiction,
            ours=row.is_ours,
            attention=row.attention,
            address=row.address,
            fax=row.fax,
            email=row.email,
            copies_to=tuple(copies[row.pk]),
        )
        for row in rows.order_by("position", "id")
    )


def _key_dates(agreement: Agreement) -> tuple[schema.KeyDateEntry, ...]:
    dates = defaultdict(list)
    entries = SetDate.objects.filter(key_date__agreement=agreement).order_by("day", "label")
    for entry in entries:
        dates[entry.key_date_id].append(schema.DatedEntry(day=entry.day, label=entry.label))
    return tuple(
        schema.KeyDateEntry(
            name=row.name,
            kind=row.kind,
            section=row.section,
            about=row.about,
            rule=row.rule,
            dates=() if row.schedule else tuple(dates[row.pk]),
            table=table_of(row),
            will_not_happen=row.will_not_happen,
            answers=row.answers.name if row.answers else "",
        )
        for row in KeyDate.objects.filter(agreement=agreement)
        .select_related("schedule", "answers")
        .order_by("position", "id")
    )


def _happenings(agreement: Agreement) -> tuple[schema.HappeningEntry, ...]:
    rows = Happening.objects.filter(
        key_date__agreement=agreement, is_current=True, withdrawn=False
    ).select_related("key_date", "answers")
    return tuple(
        schema.HappeningEntry(
            key_date=row.key_date.name,
            day=row.happened_date,
            until=row.until_date,
            at=row.happened_at.astimezone(ZoneInfo(row.zone)).time() if row.happened_at else None,
            zone=row.zone if row.happened_at else "",
            certainty=row.certainty,
            answers=row.answers.happened_date if row.answers else None,
            note=row.note,
        )
        for row in with_answered(rows.order_by("happened_date", "key_date__name", "happened_at"))
    )


def _obligations(
    agreement: Agreement, parties: tuple[schema.PartyEntry, ...]
) -> tuple[schema.ObligationEntry, ...]:
    sides: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for row in ObligationParty.objects.filter(obligation__agreement=agreement).values_list(
        "obligation_id", "side", "participation__party__name", "participation__role"
    ):
        sides[row[0], row[1]].append((row[2], row[3]))
    carve_outs = defaultdict(list)
    rows = CarveOut.objects.filter(obligation__agreement=agreement).order_by("position", "id")
    for carve_out in rows:
        carve_outs[carve_out.obligation_id].append(_carve_out(carve_out))
    obligations = Obligation.objects.filter(agreement=agreement, retired_at=None)
    agreed = agreed_for(obligations.values_list("pk", flat=True))
    closings = closings_for(agreement, parties)
    external = external_for(agreement, parties)
    return tuple(
        schema.ObligationEntry(
            ref=row.ref,
            section=row.section,
            kind=row.kind,
            title=row.title,
            obligor=side_names(sides[row.pk, "obligor"], parties),
            obligee=side_names(sides[row.pk, "obligee"], parties),
            each_obligor=row.each_obligor,
            acts=tuple(row.acts),
            trigger=row.trigger.name if row.trigger else "",
            exercised_by=row.exercised_by.name if row.exercised_by else "",
            reminders=tuple(row.leads) if row.leads is not None else None,
            carve_outs=tuple(carve_outs[row.pk]),
            closings=tuple(closings[row.pk]),
            external=tuple(external[row.pk]),
            money=agreed[row.pk].entry if row.pk in agreed else None,
            **_terms(row),
        )
        for row in obligations.select_related("terms", "trigger", "exercised_by").order_by(
            "position", "id"
        )
    )


def _terms(row: Obligation) -> dict[str, Any]:
    assert row.terms is not None
    names = ("rule", "summary", "condition", "consequence", "amount")
    return {name: getattr(row.terms, name) for name in names}


def _carve_out(row: CarveOut) -> schema.CarveOutEntry:
    names = ("title", "section", "summary", "persons", "rule", "cap")
    more = ("condition", "by_consent", "cap_unit", "cap_per", "cap_each", "cap_name")
    return schema.CarveOutEntry(
        **{name: getattr(row, name) for name in (*names, *more)},
        acts=tuple(row.acts),
        parties=tuple(row.parties),
        cap_quantity="" if row.cap_quantity is None else plain(row.cap_quantity),
    )
