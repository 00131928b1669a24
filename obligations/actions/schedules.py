"""Schedules: their rows and texts changed, and the sets of dates that follow them.

A set that takes its dates from a table has them stored, as a set with dates of its own has, so
that every page and report reads both alike. Whatever changes the table stores them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from agreements.audit import recording
from agreements.models import User
from obligations.actions import entering
from obligations.actions.recompute import Changes, recompute
from obligations.actions.rule_checks import check_agreement
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.engine.tables import Column, check_columns, check_selection, checked_row, named
from obligations.models import KeyDate, Schedule, ScheduleRow, ScheduleText, SetDate
from obligations.permissions import check_user_can_enter
from obligations.tables_of import columns_of, dates_of, selection_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSays:
    """One text of a schedule: its name, whether it counts, and its rows' cells in order."""

    name: str
    counts: bool = False
    note: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def save_schedule(
    *, row: Schedule, texts: Sequence[TextSays], by: User, reason: str = ""
) -> Changes:
    """Saves a schedule with all its texts, and works out again what hangs on it.

    Raises EngineError or ValidationError for what is no table, RuleError where a set can no
    longer take its dates from it, NotAllowed; then nothing is written.
    """
    check_user_can_enter(by, row.agreement)
    because = reason or entering.entered(row)
    with recording(by=by, action="enter a schedule", reason=because):
        write_schedule(row=row, texts=texts)
        return follow(schedule=row, by=by, because=because)


def write_schedule(*, row: Schedule, texts: Sequence[TextSays]) -> None:
    """Writes a schedule inside an action that follows it afterwards."""
    check_columns(columns_of(row), row.identified_by)
    row.full_clean()
    row.save()
    there = {text.name.casefold(): text for text in row.texts.all()}
    wanted = {says.name.casefold() for says in texts}
    if len(wanted) < len(texts):
        raise ValidationError("Each text of a schedule needs a name of its own.")
    ScheduleText.objects.filter(schedule=row, counts=True).update(counts=False)
    for position, says in enumerate(texts):
        text = there.get(says.name.casefold()) or ScheduleText(schedule=row)
        text.name, text.note, text.position = says.name, says.note, position
        text.counts = says.counts or len(texts) == 1
        text.full_clean()
        text.save()
        _write_rows(text, says.rows)
    for name, text in there.items():
        if name not in wanted:
            text.delete()


def _write_rows(text: ScheduleText, rows: Iterable[Sequence[str]]) -> None:
    columns = columns_of(text.schedule)
    wanted = [_checked(columns, cells, number) for number, cells in enumerate(rows, 1)]
    stored = list(ScheduleRow.objects.filter(text=text).order_by("position", "id"))
    if [row.cells for row in stored] == wanted:
        return
    for position, cells in enumerate(wanted):
        row = stored[position] if position < len(stored) else ScheduleRow(text=text)
        if row.pk is None or row.cells != cells or row.position != position:
            row.cells, row.position = cells, position
            row.save()
    for row in stored[len(wanted) :]:
        row.delete()


def _checked(columns: Any, cells: Sequence[str], number: int) -> dict[str, str]:
    try:
        return checked_row(columns, cells)
    except EngineError as error:
        raise EngineError(f"Row {number}: {error}") from None


def change_row(*, row: ScheduleRow, cells: Mapping[str, str], by: User, reason: str) -> Changes:
    """Changes cells of a row, such as the day to which a patent was extended."""
    schedule = row.text.schedule
    check_user_can_enter(by, schedule.agreement)
    with recording(by=by, action="change a row", reason=reason):
        merged = {**row.cells, **cells}
        columns = columns_of(schedule)
        row.cells = checked_row(columns, [merged.get(c.name, "") for c in columns])
        row.save()
        return follow(schedule=schedule, by=by, because=f"{schedule.name}: {reason}")


def add_row(*, text: ScheduleText, cells: Mapping[str, str], by: User, reason: str) -> Changes:
    """Adds a row at the end of a text."""
    schedule = text.schedule
    check_user_can_enter(by, schedule.agreement)
    with recording(by=by, action="add a row", reason=reason):
        columns = columns_of(schedule)
        checked = checked_row(columns, [cells.get(c.name, "") for c in columns])
        ScheduleRow.objects.create(text=text, cells=checked, position=text.rows.count())
        return follow(schedule=schedule, by=by, because=f"{schedule.name}: {reason}")


def remove_row(*, row: ScheduleRow, by: User, reason: str) -> Changes:
    """Takes a row out; the history keeps it."""
    schedule = row.text.schedule
    check_user_can_enter(by, schedule.agreement)
    with recording(by=by, action="remove a row", reason=reason):
        row.delete()
        return follow(schedule=schedule, by=by, because=f"{schedule.name}: {reason}")


def count_text(*, text: ScheduleText, by: User, reason: str) -> Changes:
    """Has another text of the schedule count from now on."""
    schedule = text.schedule
    check_user_can_enter(by, schedule.agreement)
    with recording(by=by, action="choose the text that counts", reason=reason):
        ScheduleText.objects.filter(schedule=schedule, counts=True).update(counts=False)
        text.counts = True
        text.save()
        return follow(schedule=schedule, by=by, because=f"{text} counts: {reason}")


def take_from_table(
    *, key_date: KeyDate, schedule: Schedule, selection: dict[str, Any], by: User, reason: str
) -> Changes:
    """Has a set take its dates from the rows of a table; dates of its own go."""
    check_user_can_enter(by, key_date.agreement)
    if schedule.agreement_id != key_date.agreement_id:
        raise EngineError("A set takes its dates from a schedule of its own agreement.")
    with recording(by=by, action="take dates from a schedule", reason=reason):
        chosen = selection_of(selection)
        columns = columns_of(schedule)
        check_selection(columns, chosen)
        key_date.schedule, key_date.selection = schedule, _as_declared(columns, selection)
        key_date.full_clean()
        key_date.save()
        return follow(schedule=schedule, by=by, because=f"[{key_date.name}]: {reason}")


def _as_declared(columns: Sequence[Column], selection: dict[str, Any]) -> dict[str, Any]:
    """A selection whose columns are written as the table has them."""
    later = selection["later_column"]
    return {
        "date_column": named(columns, selection["date_column"]).name,
        "later_column": named(columns, later).name if later else "",
        "where": [{**w, "column": named(columns, w["column"]).name} for w in selection["where"]],
    }


def follow(*, schedule: Schedule, by: User, because: str) -> Changes:
    """Stores the dates of every set that takes them from a schedule, and works out the rest."""
    sets = list(KeyDate.objects.filter(schedule=schedule).select_related("schedule"))
    for key_date in sets:
        take_dates(key_date)
    if not sets:
        return Changes()
    check_agreement(schedule.agreement)
    return recompute(
        schedule.agreement,
        by=by,
        because=because,
        now=business_now(),
        names=[key_date.name for key_date in sets],
    )


def take_dates(key_date: KeyDate) -> None:
    """Stores the dates of a set as its table gives them. Raises EngineError where it cannot."""
    assert key_date.schedule is not None
    check_selection(columns_of(key_date.schedule), selection_of(key_date.selection))
    found = dates_of(key_date)
    wanted = list(zip(found.days, found.labels, strict=True))
    for row in SetDate.objects.filter(key_date=key_date).order_by("id"):
        place = (row.day, row.label)
        if place in wanted:
            wanted.remove(place)
        else:
            row.delete()
    for day, label in wanted:
        SetDate.objects.create(key_date=key_date, day=day, label=label[:200])
