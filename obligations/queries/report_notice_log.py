"""The log of notices between two days: what went out and came in, and from when each counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from agreements.models import Document, User
from obligations.models import Addressee, KeyDate, Notice
from obligations.queries.notices import local_sent, side_of
from obligations.queries.report_list import Listing, listing
from obligations.queries.report_scope import Wanted, covered


@dataclass(frozen=True, slots=True)
class Logged:
    """A notice as the log has it. `hour` is by the clocks where it was sent."""

    agreement: str
    number: int
    way: str
    kind: str
    subject: str
    section: str
    sender: str
    to: str
    copies: str
    channel: str
    sent: date
    hour: str
    received: date | None
    counts: date | None
    because: str
    brings: str
    state: str
    certainty: str
    letter: str


def notice_log(user: User, wanted: Wanted, asked_at: datetime) -> Listing:
    """The notices sent between two days, or until one, the earliest first; no drafts."""
    rows = list(_rows(user, wanted))
    groups = defaultdict(list)
    for row in rows:
        groups[row.agreement].append(row)
    return listing(user, wanted, asked_at, sorted(groups.items()))


def _rows(user: User, wanted: Wanted) -> Iterator[Logged]:
    agreements = covered(user, wanted)
    found = Notice.objects.filter(agreement__in=agreements)
    found = found.exclude(state=Notice.State.DRAFT).filter(sent_date__lte=wanted.as_at)
    if wanted.since is not None:
        found = found.filter(sent_date__gte=wanted.since)
    rows = list(
        found.select_related("agreement", "sender__party").order_by("sent_date", "number", "id")
    )
    addressees = _addressees(rows)
    names = _names(rows)
    for row in rows:
        to = addressees[row.id]
        parties = {row.sender.party_id, *(one.participation.party_id for one in to)}
        if wanted.party is None or wanted.party in parties:
            yield _logged(row, to, names)


def _addressees(rows: list[Notice]) -> dict[int, list[Addressee]]:
    found: dict[int, list[Addressee]] = defaultdict(list)
    some = Addressee.objects.filter(notice__in=rows)
    for one in some.select_related("participation__party").order_by("position", "id"):
        found[one.notice_id].append(one)
    return found


def _names(rows: list[Notice]) -> dict[tuple[str, int | None], str]:
    """The names of key dates and the hashes of letters, by what they are of."""
    key_dates = KeyDate.objects.filter(pk__in=[row.key_date_id for row in rows if row.lineage])
    letters = Document.objects.filter(pk__in=[row.letter_id for row in rows if row.letter_id])
    names = [("key date", pk, name) for pk, name in key_dates.values_list("pk", "name")]
    names += [("letter", pk, sha) for pk, sha in letters.values_list("pk", "sha256")]
    return {(kind, pk): text for kind, pk, text in names}


def _logged(
    row: Notice, addressees: list[Addressee], names: dict[tuple[str, int | None], str]
) -> Logged:
    assert row.sent_date is not None
    to = dict.fromkeys(a.participation.party.name for a in addressees if not a.copy_to)
    copies = dict.fromkeys(a.copy_to for a in addressees if a.copy_to)
    return Logged(
        agreement=row.agreement.reference,
        number=row.number,
        way=side_of(row, addressees),
        kind=row.get_kind_display(),
        subject=row.subject,
        section=row.section,
        sender=row.sender.party.name,
        to=", ".join(to),
        copies=", ".join(copies),
        channel=row.channel,
        sent=row.sent_date,
        hour=f"{local_sent(row):%H:%M} ({row.zone})" if row.sent_at else "",
        received=row.received_date,
        counts=row.counts_date,
        because=row.counts_because,
        brings=names.get(("key date", row.key_date_id), "") if row.lineage else "",
        state=row.get_state_display(),
        certainty=row.certainty,
        letter=names.get(("letter", row.letter_id), ""),
    )
