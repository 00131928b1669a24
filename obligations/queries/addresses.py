"""The addresses for notices: as agreed, as changed by a notice since, and as used."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Prefetch

from agreements.models import Agreement, CopyRecipient, Participation
from obligations.models import AddressChange, Notice


class HasAddress(Protocol):
    """A row with an address for notices."""

    attention: str
    address: str
    fax: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where notices to somebody go."""

    attention: str = ""
    address: str = ""
    fax: str = ""
    email: str = ""

    @classmethod
    def of(cls, row: HasAddress) -> Address:
        """The address of a row."""
        return cls(attention=row.attention, address=row.address, fax=row.fax, email=row.email)

    def place(self, channel: str) -> str:
        """What a channel needs of it, on one line: the number, the e-mail or the postal address."""
        return " ".join(getattr(self, field_for(channel)).replace("\n", ", ").split())


def field_for(channel: str) -> str:
    """Which part of an address a channel needs."""
    name = channel.casefold()
    if "fax" in name or "facsimile" in name or "telecop" in name:
        return "fax"
    return "email" if "mail" in name and name != "mail" and "air" not in name else "address"


WORDS = {"fax": "fax number", "email": "e-mail address", "address": "address"}


class AddressBook:
    """Who gets notices under an agreement, and where on which day: three queries."""

    def __init__(self, agreement: Agreement) -> None:
        copies = Prefetch("copies_to", CopyRecipient.objects.order_by("id"))
        rows = Participation.objects.filter(agreement=agreement).select_related("party")
        self.participations = list(rows.prefetch_related(copies).order_by("position", "id"))
        self._by_id = {row.pk: row for row in self.participations}
        self._changes: dict[int, list[tuple[date, AddressChange]]] = defaultdict(list)
        changes = AddressChange.objects.filter(
            notice__agreement=agreement, notice__state=Notice.State.SENT
        ).select_related("notice")
        for change in changes.order_by("notice__counts_date", "id"):
            if change.notice.counts_date is not None:
                where = (change.notice.counts_date, change)
                self._changes[change.notice.sender_id].append(where)

    def participation(self, pk: int) -> Participation:
        """The party in its role, with its copy recipients read."""
        return self._by_id[pk]

    def notified(self, participation: Participation, day: date | None) -> Address:
        """The address that was notified by a day (the newest without one)."""
        found = Address.of(participation)
        for since, change in self._changes[participation.pk]:
            if day is None or since <= day:
                found = Address.of(change)
        return found

    def since(self, participation: Participation) -> list[tuple[date, AddressChange]]:
        """The changes of a party's address, each with the day from which it counts."""
        return self._changes[participation.pk]

    def copies(self, participation: Participation) -> list[CopyRecipient]:
        """Who else gets each notice to a party."""
        return list(self._by_id[participation.pk].copies_to.all())
