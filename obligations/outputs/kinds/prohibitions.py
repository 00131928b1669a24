"""Prohibitions in force: what must not be done on the day, until when, and what is left free."""

from __future__ import annotations

from dataclasses import replace

from obligations.outputs.kinds import of_lines as of
from obligations.outputs.kinds.kind import Column, list_kind
from obligations.queries.report_prohibitions import prohibitions


def _of_entry(column: Column) -> Column:
    return replace(column, value=lambda row: column.value(row.entry))


KIND = list_kind(
    "prohibitions",
    "What must not be done on the day, until when, and what each prohibition leaves free.",
    read=prohibitions,
    columns=(
        *map(_of_entry, (*of.WHERE, of.STATUS, of.FIRST, of.LAST)),
        Column("First free day", lambda row: row.entry.first_free),
        Column("Leaves free", lambda row: "; ".join(row.free), 44, True),
        *map(_of_entry, (*of.WHO, of.CERTAINTY, of.ADDRESS)),
    ),
    template="reports/kinds/prohibitions.html",
)
