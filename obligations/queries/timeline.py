"""What an agreement's timeline shows: days and periods of its obligations, and its key dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agreements.models import Agreement
from obligations.engine.kinds import KEPT
from obligations.models import Happening, Occurrence
from obligations.queries.status import with_status
from obligations.queries.turns import turn_in_words

# What a table beside a drawing can still be read of.
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A last day, a day from which something is open, or a period.

    `day` is None for a period, which goes on where it has no `end`; `opens` tells
    that the day is not one to be done by.
    """

    occurrence_id: int
    obligation_id: int
    section: str
    kind: str
    title: str
    turn: str
    status: str
    day: date | None
    start: date | None
    end: date | None
    opens: bool = False

    @property
    def path(self) -> str:
        """The address of the very occurrence."""
        return f"/obligations/{self.obligation_id}#o{self.occurrence_id}"

    @property
    def first(self) -> date | None:
        """The first day that it touches."""
        return self.day or self.start or self.end

    @property
    def name(self) -> str:
        """Its title, with which of several it is."""
        return f"{self.title}, {self.turn}" if self.turn else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A happening of a key date."""

    name: str
    day: date
    until: date | None
    certainty: str


@dataclass(frozen=True)
class Timeline:
    """Items in the order of their days, events, and how many occurrences have no date."""

    items: list[Item]
    events: list[Event]
    undated: int

    @property
    def days(self) -> list[date]:
        """Every day that the drawing has to reach."""
        found = [d for i in self.items for d in (i.day, i.start, i.end) if d]
        return found + [d for e in self.events for d in (e.day, e.until) if d]


_COLUMNS = (
    "id",
    "obligation_id",
    "obligation__section",
    "kind",
    "obligation__title",
    "turn",
    "status",
    "due_date",
    "extended_date",
    "start_date",
    "end_date",
)


def timeline_of(agreement: Agreement, now: datetime) -> Timeline:
    """The timeline of an agreement that the caller has found for its user: two queries."""
    stored = Occurrence.objects.filter(agreement=agreement).exclude(phase="withdrawn")
    rows = with_status(stored, now).order_by("sort_date", "obligation__position", "id")
    items = [_item(*row) for row in rows.values_list(*_COLUMNS)[:MOST_ROWS]]
    dated = [item for item in items if item.first is not None]
    dated.sort(key=lambda item: item.first or date.max)
    return Timeline(dated, _events(agreement), len(items) - len(dated))


def _item(
    id_: int,
    obligation: int,
    section: str,
    kind: str,
    title: str,
    turn: str,
    status: str,
    due: date | None,
    extended: date | None,
    start: date | None,
    end: date | None,
) -> Item:
    last = extended or due
    period = due is None and (end is not None or kind in KEPT)
    dates: dict[str, Any] = (
        {"day": None, "start": start, "end": extended or end}
        if period
        else {"day": last or start, "start": None, "end": None, "opens": last is None}
    )
    return Item(
        occurrence_id=id_,
        obligation_id=obligation,
        section=section,
        kind=kind,
        title=title,
        turn=turn_in_words(turn),
        status=status,
        **dates,
    )


def _events(agreement: Agreement) -> list[Event]:
    rows = Happening.objects.filter(
        key_date__agreement=agreement, is_current=True, withdrawn=False
    ).select_related("key_date")
    return [
        Event(
            name=row.key_date.name,
            day=row.happened_date,
            until=row.until_date,
            certainty=row.certainty,
        )
        for row in rows.order_by("happened_date", "key_date__position", "lineage")
    ]
