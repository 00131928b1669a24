"""Dates that move, and the reminders that go with them, ready to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from obligations.models import Occurrence, Reminder
from obligations.queries.turns import turn_in_words

# More than these nobody reads; the rest is counted.
REMINDERS_SHOWN = 40


class MovedDate(Protocol):
    """A date that moved, as a recomputation tells it."""

    @property
    def key(self) -> str: ...
    @property
    def old(self) -> date | None: ...
    @property
    def new(self) -> date | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An occurrence's date before and after; `why_kept` says why one stays as it is."""

    obligation_id: int
    occurrence_id: int
    section: str
    kind: str
    title: str
    turn: str
    old: date | None
    new: date | None
    why_kept: str = ""

    @property
    def days(self) -> int | None:
        """By how many days it moves, None where one of the dates is missing."""
        return (self.new - self.old).days if self.old and self.new else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLine:
    """A reminder: of what, to whom, on which day."""

    title: str
    recipient: str
    falls_on: date
    due_date: date


def moved_lines(moves: Iterable[MovedDate]) -> tuple[Moved, ...]:
    """Moves with what they are moves of, in the order of the agreement's sections."""
    by_key = {move.key: move for move in moves}
    rows = Occurrence.objects.filter(key__in=by_key).select_related("obligation", "done_by")
    rows = rows.order_by("obligation__position", "obligation_id", "sort_date", "id")
    return tuple(_moved(row, by_key[row.key]) for row in rows)


def _moved(row: Occurrence, move: MovedDate) -> Moved:
    return Moved(
        obligation_id=row.obligation_id,
        occurrence_id=row.pk,
        section=row.obligation.section,
        kind=row.kind,
        title=row.obligation.title,
        turn=turn_in_words(row.turn),
        old=move.old,
        new=move.new,
        why_kept=_why_kept(row),
    )


def _why_kept(row: Occurrence) -> str:
    if row.phase == "done":
        return f"completed by {row.done_by}"
    return row.phase if row.phase in ("waived", "disputed", "not applicable") else ""


def reminder_lines(ids: Iterable[int]) -> tuple[ReminderLine, ...]:
    """The reminders of these ids, the soonest first."""
    rows = Reminder.objects.filter(pk__in=list(ids)).select_related(
        "recipient", "contact__party", "occurrence__obligation"
    )
    return tuple(
        ReminderLine(
            title=row.occurrence.obligation.title,
            recipient=row.addressee,
            falls_on=row.falls_on,
            due_date=row.due_date,
        )
        for row in rows.order_by("falls_on", "id")
    )
