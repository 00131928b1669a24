"""Schedules as their pages show them: texts, which rows count for which dates, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.agreement_file.schedules import written_row
from obligations.engine.tables import DATE, TEXT, Differing, Row, compare, undated
from obligations.models import KeyDate, Schedule, ScheduleRow, ScheduleText
from obligations.tables_of import columns_of, selection_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown; `day` for a date."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row: its cells, the sets that take a date from it, and those that it decides."""

    row: ScheduleRow
    cells: tuple[Cell, ...]
    counts_for: tuple[str, ...]
    decides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A set that takes its dates from the table: its last date, and rows that lack one."""

    key_date: KeyDate
    count: int
    last: date | None
    decided_by: tuple[str, ...]
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduleDetail:
    """All that a schedule's page shows. `rows` are those of the text that is looked at."""

    schedule: Schedule
    texts: tuple[ScheduleText, ...]
    text: ScheduleText | None
    rows: tuple[RowLine, ...]
    sets: tuple[SetLine, ...]
    other: ScheduleText | None
    differing: tuple[Differing, ...]


def schedule_of(user: User, pk: int) -> Schedule:
    """A schedule of an agreement that the user may see. Raises Schedule.DoesNotExist."""
    rows = Schedule.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement__conventions", "agreement__owner").get(pk=pk)


def row_of(user: User, pk: int) -> ScheduleRow:
    """A row of such a schedule. Raises ScheduleRow.DoesNotExist."""
    rows = ScheduleRow.objects.filter(text__schedule__agreement__in=visible_agreements(user))
    return rows.select_related("text__schedule__agreement").get(pk=pk)


def text_of(user: User, pk: int) -> ScheduleText:
    """A text of such a schedule. Raises ScheduleText.DoesNotExist."""
    rows = ScheduleText.objects.filter(schedule__agreement__in=visible_agreements(user))
    return rows.select_related("schedule__agreement").get(pk=pk)


def schedule_details(agreement: Agreement) -> list[ScheduleDetail]:
    """Every schedule of an agreement, by the text that counts."""
    rows = Schedule.objects.filter(agreement=agreement).order_by("position", "id")
    return [schedule_detail(row) for row in rows]


def schedule_detail(schedule: Schedule, text: ScheduleText | None = None) -> ScheduleDetail:
    """A schedule by one of its texts (the one that counts where none is named)."""
    texts = tuple(schedule.texts.order_by("-counts", "position", "id"))
    shown = text or (texts[0] if texts else None)
    rows = list(_rows(shown)) if shown else []
    sets = list(KeyDate.objects.filter(schedule=schedule).order_by("position", "id"))
    # Of the others, the one that counts is what a text is held against; else the next.
    other = next((t for t in texts if shown is not None and t.pk != shown.pk), None)
    columns = columns_of(schedule)
    differing: list[Differing] = []
    if shown is not None and other is not None:
        theirs = [row.cells for row in _rows(other)]
        differing = compare([r.cells for r in rows], theirs, columns, schedule.identified_by)
    return ScheduleDetail(
        schedule,
        texts,
        shown,
        tuple(_row_lines(schedule, rows, sets)),
        tuple(_set_line(key_date, schedule, rows) for key_date in sets),
        other,
        tuple(differing),
    )


def _rows(text: ScheduleText) -> list[ScheduleRow]:
    return list(ScheduleRow.objects.filter(text=text).order_by("position", "id"))


def _row_lines(schedule: Schedule, rows: list[ScheduleRow], sets: list[KeyDate]) -> list[RowLine]:
    columns = columns_of(schedule)
    last = {key_date.pk: _last(key_date, rows) for key_date in sets}
    found = []
    for row in rows:
        days = {key_date.pk: _day(key_date, row.cells) for key_date in sets}
        counting = [k for k in sets if days[k.pk] is not None]
        found.append(
            RowLine(
                row,
                tuple(_cell(row.cells.get(c.name, ""), c.kind) for c in columns),
                tuple(k.name for k in counting),
                tuple(k.name for k in counting if days[k.pk] == last[k.pk]),
            )
        )
    return found


def _cell(text: str, kind: str) -> Cell:
    return Cell(text, date.fromisoformat(text) if kind == DATE and text else None)


def _day(key_date: KeyDate, row: Row) -> date | None:
    selection = selection_of(key_date.selection)
    return selection.day(row) if selection.chooses(row) else None


def _last(key_date: KeyDate, rows: list[ScheduleRow]) -> date | None:
    return max((d for row in rows if (d := _day(key_date, row.cells)) is not None), default=None)


def _set_line(key_date: KeyDate, schedule: Schedule, rows: list[ScheduleRow]) -> SetLine:
    days = [(row, d) for row in rows if (d := _day(key_date, row.cells)) is not None]
    last = max((d for _, d in days), default=None)
    names = schedule.identified_by
    deciding = [
        ", ".join(c for n in names if (c := row.cells.get(n, ""))) for row, d in days if d == last
    ]
    lacking = undated([row.cells for row in rows], selection_of(key_date.selection), names)
    return SetLine(key_date, len(days), last, tuple(deciding), tuple(lacking))


# As a form has them


def as_typed(schedule: Schedule) -> dict[str, str]:
    """A schedule as it is typed into a form."""
    columns = [c.name if c.kind == TEXT else f"{c.name}: {c.kind}" for c in columns_of(schedule)]
    return {
        "name": schedule.name,
        "section": schedule.section,
        "about": schedule.about,
        "columns": "\n".join(columns),
        "identified_by": ", ".join(schedule.identified_by),
    }


def texts_as_typed(schedule: Schedule) -> list[dict[str, str]]:
    """Its texts, each with its rows as lines."""
    names = [column.name for column in columns_of(schedule)]
    return [
        {
            "name": text.name,
            "note": text.note,
            "counts": "yes" if text.counts else "",
            "rows": "\n".join(
                written_row([row.cells.get(name, "") for name in names]) for row in _rows(text)
            ),
        }
        for text in schedule.texts.order_by("position", "id")
    ]


def selection_as_typed(key_date: KeyDate) -> dict[str, str]:
    """Which rows a set takes, as it is typed into a form; empty for one with its own dates."""
    if key_date.schedule_id is None:
        return {}
    selection = selection_of(key_date.selection)
    return {
        "date_column": selection.date_column,
        "later_column": selection.later_column,
        "where": "\n".join(f"{w.column}: {'; '.join(w.values)}" for w in selection.where),
    }
