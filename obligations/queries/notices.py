"""The notices of an agreement: each with what the clause makes of it, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.engine.clock import read_zone
from obligations.engine.deeming import Deeming
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.engine.values import Reading
from obligations.models import Addressee, Happening, Notice, Obligation
from obligations.queries.addresses import WORDS, Address, AddressBook, field_for
from obligations.queries.computations import StepLine, step_lines
from obligations.queries.deeming import NoticeClause, Sending
from obligations.queries.notice_file import notified_to
from obligations.queries.notice_groups import sendings_of


@dataclass(frozen=True)
class NoticeLine:
    """A notice ready to show.

    `sent` is its wall time with its zone, or the day alone; `deemed` what the
    clause makes of it, None for a draft or where it can no longer be worked out.
    `sendings`: all sendings of the same notice, where there are several.
    """

    row: Notice
    side: str
    to: tuple[Addressee, ...]
    copies: tuple[Addressee, ...]
    sent: str
    deemed: Deeming | None
    steps: tuple[StepLine, ...]
    cautions: tuple[str, ...]
    sendings: tuple[Notice, ...] = ()

    @property
    def counts(self) -> date | None:
        """The day that counts: of several sendings of one notice the earliest."""
        days = [row.counts_date for row in self.sendings if row.counts_date]
        return min(days) if days else self.row.counts_date

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every day that can be argued for, where there are several."""
        found = self.deemed.outcome.readings if self.deemed else ()
        return found if len({r.day for r in found}) > 1 or (self.deemed and self.deemed.gap) else ()

    @property
    def hour(self) -> str:
        """The hour of sending on the clocks where it was sent, empty where it is not known."""
        return f"{local_sent(self.row):%H:%M}" if self.row.sent_at else ""

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/notices/{self.row.pk}"

    @property
    def is_open(self) -> bool:
        """Whether nobody can say yet from when it counts."""
        return self.row.state == Notice.State.SENT and self.row.counts_date is None


def notice_of(user: User, pk: int) -> Notice:
    """A notice of an agreement that the user may see. Raises Notice.DoesNotExist."""
    return _rows(Notice.objects.filter(agreement__in=visible_agreements(user))).get(pk=pk)


def notice_lines(agreement: Agreement) -> list[NoticeLine]:
    """All notices of an agreement that the caller has found, the latest first."""
    rows = list(_rows(Notice.objects.filter(agreement=agreement)).order_by("-number"))
    rows.sort(key=lambda row: (row.sent_date or date.max, row.number), reverse=True)
    return list(_lines(agreement, rows)) if rows else []


def notice_line(notice: Notice) -> NoticeLine:
    """One notice."""
    return next(_lines(notice.agreement, [notice]))


def notices_about(obligation: Obligation) -> list[Notice]:
    """The notices that concern an obligation, the latest first; none that was taken back."""
    rows = Notice.objects.filter(obligation=obligation).exclude(state=Notice.State.WITHDRAWN)
    return list(rows.order_by("-sent_date", "-number"))


def _rows(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    addressees = Addressee.objects.select_related("participation__party").order_by("position")
    return rows.select_related(
        "agreement__conventions",
        "sender__party",
        "obligation",
        "key_date",
        "letter",
        "document",
        "recorded_by",
        "address_change",
    ).prefetch_related(Prefetch("addressees", addressees))


def _lines(agreement: Agreement, rows: Sequence[Notice]) -> Iterator[NoticeLine]:
    clause, book = NoticeClause(agreement), AddressBook(agreement)
    standing, groups = _standing(rows), sendings_of(rows)
    for row in rows:
        found, trouble = deemed_of(clause, row)
        addressees = tuple(row.addressees.all())
        happened = standing.get((row.key_date_id, row.lineage))
        yield NoticeLine(
            row=row,
            side=side_of(row, addressees),
            to=tuple(a for a in addressees if not a.copy_to),
            copies=tuple(a for a in addressees if a.copy_to),
            sent=sent_in_words(row),
            deemed=found,
            steps=step_lines(s.as_dict() for s in found.outcome.steps) if found else (),
            cautions=tuple(
                _cautions(row, addressees, book, found, trouble, happened, groups.get(row.pk, ()))
            ),
            sendings=groups.get(row.pk, ()),
        )


def _standing(rows: Sequence[Notice]) -> dict[tuple[int | None, int | None], date]:
    """The days on which the happenings of notices now stand."""
    found = Happening.objects.filter(
        key_date__in=[row.key_date_id for row in rows if row.lineage],
        is_current=True,
        withdrawn=False,
    )
    values = found.values_list("key_date_id", "lineage", "happened_date")
    return {(key_date, lineage): day for key_date, lineage, day in values}


def side_of(row: Notice, addressees: Sequence[Addressee]) -> str:
    """Whether it went out or came in, as seen from those for whom we act."""
    if row.sender.is_ours:
        return "out"
    return "in" if any(a.participation.is_ours for a in addressees) else "between others"


def sent_in_words(row: Notice) -> str:
    """When it was sent: 13:59 on Fri 1 Sep 2000 (America/Los_Angeles)."""
    if row.sent_date is None:
        return "not sent"
    if row.sent_at is None:
        return show(row.sent_date)
    return f"{local_sent(row):%H:%M} on {show(row.sent_date)} ({row.zone})"


def local_sent(row: Notice) -> datetime:
    """The instant of sending on the clocks where it was sent."""
    assert row.sent_at is not None
    return row.sent_at.astimezone(read_zone(row.zone).literal())


def sending_of(row: Notice) -> Sending:
    """When and where a notice was sent, as the clause is asked."""
    assert row.sent_date is not None
    at = local_sent(row).time() if row.sent_at else None
    return Sending(row.sent_date, at, row.zone)


def deemed_of(clause: NoticeClause, row: Notice) -> tuple[Deeming | None, str]:
    """What the clause makes of a notice today, or why nothing can be made of it."""
    if row.sent_date is None:
        return None, ""
    try:
        return clause.deem(clause.channel(row.channel), sending_of(row), row.received_date), ""
    except EngineError as error:
        return None, str(error)


# What to mind


def _cautions(
    row: Notice,
    addressees: Sequence[Addressee],
    book: AddressBook,
    found: Deeming | None,
    trouble: str,
    happened: date | None,
    sendings: Sequence[Notice],
) -> Iterator[str]:
    if row.state == Notice.State.WITHDRAWN:
        return
    if trouble:
        yield trouble
    if found is not None:
        yield from found.outcome.cautions
        if row.counts_date and found.day and not row.counts_because:
            yield from _moved_since(row.counts_date, found.day)
    days = [one.counts_date for one in sendings if one.counts_date]
    if row.lineage and happened != (min(days) if days else row.counts_date):
        yield _apart(row, happened)
    yield from address_cautions(row, addressees, book)


def _moved_since(counted: date, now: date) -> Iterator[str]:
    if counted != now:
        yield (
            f"It was recorded as counting on {show(counted)}; the rules and calendars as they"
            f" stand now give {show(now)}. Correct the notice, or leave it with a reason."
        )


def _apart(row: Notice, happened: date | None) -> str:
    stands = f"stands at {show(happened)}" if happened else "was taken back"
    return f"[{row.key_date}] {stands}, apart from this notice: somebody changed it there."


def address_cautions(
    row: Notice, addressees: Sequence[Addressee], book: AddressBook
) -> Iterator[str]:
    """Where it went to another address than the notified one, or a copy is missing."""
    part = field_for(row.channel)
    for addressee in addressees:
        notified = notified_to(addressee, row, book)
        yield from _place_cautions(str(addressee), row, Address.of(addressee), notified, part)
    sent = {(a.participation_id, a.copy_to) for a in addressees}
    for addressee in (a for a in addressees if not a.copy_to):
        party = book.participation(addressee.participation_id)
        for copy in book.copies(party):
            if (party.pk, copy.name) not in sent:
                yield f"{copy.name} gets a copy of each notice to {party.party}, and got none."


def _place_cautions(
    name: str, row: Notice, used: Address, notified: Address, part: str
) -> Iterator[str]:
    went, should = used.place(row.channel), notified.place(row.channel)
    if not went and not should:
        yield (
            f"No {WORDS[part]} of {name} is notified, so that a notice by {row.channel} may not"
            " reach the place that the clause asks for."
        )
    elif not went:
        yield f"No {WORDS[part]} is noted to which it went for {name}; notified is {should}."
    elif not should:
        yield f"It went to {went} for {name}, for whom no {WORDS[part]} is notified."
    elif went != should:
        yield (
            f"It went to {went} for {name}; the {WORDS[part]} notified for that day is {should}."
        )
