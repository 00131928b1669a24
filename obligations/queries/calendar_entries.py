"""Dates as calendars show them: on which days they stand, and which of them changed since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from obligations.models import Occurrence
from obligations.models.occurrence import OFF
from obligations.queries.lines import NO_DATE, Line


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as an entry of a calendar. It stands from `first` to `last`, both inclusive.

    Of a deadline `first` is the safe day, which is earlier than the last one where
    the rule can be read in two ways. What begins without an end stands on its
    first day. `at` is the instant where the hour counts.
    """

    line: Line
    first: date
    last: date
    at: datetime | None
    sequence: int
    revised_at: datetime

    @property
    def is_deadline(self) -> bool:
        """Whether something is due, and not allowed or forbidden for a while."""
        return self.line.due is not None or self.line.extended_to is not None

    @property
    def is_off(self) -> bool:
        """Whether it is called off: waived, withdrawn or not applicable."""
        return self.line.status in OFF


def days_of(line: Line) -> tuple[date, date] | None:
    """The first and the last day on which a line stands in a calendar; None without a date."""
    if line.extended_to:
        return line.extended_to, line.extended_to
    if line.due:
        safe = line.act_by if line.act_by and line.act_by < line.due else line.due
        return safe, line.due
    first = line.start or line.end
    if first is None or first == NO_DATE:
        return None
    last = line.end or first
    return first, first if last == NO_DATE or last < first else last


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """The entries of lines that have a date: one query for all of them."""
    dated = [(line, days) for line in lines if (days := days_of(line)) is not None]
    revised = _revised([line.id for line, _ in dated])
    return [_entry(line, *days, *revised[line.id]) for line, days in dated]


def _entry(line: Line, first: date, last: date, sequence: int, revised_at: datetime) -> Entry:
    timed = first == last == line.due and not line.extended_to
    return Entry(line, first, last, line.at if timed else None, sequence, revised_at)


def _revised(ids: list[int]) -> dict[int, tuple[int, datetime]]:
    """Of each occurrence its sequence number, and when it was last worked out or changed."""
    rows = Occurrence.objects.filter(pk__in=ids)
    return {
        pk: (sequence, max(computed_at, changed_at or computed_at))
        for pk, sequence, computed_at, changed_at in rows.values_list(
            "pk", "sequence", "computed_at", "changed_at"
        )
    }
