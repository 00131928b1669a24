"""Which prohibitions are in force on a day, and what each leaves free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from agreements.models import User
from obligations.models import CarveOut
from obligations.queries.report_data import Entry
from obligations.queries.report_list import Listing, entries_of, listing
from obligations.queries.report_scope import Wanted


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A prohibition in force, with what it leaves free."""

    entry: Entry
    free: tuple[str, ...]


def prohibitions(user: User, wanted: Wanted, asked_at: datetime) -> Listing:
    """The prohibitions in force, those that leave free first by the first free day."""
    entries = entries_of(user, wanted, "in force")
    free = _free(entries)
    rows = [Forbidden(e, tuple(free[e.line.obligation_id])) for e in entries]
    return listing(user, wanted, asked_at, _groups(rows))


def _groups(rows: list[Forbidden]) -> Iterator[tuple[str, list[Forbidden]]]:
    ending = [row for row in rows if row.entry.first_free is not None]
    ending.sort(key=lambda row: (row.entry.first_free, row.entry.line.agreement))
    lasting = [row for row in rows if row.entry.first_free is None]
    lasting.sort(key=lambda row: (row.entry.line.agreement, row.entry.line.section))
    yield "Until a day that is known", ending
    yield "Until further notice", lasting


def _free(entries: list[Entry]) -> dict[int, list[str]]:
    """What each prohibition leaves free, in words, by its obligation."""
    ids = [entry.line.obligation_id for entry in entries]
    rows = CarveOut.objects.filter(obligation__in=ids).order_by("position", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.obligation_id].append(
            f"{row.title} ({row.section})" if row.section else row.title
        )
    return found
