"""One form for what a file can say in several ways, so that two files can be compared.

Left-out values become their defaults, sides are named by role where all who
have the role are meant, happenings stand in the order of their dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from obligations.agreement_file import consents
from obligations.agreement_file.acts import normal_acts
from obligations.agreement_file.closings import normal_closings
from obligations.agreement_file.external import normal_external
from obligations.agreement_file.money import normal_money
from obligations.agreement_file.schedules import normal_schedules, normal_set
from obligations.agreement_file.schema import (
    AgreementFile,
    ConventionsEntry,
    HappeningEntry,
    NoticeEntry,
    ObligationEntry,
    PartyEntry,
    ReadingsEntry,
)
from obligations.engine.names import fold


def normal(file: AgreementFile, default_zone: str) -> AgreementFile:
    """The file with defaults filled in and sides in their shortest form."""
    agreement = replace(
        file.agreement,
        status=file.agreement.status or "in force",
        seen_by=file.agreement.seen_by or "team",
    )
    conventions = _conventions(file.conventions or ConventionsEntry(), default_zone)
    names = {fold(k.name): k.name for k in file.key_dates}
    refs = {fold(o.ref): o.ref for o in file.obligations}
    return replace(
        file,
        agreement=agreement,
        conventions=conventions,
        schedules=normal_schedules(file),
        key_dates=tuple(
            replace(
                normal_set(k, file.schedules),
                answers=names.get(fold(k.answers), k.answers),
                dates=tuple(sorted(k.dates, key=lambda d: (d.day, d.label))),
            )
            for k in file.key_dates
        ),
        happenings=tuple(
            sorted(
                (_happening(h, names, conventions.zone) for h in file.happenings),
                key=lambda h: (h.day, h.key_date, str(h.at)),
            )
        ),
        notices=tuple(
            sorted(
                (_notice(n, names, conventions.zone) for n in file.notices),
                key=lambda n: (n.day, str(n.at), n.subject),
            )
        ),
        **consents.normal_parts(file),
        obligations=tuple(_obligation(o, file.parties, names, refs) for o in file.obligations),
    )


def _conventions(entry: ConventionsEntry, default_zone: str) -> ConventionsEntry:
    return replace(
        entry,
        zone=entry.zone or default_zone,
        roll=entry.roll or "none",
        month_end=entry.month_end or "down",
        readings=entry.readings or ReadingsEntry(),
    )


def _happening(entry: HappeningEntry, names: dict[str, str], zone: str) -> HappeningEntry:
    return replace(
        entry,
        key_date=names.get(fold(entry.key_date), entry.key_date),
        certainty=entry.certainty or "actual",
        zone=(entry.zone or zone) if entry.at else "",
    )


def _notice(entry: NoticeEntry, names: dict[str, str], zone: str) -> NoticeEntry:
    return replace(
        entry,
        key_date=names.get(fold(entry.key_date), entry.key_date),
        kind=entry.kind or "other",
        certainty=entry.certainty or "actual",
        zone=(entry.zone or zone) if entry.at else "",
    )


def _obligation(
    entry: ObligationEntry,
    parties: tuple[PartyEntry, ...],
    names: dict[str, str],
    refs: dict[str, str],
) -> ObligationEntry:
    return replace(
        normal_acts(entry),
        obligor=side_names(participants(entry.obligor, parties), parties),
        obligee=side_names(participants(entry.obligee, parties), parties),
        trigger=names.get(fold(entry.trigger), entry.trigger),
        exercised_by=names.get(fold(entry.exercised_by), entry.exercised_by),
        money=normal_money(entry.money) if entry.money else None,
        closings=normal_closings(entry.closings, names, refs, parties),
        external=normal_external(entry.external, parties),
    )


def participants(
    written: Iterable[str], parties: tuple[PartyEntry, ...]
) -> tuple[tuple[str, str], ...]:
    """The (party, role) pairs that names stand for: a role means all who have it."""
    wanted = {fold(name) for name in written}
    return tuple(
        (p.party, p.role) for p in parties if fold(p.role) in wanted or fold(p.party) in wanted
    )


def side_names(
    pairs: Iterable[tuple[str, str]], parties: tuple[PartyEntry, ...]
) -> tuple[str, ...]:
    """The shortest names for (party, role) pairs: the role where all who have it are there."""
    chosen = set(pairs)
    names: dict[str, None] = {}
    for party in parties:
        if (party.party, party.role) not in chosen:
            continue
        same_role = {(p.party, p.role) for p in parties if p.role == party.role}
        names[party.role if same_role <= chosen else party.party] = None
    return tuple(names)
