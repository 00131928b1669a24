"""What people answered to the reminders of a report's occurrences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from obligations.engine.run import show
from obligations.models import Acknowledgement, Snooze


@dataclass(frozen=True, slots=True)
class Answered:
    """That somebody acknowledged a reminder, or put it off: on which day, of which date."""

    day: date
    target: date
    person: str
    says: str


def answers_by(occurrences: Collection[int], as_at: date) -> dict[int, list[Answered]]:
    """By occurrence, in the order of days, what was said by a day: two queries."""
    found: dict[int, list[Answered]] = defaultdict(list)
    scope = {"occurrence__in": occurrences, "made_date__lte": as_at}
    for row in Acknowledgement.objects.filter(**scope).select_related("person").order_by("pk"):
        late = " after its date" if row.is_late else ""
        says = f"acknowledged{late}, {row.how_in_words}{f': {row.note}' if row.note else ''}"
        found[row.occurrence_id].append(
            Answered(row.made_date, row.due_date, str(row.person), says)
        )
    for put_off in Snooze.objects.filter(**scope).select_related("person").order_by("pk"):
        says = f"put it off to {show(put_off.until)}, {put_off.how_in_words}"
        one = Answered(put_off.made_date, put_off.due_date, str(put_off.person), says)
        found[put_off.occurrence_id].append(one)
    for rows in found.values():
        rows.sort(key=lambda one: one.day)
    return found
