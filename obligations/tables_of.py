"""Stored schedules as the engine's tables: columns, rows and selections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from obligations.engine.tables import Column, Row, Selection, Where, dates
from obligations.engine.values import Dates
from obligations.models import KeyDate, Schedule, ScheduleRow


def columns_of(schedule: Schedule) -> tuple[Column, ...]:
    """The columns of a schedule."""
    return tuple(Column(column["name"], column["kind"]) for column in schedule.columns)


def selection_of(data: Mapping[str, Any]) -> Selection:
    """A key date's selection from what is stored of it."""
    return Selection(
        data["date_column"],
        data.get("later_column", ""),
        tuple(Where(w["column"], tuple(w["values"])) for w in data.get("where", ())),
    )


def rows_by_text(schedule: Schedule) -> dict[int, list[Row]]:
    """The rows of each text, the text that counts first. One query."""
    found: dict[int, list[Row]] = {}
    rows = ScheduleRow.objects.filter(text__schedule=schedule)
    ordered = rows.order_by("-text__counts", "text__position", "text_id", "position", "id")
    for text, cells in ordered.values_list("text_id", "cells"):
        found.setdefault(text, []).append(cells)
    return found


def dates_of(key_date: KeyDate) -> Dates:
    """The dates that a set takes from its table, with those of the first other text beside them.

    Empty where no text counts.
    """
    schedule = key_date.schedule
    assert schedule is not None
    counting = schedule.texts.filter(counts=True).values_list("pk", flat=True).first()
    texts = rows_by_text(schedule)
    selection = selection_of(key_date.selection)
    names = schedule.identified_by
    counted = dates(texts.get(counting or 0, ()), selection, names)
    others = [rows for text, rows in texts.items() if text != counting]
    other = dates(others[0], selection, names) if others else None
    return Dates(counted.days, counted.labels, other)
