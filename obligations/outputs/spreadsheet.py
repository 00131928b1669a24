"""Lines of the register as cells of a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings

from obligations.engine.present import iso
from obligations.queries.lines import NO_DATE, Line

HEAD = (
    "Agreement",
    "Section",
    "Reference",
    "Key",
    "Title",
    "Kind",
    "Status",
    "Opens",
    "First day",
    "Due",
    "Last day",
    "Safe by",
    "At",
    "Days from today",
    "Awaiting",
    "Obligor",
    "Obligee",
    "Who answers",
    "Amount",
    "Certainty",
    "Confirmed",
    "Cautions",
    "Address",
)

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
_FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def quoted(value: object) -> str:
    """A cell's text, with an apostrophe before what would be taken for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def values(line: Line, today: date) -> tuple[str | int | date | datetime | None, ...]:
    """What a line has in each column of HEAD, as it is: dates, instants, numbers and texts."""
    days = (line.sort_date - today).days if line.sort_date != NO_DATE else None
    return (
        line.agreement,
        line.section,
        line.ref,
        line.turn,
        line.title,
        line.kind,
        line.status,
        line.opens,
        line.start,
        line.due,
        line.last,
        line.extended_to or line.act_by,
        line.at,
        days,
        "; ".join(line.awaiting),
        line.obligor,
        line.obligee,
        line.responsible,
        line.amount,
        line.certainty,
        "yes" if line.confirmed else "no",
        line.cautions,
        f"{settings.LONGSTOP_BASE_URL}{line.path}",
    )


def cells(line: Line, today: date) -> list[str]:
    """A line's cells in the order of HEAD. Dates are ISO 8601; numbers of days may be negative."""
    return [text_of(value) for value in values(line, today)]


def text_of(value: object) -> str:
    """A value as a cell of a CSV file: dates and instants as ISO 8601, texts guarded."""
    if isinstance(value, date):
        return iso(value) or ""
    return str(value) if isinstance(value, int) else quoted(value)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as the text of a CSV file, with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows(rows)
    return buffer.getvalue()
