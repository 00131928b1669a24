"""The notices of an agreement as its file has them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agreements.models import Agreement
from obligations.agreement_file import schema
from obligations.agreement_file.normal import side_names
from obligations.engine.clock import read_zone
from obligations.models import Addressee, Notice
from obligations.queries.addresses import Address, AddressBook


def notices_of(
    agreement: Agreement, parties: tuple[schema.PartyEntry, ...]
) -> tuple[schema.NoticeEntry, ...]:
    """The notices that were sent and not taken back, the earliest first."""
    rows = (
        Notice.objects.filter(agreement=agreement, state=Notice.State.SENT)
        .select_related("sender__party", "obligation", "key_date", "address_change", "repeats")
        .prefetch_related("addressees__participation__party")
        .order_by("sent_date", "sent_at", "number")
    )
    if not rows:
        return ()
    book = AddressBook(agreement)
    return tuple(_entry(row, parties, book) for row in rows)


def _entry(
    row: Notice, parties: tuple[schema.PartyEntry, ...], book: AddressBook
) -> schema.NoticeEntry:
    assert row.sent_date is not None
    addressees = sorted(row.addressees.all(), key=lambda a: a.position)
    pairs = [(a.participation.party.name, a.participation.role) for a in addressees]
    zone = read_zone(row.zone).literal() if row.zone else ZoneInfo("UTC")
    change = getattr(row, "address_change", None)
    return schema.NoticeEntry(
        sender=side_names([(row.sender.party.name, row.sender.role)], parties)[0],
        to=side_names(
            [p for p, a in zip(pairs, addressees, strict=True) if not a.copy_to], parties
        ),
        channel=row.channel,
        day=row.sent_date,
        at=row.sent_at.astimezone(zone).time() if row.sent_at else None,
        zone=row.zone,
        kind=row.kind,
        subject=row.subject,
        section=row.section,
        about=row.obligation.ref if row.obligation else "",
        key_date=row.key_date.name if row.key_date else "",
        copies=_copies(row, addressees, book),
        sent_to=tuple(_elsewhere(row, addressees, book)),
        received=row.received_date,
        repeats=row.repeats.channel if row.repeats else "",
        counts=row.counts_date if row.counts_because else None,
        because=row.counts_because,
        new_address=schema.NewAddressEntry(**_parts(Address.of(change))) if change else None,
        certainty=row.certainty,
        note=row.note,
    )


def _parts(address: Address) -> dict[str, str]:
    names = ("attention", "address", "fax", "email")
    return {name: getattr(address, name) for name in names}


def _copies(row: Notice, addressees: list[Addressee], book: AddressBook) -> tuple[str, ...]:
    """The copies by name where some are missing; nothing where each recipient got one."""
    mains = [a.participation for a in addressees if not a.copy_to]
    wanted = [copy.name for party in mains for copy in book.copies(party)]
    sent = [a.copy_to for a in addressees if a.copy_to]
    if sorted(sent) == sorted(wanted):
        return ()
    return tuple(dict.fromkeys(sent)) or ("none",)


def _elsewhere(
    row: Notice, addressees: list[Addressee], book: AddressBook
) -> list[schema.SentToEntry]:
    """Those whom it reached at another address than the notified one."""
    found = []
    for addressee in addressees:
        used, notified = Address.of(addressee), notified_to(addressee, row, book)
        if used != notified:
            name = addressee.copy_to or addressee.participation.party.name
            found.append(schema.SentToEntry(name=name, **_parts(used)))
    return found


def notified_to(addressee: Addressee, row: Notice, book: AddressBook) -> Address:
    """The address that stood notified for an addressee on the day of sending."""
    party = book.participation(addressee.participation_id)
    if not addressee.copy_to:
        return book.notified(party, row.sent_date)
    copies = [copy for copy in book.copies(party) if copy.name == addressee.copy_to]
    return Address.of(copies[0]) if copies else Address()
