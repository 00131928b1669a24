"""The versions of a calendar, what differs between them, and the drafts of the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.calendars_in_force import definition_of, in_force
from obligations.engine.calendars import SHIPPED, CalendarDefinition, Holiday, amended, calendar
from obligations.engine.calendars.definition import WEEKDAYS, written
from obligations.models import CalendarDay, CalendarVersion
from obligations.queries.calendars import as_kept

State = CalendarVersion.State


@dataclass(frozen=True, slots=True)
class DayDifference:
    """A day that one version treats otherwise than the one before: what it becomes, and why."""

    day: date
    becomes: str
    name: str
    basis: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a version changes: its days, and sentences about the rest."""

    days: tuple[DayDifference, ...]
    frame: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.days and not self.frame


@dataclass(frozen=True, slots=True)
class VersionLine:
    """An applied version with what it changed; `row` is None for the calendar as it ships."""

    label: str
    number: int
    row: CalendarVersion | None
    difference: Difference | None
    is_current: bool


def version_lines(name: str) -> list[VersionLine]:
    """The versions of a single calendar, the latest first."""
    rows = CalendarVersion.objects.filter(calendar__name=name, state=State.APPLIED)
    rows = rows.select_related("calendar", "applied_by").prefetch_related("days")
    found: list[VersionLine] = []
    before: CalendarDefinition | None = None
    if name in SHIPPED:
        before = calendar(name).members[0]
        found.append(VersionLine(before.version, 0, None, None, False))
    for row in rows.order_by("number"):
        kept = as_kept(row)
        difference = difference_between(before, kept, list(row.days.all()))
        found.append(VersionLine(row.label, row.number or 0, row, difference, False))
        before = kept
    if found:
        last = found[-1]
        found[-1] = VersionLine(last.label, last.number, last.row, last.difference, True)
    return found[::-1]


def drafts_of(name: str) -> list[CalendarVersion]:
    """The drafts of a calendar, the oldest first."""
    rows = CalendarVersion.objects.filter(calendar__name=name, state=State.DRAFT)
    return list(rows.select_related("calendar", "made_by").order_by("pk"))


def draft_with_id(pk: int) -> CalendarVersion:
    """A version by its row, whatever its state. Raises CalendarVersion.DoesNotExist."""
    rows = CalendarVersion.objects.select_related(
        "calendar", "made_by", "applied_by", "based_on", "based_on__applied_by"
    )
    return rows.get(pk=pk)


def what_a_draft_changes(draft: CalendarVersion) -> Difference:
    """What applying a draft changes about the calendar in force; all of it for a new one."""
    name, calendars = draft.calendar.name, in_force()
    before = calendars.of(name).members[0] if name in calendars.ids else None
    if before is None and draft.upon:
        before = amended(calendars.of(draft.upon), (), id=name, version="")
    return difference_between(before, definition_of(draft), list(draft.days.all()))


def difference_between(
    old: CalendarDefinition | None, new: CalendarDefinition, changes: list[CalendarDay]
) -> Difference:
    """What is other in `new`; `changes` give the reasons, and what opened days are called."""
    reasons = {row.day: row for row in changes}
    before = old.by_day if old else {}
    days = [
        _difference(day, before.get(day), new.by_day.get(day), reasons.get(day))
        for day in sorted({*before, *new.by_day})
        if before.get(day) != new.by_day.get(day)
    ]
    return Difference(tuple(days), tuple(_frame(old, new)) if old else ())


def _difference(
    day: date, old: Holiday | None, new: Holiday | None, change: CalendarDay | None
) -> DayDifference:
    reason = change.reason if change else ""
    if new is not None:
        becomes = "closed" if old is None else "named otherwise"
        return DayDifference(day, becomes, new.name, new.basis, reason)
    assert old is not None
    name, basis = (change.name, change.basis) if change else (old.name, old.basis)
    return DayDifference(day, "open", name, basis, reason)


def _frame(old: CalendarDefinition, new: CalendarDefinition) -> list[str]:
    found = []
    for what in ("title", "source"):
        before, after = getattr(old, what), getattr(new, what)
        if before != after:
            found.append(f"The {what} becomes “{after}”; it was “{before}”.")
    if (old.first, old.last) != (new.first, new.last):
        found.append(
            f"It is verified from {written(new.first)} to {written(new.last)}; it was from"
            f" {written(old.first)} to {written(old.last)}."
        )
    if old.weekend != new.weekend:
        found.append(f"Always closed are {_weekend(new)}; it was {_weekend(old)}.")
    return found


def _weekend(one: CalendarDefinition) -> str:
    return ", ".join(WEEKDAYS[day] for day in sorted(one.weekend)) or "no weekdays"
