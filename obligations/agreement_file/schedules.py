"""Schedules of a file: their normal form, what is wrong with them, and values for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from obligations.agreement_file.schema import AgreementFile, KeyDateEntry
from obligations.agreement_file.schema_schedules import (
    FromTableEntry,
    ScheduleEntry,
    ScheduleTextEntry,
)
from obligations.engine.errors import EngineError
from obligations.engine.names import fold
from obligations.engine.tables import (
    TEXT,
    Column,
    Selection,
    Where,
    check_columns,
    check_selection,
    checked_row,
    named,
)

BETWEEN = "|"

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]


def columns_of(entry: ScheduleEntry) -> tuple[Column, ...]:
    """The columns of a schedule, as the engine has them."""
    return tuple(Column(c.name, c.kind or TEXT) for c in entry.columns)


def cells_of(row: str) -> list[str]:
    """The cells of a written row."""
    return [cell.strip() for cell in row.split(BETWEEN)]


def written_row(cells: Sequence[str]) -> str:
    """Cells as a row of a file; idle last ones are left out."""
    return f" {BETWEEN} ".join(cells).rstrip(f" {BETWEEN}")


def selection_of(entry: FromTableEntry) -> Selection:
    """Which rows a set takes, as the engine has it."""
    return Selection(
        entry.date_column,
        entry.later_column,
        tuple(Where(w.column, w.values) for w in entry.where),
    )


# One form


def normal_schedules(file: AgreementFile) -> tuple[ScheduleEntry, ...]:
    """The schedules in the one form that can be compared."""
    return tuple(_normal(entry) for entry in file.schedules)


def _normal(entry: ScheduleEntry) -> ScheduleEntry:
    columns = columns_of(entry)
    only = len(entry.texts) == 1
    return replace(
        entry,
        columns=tuple(replace(c, kind=c.kind or TEXT) for c in entry.columns),
        identified_by=tuple(named(columns, name).name for name in entry.identified_by),
        texts=tuple(
            replace(text, counts=text.counts or only, rows=_normal_rows(text, columns))
            for text in entry.texts
        ),
    )


def _normal_rows(text: ScheduleTextEntry, columns: Sequence[Column]) -> tuple[str, ...]:
    rows = (checked_row(columns, cells_of(row)) for row in text.rows)
    return tuple(written_row(list(row.values())) for row in rows)


def normal_set(entry: KeyDateEntry, schedules: Sequence[ScheduleEntry]) -> KeyDateEntry:
    """A key date whose table and columns are named as they are declared."""
    if entry.table is None:
        return entry
    schedule = next(s for s in schedules if fold(s.name) == fold(entry.table.schedule))
    columns = columns_of(schedule)

    def declared(name: str) -> str:
        return named(columns, name).name if name else ""

    table = replace(
        entry.table,
        schedule=schedule.name,
        date_column=declared(entry.table.date_column),
        later_column=declared(entry.table.later_column),
        where=tuple(replace(w, column=declared(w.column)) for w in entry.table.where),
    )
    return replace(entry, table=table)


# What is wrong


def check_schedules(file: AgreementFile, fail: Fail) -> None:
    """Every problem of the schedules, and of the sets that take their dates from them."""
    seen: dict[str, ScheduleEntry] = {}
    for entry in file.schedules:
        if fold(entry.name) in seen:
            fail(entry, "name", f"There are two schedules called “{entry.name}”.")
        seen[fold(entry.name)] = entry
        _check_one(entry, fail)
    for key_date in file.key_dates:
        if key_date.table is not None:
            _check_set(key_date, key_date.table, seen, fail)


def _check_one(entry: ScheduleEntry, fail: Fail) -> None:
    columns = columns_of(entry)
    try:
        check_columns(columns, entry.identified_by)
    except EngineError as error:
        fail(entry, "columns", str(error))
        return
    for text in entry.texts:
        _check_rows(text, columns, fail)
    counting = [text for text in entry.texts if text.counts]
    if len(counting) > 1:
        fail(counting[1], "counts", "One text of a schedule counts; another does already.")
    if not counting and len(entry.texts) > 1:
        fail(entry, "texts", f"Say which text of “{entry.name}” counts, with “counts: yes”.")


def _check_rows(text: ScheduleTextEntry, columns: Sequence[Column], fail: Fail) -> None:
    for number, row in enumerate(text.rows, 1):
        try:
            checked_row(columns, cells_of(row))
        except EngineError as error:
            fail(text, "rows", f"Row {number} of “{text.name}”: {error}")


def _check_set(
    key_date: KeyDateEntry, table: FromTableEntry, there: dict[str, ScheduleEntry], fail: Fail
) -> None:
    if key_date.kind != "set":
        fail(key_date, "table", f"Only a set takes its dates from a table, not “{key_date.name}”.")
        return
    if key_date.dates:
        fail(key_date, "dates", f"“{key_date.name}” has a table or dates of its own, not both.")
    schedule = there.get(fold(table.schedule))
    if schedule is None:
        names = ", ".join(f"“{s.name}”" for s in there.values()) or "none"
        fail(table, "schedule", f"There is no schedule “{table.schedule}”; there is {names}.")
        return
    try:
        check_selection(columns_of(schedule), selection_of(table))
    except EngineError as error:
        fail(table, "date_column", str(error))
