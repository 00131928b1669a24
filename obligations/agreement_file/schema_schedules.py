"""What an agreement file says of its schedules: tables, their texts, and which rows are dates."""

from __future__ import annotations

from dataclasses import dataclass

from obligations.agreement_file.entries import entry
from obligations.engine.tables import COLUMN_KINDS


@dataclass(frozen=True, kw_only=True)
class ColumnEntry:
    """A column: its name, and what its cells are (text, where nothing is said)."""

    name: str = entry("name", required=True, longest=120)
    kind: str = entry("kind", "choice", choices=COLUMN_KINDS)


@dataclass(frozen=True, kw_only=True)
class ScheduleTextEntry:
    """One text of a schedule. A row is its cells in the order of the columns, between “|”."""

    name: str = entry("name", required=True, longest=120)
    counts: bool = entry("counts", "flag")
    note: str = entry("note", "prose")
    rows: tuple[str, ...] = entry("rows", "texts")


@dataclass(frozen=True, kw_only=True)
class ScheduleEntry:
    """A table of the agreement, in one or more texts."""

    name: str = entry("name", required=True, longest=120)
    section: str = entry("section", longest=120)
    about: str = entry("about", "prose")
    columns: tuple[ColumnEntry, ...] = entry("columns", "items", item=ColumnEntry, required=True)
    identified_by: tuple[str, ...] = entry("identified by", "texts", required=True)
    texts: tuple[ScheduleTextEntry, ...] = entry(
        "texts", "items", item=ScheduleTextEntry, required=True
    )


@dataclass(frozen=True, kw_only=True)
class WhereEntry:
    """A condition on the rows of a table: the cell is one of these."""

    column: str = entry("column", required=True, longest=120)
    values: tuple[str, ...] = entry("is", "texts", required=True)


@dataclass(frozen=True, kw_only=True)
class FromTableEntry:
    """Where a set takes its dates from: which schedule, which column, and of which rows.

    Where the later column is filled, it counts instead.
    """

    schedule: str = entry("schedule", required=True, longest=120)
    date_column: str = entry("date column", required=True, longest=120)
    later_column: str = entry("later column", longest=120)
    where: tuple[WhereEntry, ...] = entry("where", "items", item=WhereEntry)
