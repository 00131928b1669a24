"""The register: every occurrence that a user may see, filtered, sorted, page by page.

Pages are found by key (the last row's date and id), never by offset, and
counts stop at a cap, so that a page costs the same at a million rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import check_somebody, visible_agreements
from obligations.engine.status import STATUSES
from obligations.models import Obligation, ObligationParty, Occurrence
from obligations.queries.compiled import (
    A_DAY,
    AN_ID,
    AN_INSTANT,
    ANOTHER_ID,
    Compiled,
    count_of,
    rows_of,
)
from obligations.queries.lines import Line, lines_of
from obligations.queries.status import ACTIVE_STATUSES, only, with_status

PAGE = 50
COUNT_CAP = 1_000
EXPORTED_AT_ONCE = 1_000

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
    certainty: str = ""
    order: str = "date"


def occurrences(
    user: User, filters: Filters, now: datetime, as_at: date | None = None
) -> QuerySet[Any]:
    """The occurrences of a register with their status, unsorted. Raises NoUser without a user."""
    if as_at is None:
        return with_status(_chosen(user, filters, now), now)
    rows = with_status(_filtered(_visible(user), filters), now, as_at)
    if not filters.status:
        return rows.exclude(phase="withdrawn")
    wanted = ACTIVE_STATUSES if filters.status == ACTIVE else (filters.status,)
    return rows.filter(status__in=wanted)


def _visible(user: User) -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(agreement__in=visible_agreements(user))


def _chosen(user: User, filters: Filters, now: datetime) -> QuerySet[Occurrence]:
    rows = _filtered(_visible(user), filters)
    if not filters.status:
        return rows.exclude(phase="withdrawn")
    if filters.status not in (*STATUSES, ACTIVE):
        return rows.none()
    return rows.filter(only(filters.status, now))


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
    if filters.certainty:
        rows = rows.filter(certainty=filters.certainty, state__in=("resolved", "provisional"))
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


Key = tuple[date, int]


def page(user: User, filters: Filters, now: datetime, *, after: str = "", before: str = "") -> Page:
    """A page of the register: the first, the one after a key, or the one before a key."""
    backward = bool(before) != (filters.order == "-date")
    key = _read_key(after or before)
    found = lines_of(_ids(user, filters, now, Cut(PAGE + 1, backward), key), now)
    return _page(found, _count(user, filters, now), after=after, before=before)


def _page(found: list[Line], count: int, *, after: str, before: str) -> Page:
    more = len(found) > PAGE
    found = found[:PAGE]
    if before:
        found.reverse()
    return Page(
        found,
        following=_key(found[-1]) if found and (more or before) else "",
        previous=_key(found[0]) if found and (after or (before and more)) else "",
        count=min(count, COUNT_CAP),
        more_than_counted=count > COUNT_CAP,
    )


def every_line(user: User, filters: Filters, now: datetime) -> Iterator[Line]:
    """All lines of a register, read in pages of a thousand so that memory holds one at a time."""
    cut = Cut(EXPORTED_AT_ONCE, filters.order == "-date")
    key: Key | None = None
    while True:
        found = lines_of(_ids(user, filters, now, cut, key), now)
        yield from found
        if len(found) < EXPORTED_AT_ONCE:
            return
        key = found[-1].sort_date, found[-1].id


# Which occurrences


class Cut(NamedTuple):
    """How much of a register is wanted: so many, from its beginning or its end."""

    most: int
    backward: bool = False


def _ids(
    user: User, filters: Filters, now: datetime, cut: Cut, key: Key | None = None
) -> list[int]:
    """The first ids by date beyond a key: without a line's many joins, which only these need."""
    if not _compiles(user, filters):
        return [id_ for (id_,) in rows_of(_cut(_chosen(user, filters, now), cut, key))]
    beyond = {} if key is None else {"day": key[0], "last": key[1]}
    found = _compiled(filters, cut, key is not None).rows(user=user.pk, **beyond)
    return [id_ for (id_,) in found]


def _count(user: User, filters: Filters, now: datetime) -> int:
    """How many there are, as far as they are counted."""
    if _compiles(user, filters):
        return _counted(filters, COUNT_CAP).count(user=user.pk)
    return count_of(_chosen(user, filters, now).values_list("id")[: COUNT_CAP + 1])


def _cut(rows: QuerySet[Any, Any], cut: Cut, key: Key | None) -> QuerySet[Any, Any]:
    if key is not None:
        rows = rows.filter(_beyond(*key, forward=not cut.backward))
    order = ("-sort_date", "-id") if cut.backward else ("sort_date", "id")
    return rows.order_by(*order).values_list("id")[: cut.most]


def _compiles(user: User, filters: Filters) -> bool:
    """Whether the query for these filters is the same at every hour and for every reader.

    Raises NoUser without a user.
    """
    check_somebody(user)
    told = filters.status or filters.text or filters.party is not None
    return not (told or user.is_system)


@lru_cache(maxsize=256)
def _compiled(filters: Filters, cut: Cut, beyond: bool) -> Compiled:
    def make(user: int, day: date | None = None, last: int = 0) -> QuerySet[Any, Any]:
        rows = _chosen(User(pk=user), filters, AN_INSTANT)
        return _cut(rows, cut, None if day is None else (day, last))

    return Compiled(make, user=AN_ID, **({"day": A_DAY, "last": ANOTHER_ID} if beyond else {}))


@lru_cache(maxsize=256)
def _counted(filters: Filters, cap: int) -> Compiled:
    def make(user: int) -> QuerySet[Any, Any]:
        return _chosen(User(pk=user), filters, AN_INSTANT).values_list("id")[: cap + 1]

    return Compiled(make, user=AN_ID)


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
    # The first half says nothing new: it is where the index begins to be read.
    if forward:
        return Q(sort_date__gte=day) & (Q(sort_date__gt=day) | Q(id__gt=id_))
    return Q(sort_date__lte=day) & (Q(sort_date__lt=day) | Q(id__lt=id_))
