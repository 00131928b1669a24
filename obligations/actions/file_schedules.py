"""The schedules of an agreement file, brought to the rows."""

from __future__ import annotations

from typing import Any

from agreements.models import Agreement
from obligations.actions.schedules import TextSays, write_schedule
from obligations.agreement_file.schedules import cells_of
from obligations.agreement_file.schema import AgreementFile
from obligations.agreement_file.schema_schedules import FromTableEntry, ScheduleEntry
from obligations.models import Schedule
from obligations.policies import NotNow


def write_schedules(agreement: Agreement, file: AgreementFile) -> None:
    """Brings schedules, texts and rows to what the file says."""
    there = {row.name.casefold(): row for row in Schedule.objects.filter(agreement=agreement)}
    for position, entry in enumerate(file.schedules):
        row = there.get(entry.name.casefold()) or Schedule(agreement=agreement)
        row.name, row.section, row.about = entry.name, entry.section, entry.about
        row.columns = [{"name": c.name, "kind": c.kind or "text"} for c in entry.columns]
        row.identified_by, row.position = list(entry.identified_by), position
        write_schedule(row=row, texts=_texts(entry))


def _texts(entry: ScheduleEntry) -> list[TextSays]:
    return [
        TextSays(
            name=text.name,
            counts=text.counts,
            note=text.note,
            rows=tuple(tuple(cells_of(row)) for row in text.rows),
        )
        for text in entry.texts
    ]


def remove_schedules(agreement: Agreement, file: AgreementFile) -> None:
    """Takes out what the file no longer has, once no key date takes its dates from it."""
    wanted = {entry.name.casefold() for entry in file.schedules}
    for row in Schedule.objects.filter(agreement=agreement):
        if row.name.casefold() not in wanted:
            if row.key_dates.exists():
                raise NotNow(f"A key date takes its dates from “{row.name}”; change that first.")
            row.delete()


def table_values(agreement: Agreement, table: FromTableEntry | None) -> dict[str, Any]:
    """The fields of a key date that say where it takes its dates from."""
    if table is None:
        return {"schedule": None, "selection": {}}
    selection = {
        "date_column": table.date_column,
        "later_column": table.later_column,
        "where": [{"column": w.column, "values": list(w.values)} for w in table.where],
    }
    schedule = Schedule.objects.get(agreement=agreement, name__iexact=table.schedule)
    return {"schedule": schedule, "selection": selection}
