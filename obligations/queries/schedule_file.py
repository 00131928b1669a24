"""The schedules of an agreement as its file says them."""

from __future__ import annotations

from django.db.models import Prefetch

from agreements.models import Agreement
from obligations.agreement_file.schedules import written_row
from obligations.agreement_file.schema_schedules import (
    ColumnEntry,
    FromTableEntry,
    ScheduleEntry,
    ScheduleTextEntry,
    WhereEntry,
)
from obligations.models import KeyDate, Schedule, ScheduleRow, ScheduleText


def schedules_of(agreement: Agreement) -> tuple[ScheduleEntry, ...]:
    """All schedules, in the agreement's order. Three queries."""
    rows = Prefetch("rows", ScheduleRow.objects.order_by("position", "id"))
    texts = ScheduleText.objects.order_by("position", "id").prefetch_related(rows)
    found = Schedule.objects.filter(agreement=agreement).order_by("position", "id")
    return tuple(_entry(row) for row in found.prefetch_related(Prefetch("texts", texts)))


def _entry(row: Schedule) -> ScheduleEntry:
    names = [column["name"] for column in row.columns]
    return ScheduleEntry(
        name=row.name,
        section=row.section,
        about=row.about,
        columns=tuple(ColumnEntry(**column) for column in row.columns),
        identified_by=tuple(row.identified_by),
        texts=tuple(
            ScheduleTextEntry(
                name=text.name,
                counts=text.counts,
                note=text.note,
                rows=tuple(
                    written_row([r.cells.get(name, "") for name in names]) for r in text.rows.all()
                ),
            )
            for text in row.texts.all()
        ),
    )


def table_of(row: KeyDate) -> FromTableEntry | None:
    """Where a set takes its dates from, None where it has its own."""
    if row.schedule is None:
        return None
    return FromTableEntry(
        schedule=row.schedule.name,
        date_column=row.selection["date_column"],
        later_column=row.selection.get("later_column", ""),
        where=tuple(
            WhereEntry(column=w["column"], values=tuple(w["values"]))
            for w in row.selection.get("where", ())
        ),
    )
