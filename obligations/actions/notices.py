"""Recording notices that were sent, correcting them and taking them back.

A notice that makes a key date come about records its happening with it, on the
day on which it counts; what is done to the notice is done to the happening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from agreements.audit import recording
from agreements.models import Agreement, Document, Participation, User
from obligations.actions.happenings import Said, record
from obligations.actions.recompute import Changes
from obligations.clock import business_now, business_today, set_day
from obligations.engine.clock import read_zone
from obligations.engine.deeming import Deeming
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.models import AddressChange, Addressee, Happening, KeyDate, Notice, Obligation
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import NotNow, check_can_repeat, check_stands_alone
from obligations.queries.addresses import Address, AddressBook
from obligations.queries.deeming import NoticeClause, Sending
from obligations.queries.notice_groups import earliest

# What is sent and recorded within the same minutes is not in the future.
SLACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTo:
    """Who got a notice, and where it went; `copy_to` names a copy recipient of the party."""

    participation: Participation
    copy_to: str = ""
    address: Address = field(default_factory=Address)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNotice:
    """What somebody says of a notice that was sent.

    `to` is empty where it goes to the notified addresses of `parties` and of
    all who get copies. `counts` is the day that counsel takes where the clause
    leaves it open, with `because`; None for the day that the clause gives.
    `repeats`: the same notice, sent by another channel before.
    """

    kind: str
    subject: str
    sender: Participation
    channel: str
    day: date
    at: time | None = None
    zone: str = ""
    parties: Sequence[Participation] = ()
    to: Sequence[SentTo] = ()
    received: date | None = None
    counts: date | None = None
    because: str = ""
    certainty: str = "actual"
    section: str = ""
    obligation: Obligation | None = None
    key_date: KeyDate | None = None
    repeats: Notice | None = None
    note: str = ""
    document: Document | None = None
    new_address: Address | None = None

    @property
    def sending(self) -> Sending:
        """When and where it was sent."""
        return Sending(self.day, self.at, self.zone)


@dataclass(frozen=True, slots=True)
class Done:
    """A notice as it now stands, and what recording it moved."""

    notice: Notice
    changes: Changes


def send(
    *,
    agreement: Agreement,
    said: SaidNotice,
    by: User,
    reason: str = "",
    draft: Notice | None = None,
    settle: bool = True,
) -> Done:
    """Records a notice that was sent, and with it the happening of its key date.

    `draft` is the letter that was sent, `settle=False` leaves the dates to a
    caller that records several. Raises EngineError or NotAllowed with a
    sentence; then nothing is written.
    """
    check_user_can_enter(by, agreement)
    why = reason or f"notice by {said.channel}, sent {show(said.day)}: {said.subject}"
    with recording(by=by, action="record a notice", reason=why):
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        row = draft or Notice(agreement=agreement, number=next_number(agreement))
        row.repeats = said.repeats
        check_can_repeat(agreement, said.repeats, said.sender, said.key_date)
        _fill(row, said, by)
        _write_addressees(row, said)
        if row.repeats is not None:
            return Done(row, _followed(row, by, why))
        return Done(row, _happened(row, by, reason, settle))


def correct(
    *, notice: Notice, said: SaidNotice, by: User, reason: str, seen: int | None = None
) -> Done:
    """Replaces what was recorded of a notice, and corrects its happening with it.

    Raises as `send` does, and where somebody has changed it since it was `seen`.
    """
    check_user_can_enter(by, notice.agreement)
    if not reason.strip():
        raise EngineError("Correcting a notice needs a reason; it is kept in the history.")
    with recording(by=by, action="correct a notice", reason=reason):
        row = _locked(notice, seen)
        before, row.version = (row.key_date, row.lineage), row.version + 1
        if said.key_date != row.key_date:
            row.lineage = None
        check_can_repeat(row.agreement, row.repeats, said.sender, said.key_date)
        _fill(row, said, by)
        _write_addressees(row, said)
        if row.repeats is not None:
            return Done(row, _followed(row, by, reason))
        return Done(row, _moved(row, before, by, reason))


def withdraw(*, notice: Notice, by: User, reason: str, seen: int | None = None) -> Done:
    """Takes a notice back as if it had not been sent, and its happening with it."""
    check_user_can_enter(by, notice.agreement)
    if not reason.strip():
        raise EngineError("Taking a notice back needs a reason; it is kept in the history.")
    with recording(by=by, action="take a notice back", reason=reason):
        row = _locked(notice, seen)
        check_stands_alone(row)
        changes = _take_back(row.key_date, row.lineage, by, reason)
        row.state, row.lineage, row.version = Notice.State.WITHDRAWN, None, row.version + 1
        row.save()
        if row.repeats is not None:
            changes = _followed(row, by, reason)
        return Done(row, changes)


def next_number(agreement: Agreement) -> int:
    """The number of the next notice of an agreement, whose row the caller has locked."""
    last = Notice.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _locked(notice: Notice, seen: int | None) -> Notice:
    Agreement.objects.select_for_update().get(pk=notice.agreement_id)
    row = Notice.objects.select_related("agreement", "key_date").get(pk=notice.pk)
    if seen is not None and row.version != seen:
        raise NotNow("Somebody has changed this notice meanwhile. Look at it again before you do.")
    if row.state == Notice.State.WITHDRAWN:
        raise NotNow("This notice was taken back already; record it anew instead.")
    if row.state == Notice.State.DRAFT:
        raise NotNow("This letter has not been sent yet; change the draft instead.")
    return row


# The row


def _fill(row: Notice, said: SaidNotice, by: User) -> None:
    agreement = row.agreement
    now = business_now()
    clause = NoticeClause(agreement)
    channel = clause.channel(said.channel)
    _check_sent(said, clause, now)
    _check_belongs(agreement, said)
    found = clause.deem(channel, said.sending, said.received)
    moment = said.sending.moment(clause.zone)
    counts, because = _counts(said, found, by, agreement)
    values = {
        "state": Notice.State.SENT,
        "kind": said.kind,
        "subject": said.subject.strip(),
        "sender": said.sender,
        "channel": channel.name,
        "sent_date": said.day,
        "sent_at": moment.at,
        "zone": read_zone(said.zone or clause.zone).text if moment.at else "",
        "received_date": said.received,
        "counts_date": counts,
        "counts_because": because,
        "certainty": said.certainty,
        "section": said.section,
        "obligation": said.obligation,
        "key_date": said.key_date,
        "note": said.note,
        "document": said.document,
        "recorded_by": by,
        "recorded_at": now,
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def _check_sent(said: SaidNotice, clause: NoticeClause, now: datetime) -> None:
    """A notice is recorded once it has left: not ahead of the clock."""
    today = business_today(clause.zone)
    if said.day > today + timedelta(days=1):
        raise NotNow(
            f"{show(said.day)} is still to come; a notice is recorded once it is sent. To see"
            " when it would count, use the calculator; to prepare it, write the letter."
        )
    at = said.sending.moment(clause.zone).at
    if at is not None and set_day() is None and at > now + SLACK:
        raise NotNow(f"{at:%H:%M} on {show(said.day)} is still to come where it is sent.")
    if said.received is not None and said.received > today + timedelta(days=1):
        raise NotNow(f"It cannot have arrived on {show(said.received)}, which is still to come.")


def _check_belongs(agreement: Agreement, said: SaidNotice) -> None:
    parties = [said.sender, *said.parties, *(to.participation for to in said.to)]
    others = [row for row in (said.obligation, said.key_date, said.document) if row is not None]
    if any(row.agreement_id != agreement.pk for row in (*parties, *others)):
        raise EngineError("A notice speaks of the parties and dates of its own agreement alone.")
    if len(parties) < 2:
        raise EngineError("Say to whom the notice goes.")
    if any(row.pk == said.sender.pk for row in parties[1:]):
        raise EngineError(f"{said.sender} cannot give notice to itself.")
    kinds = (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING)
    if said.key_date is not None and said.key_date.kind not in kinds:
        raise EngineError(
            f"A notice is the happening of an event; [{said.key_date.name}] is"
            f" {said.key_date.get_kind_display().lower()}."
        )
    if (said.kind == Notice.Kind.ADDRESS) != (said.new_address is not None):
        raise EngineError("A change of address, and no other notice, tells the new address.")


def _counts(
    said: SaidNotice, found: Deeming, by: User, agreement: Agreement
) -> tuple[date | None, str]:
    """The day that is taken, and why: the clause's own, or the one that counsel chose."""
    if said.counts is None or said.counts == found.day:
        return found.day, ""
    days = {reading.day: reading for reading in found.outcome.readings}
    if said.counts not in days:
        known = " or ".join(show(day) for day in days) or "none yet"
        raise EngineError(
            f"Nothing in the clause makes this notice count on {show(said.counts)};"
            f" the days that can be argued for are: {known}."
        )
    check_user_can_decide(by, agreement)
    if not said.because.strip():
        raise EngineError("Say why this day is taken, and not another.")
    return said.counts, said.because.strip()


def _write_addressees(row: Notice, said: SaidNotice) -> None:
    Addressee.objects.filter(notice=row).delete()
    sent_to = list(said.to) or as_notified(row.agreement, said.parties, said.day)
    for position, to in enumerate(sent_to):
        address = to.address
        Addressee.objects.create(
            notice=row,
            participation=to.participation,
            copy_to=to.copy_to,
            attention=address.attention,
            address=address.address,
            fax=address.fax,
            email=address.email,
            position=position,
        )
    AddressChange.objects.filter(notice=row).delete()
    if (new := said.new_address) is not None:
        if not (new.address.strip() or new.fax.strip() or new.email.strip()):
            raise EngineError("Say what the new address is.")
        AddressChange.objects.create(
            notice=row,
            attention=new.attention,
            address=new.address,
            fax=new.fax,
            email=new.email,
        )


def as_notified(
    agreement: Agreement, parties: Sequence[Participation], day: date | None
) -> list[SentTo]:
    """A notice to parties as it should go: to the notified addresses, with every copy."""
    book = AddressBook(agreement)
    found = []
    for party in parties:
        found.append(SentTo(participation=party, address=book.notified(party, day)))
        found += [
            SentTo(participation=party, copy_to=copy.name, address=Address.of(copy))
            for copy in book.copies(party)
        ]
    return found


# The happening


def _happened(row: Notice, by: User, reason: str, settle: bool) -> Changes:
    """Records the happening of the key date, or ties the notice to the one that is there."""
    key_date, counts = row.key_date, earliest(row)
    if key_date is None or counts is None:
        return Changes()
    key_date.agreement = row.agreement
    there = Happening.objects.filter(
        key_date=key_date, is_current=True, withdrawn=False, happened_date=counts
    ).first()
    taken = Notice.objects.filter(key_date=key_date, lineage=there.lineage) if there else None
    if there is not None and taken is not None and not taken.exclude(pk=row.pk).exists():
        row.lineage, changes = there.lineage, Changes()
    else:
        said = _said(row)
        changes = record(key_date=key_date, said=said, by=by, reason=reason, settle=settle)
        row.lineage = _newest(key_date)
    row.save(update_fields=["lineage"])
    return changes


def _said(row: Notice, lineage: int | None = None) -> Said:
    counts = earliest(row)
    assert counts is not None and row.sent_date is not None
    note = f"Notice {row.number} by {row.channel}, sent on {show(row.sent_date)}: {row.subject}"
    return Said(
        day=counts,
        certainty=row.certainty,
        note=note,
        document=row.letter or row.document,
        corrects=lineage,
        deemed=True,
    )


def _newest(key_date: KeyDate) -> int:
    newest = Happening.objects.filter(key_date=key_date, is_current=True).order_by("-pk")
    return newest.values_list("lineage", flat=True)[0]


def _moved(
    row: Notice, before: tuple[KeyDate | None, int | None], by: User, reason: str
) -> Changes:
    """After a correction: the happening is moved, taken back or recorded elsewhere."""
    (key_date, lineage), counts = before, earliest(row)
    stays = key_date is not None and key_date == row.key_date and counts is not None
    if not stays:
        row.lineage = None
        row.save(update_fields=["lineage"])
        changes = _take_back(key_date, lineage, by, reason)
        return _joined(changes, _happened(row, by, reason, True))
    if lineage is None:
        return _happened(row, by, reason, True)
    assert key_date is not None
    standing = _standing(key_date, lineage)
    if standing is None or standing.happened_date == counts:
        return Changes()
    return record(key_date=key_date, said=_said(row, lineage), by=by, reason=reason)


def _followed(row: Notice, by: User, reason: str) -> Changes:
    """What the first sending brought about, moved to the earliest day of all sendings."""
    first = Notice.objects.select_related("agreement", "key_date").get(repeated_by=row)
    return _moved(first, (first.key_date, first.lineage), by, reason)


def _take_back(key_date: KeyDate | None, lineage: int | None, by: User, reason: str) -> Changes:
    standing = _standing(key_date, lineage) if key_date and lineage else None
    if key_date is None or standing is None:
        return Changes()
    said = Said(day=standing.happened_date, corrects=lineage, withdraw=True)
    return record(key_date=key_date, said=said, by=by, reason=reason)


def _standing(key_date: KeyDate, lineage: int) -> Happening | None:
    rows = Happening.objects.filter(key_date=key_date, lineage=lineage, is_current=True)
    return rows.filter(withdrawn=False).first()


def _joined(first: Changes, second: Changes) -> Changes:
    return Changes(
        added=first.added + second.added,
        changed=first.changed + second.changed,
        withdrawn=first.withdrawn + second.withdrawn,
        moves=first.moves + second.moves,
        kept=first.kept + second.kept,
    )
