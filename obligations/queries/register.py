"""The register: every occurrence that a user may see, filtered, sorted, page by page.

Pages are found by key (the last row's date and id), never by offset, and
counts stop at a cap, so that a page costs the same at a million rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.engine.present import iso
from obligations.engine.status import STATUSES
from obligations.models import Obligation, ObligationParty, Occurrence
from obligations.queries.instants import local
from obligations.queries.money_amounts import Turn, Worked, amounts_of
from obligations.queries.status import ACTIVE_STATUSES, only, with_status

PAGE = 50
COUNT_CAP = 1_000
EXPORTED_AT_ONCE = 1_000
NO_DATE = date(9999, 12, 31)

# Of a search, as many words as anybody types on purpose.
MOST_WORDS = 8
FEW = 10_000

ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a register shows: empty means everything. Dates are inclusive."""

    agreement: str = ""
    party: int | None = None
    kind: str = ""
    status: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    order: str = "date"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the register, ready to show."""

    id: int
    key: str
    turn: str
    agreement: str
    obligation_id: int
    ref: str
    section: str
    kind: str
    title: str
    amount: str
    state: str
    status: str
    certainty: str | None
    opens: date | None
    due: date | None
    start: date | None
    end: date | None
    grace_until: date | None
    act_by: date | None
    at: datetime | None
    extended_to: date | None
    awaiting: tuple[str, ...]
    cautions: int
    confirmed: bool
    sort_date: date
    responsible: str
    obligor: str = ""
    obligee: str = ""
    original: date | None = None

    @property
    def moved_days(self) -> int | None:
        """By how many days its last day was moved, None where it stands as the rule gives it."""
        if self.original is None or self.last is None:
            return None
        return (self.last - self.original).days

    @property
    def last(self) -> date | None:
        """The last day as it stands now: extended, due, or the end of a period."""
        return self.extended_to or self.due or self.end

    @property
    def path(self) -> str:
        """The address of the very occurrence, without the site's own."""
        return f"/obligations/{self.obligation_id}#o{self.id}"


# Columns that are a line's fields as they are, and those that are worked on.
_DIRECT = {
    "id": "id",
    "key": "key",
    "turn": "turn",
    "agreement__reference": "agreement",
    "obligation_id": "obligation_id",
    "obligation__ref": "ref",
    "obligation__section": "section",
    "kind": "kind",
    "obligation__title": "title",
    "terms__amount": "amount",
    "state": "state",
    "status": "status",
    "open_date": "opens",
    "due_date": "due",
    "start_date": "start",
    "end_date": "end",
    "grace_date": "grace_until",
    "act_by_date": "act_by",
    "extended_date": "extended_to",
    "unmoved_date": "original",
    "sort_date": "sort_date",
}
_COLUMNS = (
    *_DIRECT,
    "shown_certainty",
    "due_at",
    "due_offset",
    "awaiting",
    "cautions",
    "obligation__confirmed_by_id",
    "assignee__full_name",
    "obligation__responsible__full_name",
    "agreement_id",
    "agreement__conventions__zone",
    "person_id",
    "person__party__name",
    "person__role",
)


def occurrences(
    user: User, filters: Filters, now: datetime, as_at: date | None = None
) -> QuerySet[Any]:
    """The occurrences of a register with their status, unsorted. Raises NoUser without a user."""
    visible = Occurrence.objects.filter(agreement__in=visible_agreements(user))
    rows = with_status(_filtered(visible, filters), now, as_at)
    if not filters.status:
        return rows.exclude(phase="withdrawn")
    if filters.status not in (*STATUSES, ACTIVE):
        return rows.none()
    if as_at is None:
        return rows.filter(only(filters.status, now))
    wanted = ACTIVE_STATUSES if filters.status == ACTIVE else (filters.status,)
    return rows.filter(status__in=wanted)


def _filtered(rows: QuerySet[Occurrence], filters: Filters) -> QuerySet[Occurrence]:
    if filters.agreement:
        rows = rows.filter(agreement__reference=filters.agreement)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.since:
        rows = rows.filter(sort_date__gte=filters.since)
    if filters.until:
        rows = rows.filter(sort_date__lte=filters.until)
    if filters.person is not None:
        mine = Q(assignee=filters.person)
        rows = rows.filter(mine | Q(assignee=None, obligation__responsible=filters.person))
    if filters.party is not None or filters.text:
        rows = rows.filter(obligation__in=_few_or_all(_obligations(filters)))
    return rows


def _obligations(filters: Filters) -> QuerySet[Obligation]:
    """The obligations of a party and with certain words: these are few beside occurrences."""
    found = Obligation.objects.all()
    if filters.agreement:
        found = found.filter(agreement__reference=filters.agreement)
    if filters.party is not None:
        sides = ObligationParty.objects.filter(participation__party=filters.party)
        found = found.filter(pk__in=sides.values("obligation"))
    for word in filters.text.split()[:MOST_WORDS]:
        found = found.filter(
            Q(title__icontains=word)
            | Q(ref__icontains=word)
            | Q(section__icontains=word)
            | Q(terms__summary__icontains=word)
        )
    return found


def _few_or_all(found: QuerySet[Obligation]) -> QuerySet[Obligation] | list[int]:
    """The ids where they are few, so that the database goes to their rows by index.

    Many are left as a query: then a page fills up while it walks along the dates.
    """
    ids = list(found.values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else found


@dataclass(frozen=True, slots=True)
class Page:
    """One page of lines, and the keys of the pages around it (empty at the ends)."""

    lines: list[Line]
    following: str
    previous: str
    count: int
    more_than_counted: bool


def page(user: User, filters: Filters, now: datetime, *, after: str = "", before: str = "") -> Page:
    """A page of the register: the first, the one after a key, or the one before a key."""
    every = rows = occurrences(user, filters, now)
    backward = bool(before) != (filters.order == "-date")
    key = _read_key(after or before)
    if key is not None:
        rows = rows.filter(_beyond(*key, forward=not backward))
    found = lines_of(_first(rows, PAGE + 1, backward), now)
    more = len(found) > PAGE
    found = found[:PAGE]
    if before:
        found.reverse()
    count = every.order_by()[: COUNT_CAP + 1].count()
    return Page(
        found,
        following=_key(found[-1]) if found and (more or before) else "",
        previous=_key(found[0]) if found and (after or (before and more)) else "",
        count=min(count, COUNT_CAP),
        more_than_counted=count > COUNT_CAP,
    )


def _first(rows: QuerySet[Any], count: int, backward: bool) -> list[int]:
    """The ids of the first rows by date: without the lines' many joins, which only these need."""
    order = ("-sort_date", "-id") if backward else ("sort_date", "id")
    return list(rows.order_by(*order).values_list("id", flat=True)[:count])


def lines_of(ids: Iterable[int], now: datetime) -> list[Line]:
    """The lines of occurrences that a scoped query has found, in the order of their ids given."""
    wanted = list(ids)
    rows = with_status(Occurrence.objects.filter(pk__in=wanted), now)
    found = {line.id: line for line in lines(rows)}
    return [found[pk] for pk in wanted if pk in found]


def every_line(user: User, filters: Filters, now: datetime) -> Iterator[Line]:
    """All lines of a register, read in pages of a thousand so that memory holds one at a time."""
    backward = filters.order == "-date"
    rows, key = occurrences(user, filters, now), None
    while True:
        part = rows if key is None else rows.filter(_beyond(*key, forward=not backward))
        found = lines_of(_first(part, EXPORTED_AT_ONCE, backward), now)
        yield from found
        if len(found) < EXPORTED_AT_ONCE:
            return
        key = found[-1].sort_date, found[-1].id


def _key(line: Line) -> str:
    return f"{line.sort_date.isoformat()}~{line.id}"


def _read_key(text: str) -> tuple[date, int] | None:
    """A page key from an address; one that is damaged means the first page."""
    day, _, id_ = text.partition("~")
    try:
        return date.fromisoformat(day), int(id_)
    except ValueError:
        return None


def _beyond(day: date, id_: int, *, forward: bool) -> Q:
    if forward:
        return Q(sort_date__gt=day) | Q(sort_date=day, id__gt=id_)
    return Q(sort_date__lt=day) | Q(sort_date=day, id__lt=id_)


def lines(rows: QuerySet[Any]) -> Iterator[Line]:
    """Rows as lines, with who owes, to whom and how much: a few queries, however many rows."""
    values = list(rows.values(*_COLUMNS))
    sides = sides_of({row["obligation_id"] for row in values})
    amounts = amounts_of(_turn(row) for row in values)
    for row in values:
        yield _line(row, sides, amounts.get(row["id"]))


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(row["id"], row["obligation_id"], row["agreement_id"], row["turn"], row["person_id"])


def sides_of(obligations: Iterable[int]) -> dict[tuple[int, str], str]:
    """Who is on each side of obligations, by (obligation id, side), as one text."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = ObligationParty.objects.filter(obligation__in=list(obligations)).order_by(
        "participation__position", "participation_id"
    )
    columns = ("obligation_id", "side", "participation__party__name", "participation__role")
    for obligation, side, party, role in rows.values_list(*columns):
        found[obligation, side].append(f"{party} ({role})")
    return {place: "; ".join(names) for place, names in found.items()}


def _line(row: dict[str, Any], sides: dict[tuple[int, str], str], worked: Worked | None) -> Line:
    if worked is not None and worked.in_words:
        row["terms__amount"] = worked.in_words
    direct = {field: row[column] for column, field in _DIRECT.items()}
    obligation, party = row["obligation_id"], row["person__party__name"]
    own = f"{party} ({row['person__role']})" if party else ""
    return Line(
        **direct,
        certainty=None if row["state"] in ("pending", "void") else row["shown_certainty"],
        at=local(row["due_at"], row["due_offset"], row["agreement__conventions__zone"]),
        awaiting=tuple(row["awaiting"]),
        cautions=len(row["cautions"]),
        confirmed=row["obligation__confirmed_by_id"] is not None,
        responsible=row["assignee__full_name"] or row["obligation__responsible__full_name"] or "",
        obligor=own or sides.get((obligation, "obligor"), ""),
        obligee=sides.get((obligation, "obligee"), ""),
    )


def as_data(line: Line) -> dict[str, Any]:
    """A line as the command line prints it and the API returns it: ISO dates or None."""
    return {
        "agreement": line.agreement,
        "ref": line.ref,
        "key": line.turn,
        "section": line.section,
        "kind": line.kind,
        "title": line.title,
        "obligor": line.obligor,
        "obligee": line.obligee,
        "state": line.state,
        "status": line.status,
        "certainty": line.certainty,
        "opens": iso(line.opens),
        "due": iso(line.due),
        "start": iso(line.start),
        "end": iso(line.end),
        "grace_until": iso(line.grace_until),
        "act_by": iso(line.extended_to or line.act_by),
        "extended_to": iso(line.extended_to),
        "original": iso(line.original),
        "at": iso(line.at),
        "awaiting": list(line.awaiting),
        "amount": line.amount or None,
    }
