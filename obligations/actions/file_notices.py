"""The notices of an agreement file, recorded where they are not there yet."""

from __future__ import annotations

from agreements.models import Agreement, Participation, User
from obligations.actions.notices import SaidNotice, SentTo, as_notified, send
from obligations.agreement_file import schema
from obligations.agreement_file.normal import participants
from obligations.engine.clock import read_zone
from obligations.engine.names import fold
from obligations.engine.run import show
from obligations.models import KeyDate, Notice, Obligation
from obligations.queries.addresses import Address


def record_notices(
    *, agreement: Agreement, file: schema.AgreementFile, by: User, reason: str
) -> list[str]:
    """Records what is new; what it recorded, in words. The dates are left to the caller."""
    rows = Participation.objects.filter(agreement=agreement).select_related("party")
    sides = {(row.party.name.casefold(), row.role): row for row in rows}
    there = {
        (row.sender_id, fold(row.channel), row.sent_date, row.subject, row.sent_at)
        for row in Notice.objects.filter(agreement=agreement).exclude(state=Notice.State.DRAFT)
    }
    recorded = []
    # First sendings first: others are of the same notice.
    for entry in sorted(file.notices, key=lambda e: bool(e.repeats)):
        said = said_of(agreement, entry, file.parties, sides)
        zone = said.zone or (file.conventions.zone if file.conventions else "")
        at = said.sending.moment(read_zone(zone or "UTC").place).at
        if (said.sender.pk, fold(said.channel), said.day, said.subject, at) not in there:
            send(agreement=agreement, said=said, by=by, reason=reason, settle=False)
            recorded.append(f"notice by {said.channel} of {show(said.day)}: {said.subject}")
    return recorded


Sides = dict[tuple[str, str], Participation]


def said_of(
    agreement: Agreement,
    entry: schema.NoticeEntry,
    parties: tuple[schema.PartyEntry, ...],
    sides: Sides,
) -> SaidNotice:
    """A notice of a file as the action takes it; the file has been checked."""
    (party, role), *_ = participants([entry.sender], parties)
    names = {fold(k.name): k for k in KeyDate.objects.filter(agreement=agreement)}
    about = Obligation.objects.filter(agreement=agreement, ref__iexact=entry.about or "-").first()
    return SaidNotice(
        kind=entry.kind or "other",
        subject=entry.subject,
        sender=sides[party.casefold(), role],
        channel=entry.channel,
        day=entry.day,
        at=entry.at,
        zone=entry.zone,
        to=_sent_to(agreement, entry, parties, sides),
        received=entry.received,
        counts=entry.counts,
        because=entry.because,
        certainty=entry.certainty or "actual",
        section=entry.section,
        obligation=about,
        key_date=names.get(fold(entry.key_date)),
        repeats=_first(agreement, entry),
        note=entry.note,
        new_address=_address(entry.new_address) if entry.new_address else None,
    )


def _first(agreement: Agreement, entry: schema.NoticeEntry) -> Notice | None:
    """The notice of which an entry is another sending; None for one of its own."""
    if not entry.repeats:
        return None
    rows = Notice.objects.filter(agreement=agreement, state=Notice.State.SENT, repeats=None)
    rows = rows.filter(subject=entry.subject, channel__iexact=entry.repeats)
    return rows.select_related("sender").order_by("-sent_date", "-number").first()


def _sent_to(
    agreement: Agreement,
    entry: schema.NoticeEntry,
    parties: tuple[schema.PartyEntry, ...],
    sides: Sides,
) -> list[SentTo]:
    pairs = participants(entry.to, parties)
    to = [sides[party.casefold(), role] for party, role in pairs]
    copies = {fold(name) for name in entry.copies}
    elsewhere = {fold(sent.name): _address(sent) for sent in entry.sent_to}
    found = []
    for sent in as_notified(agreement, to, entry.day):
        if sent.copy_to and copies and fold(sent.copy_to) not in copies:
            continue
        name = fold(sent.copy_to or sent.participation.party.name)
        address = elsewhere.get(name, sent.address)
        found.append(
            SentTo(participation=sent.participation, copy_to=sent.copy_to, address=address)
        )
    return found


def _address(entry: schema.SentToEntry | schema.NewAddressEntry) -> Address:
    return Address(
        attention=entry.attention, address=entry.address, fax=entry.fax, email=entry.email
    )
