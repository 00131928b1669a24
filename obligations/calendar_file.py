"""A list of closures as a CSV file: what people send one another, read strictly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from obligations.engine.calendars import DayChange
from obligations.engine.errors import EngineError

HEAD = ("date", "state", "name", "source")
NEEDED = ("date", "name", "source")
MOST_BYTES = 1_000_000
MOST_PROBLEMS = 10
STATES = {"": False, "closed": False, "open": True}

# What a file begins with that is something else than text.
_OTHERS = {
    b"PK\x03\x04": "an Excel workbook or another zipped file; save it as CSV",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as CSV",
    b"%PDF": "a PDF; the list is needed as CSV",
    b"BEGIN:VCALENDAR": "an iCalendar file; the list is needed as CSV",
}


class NotAList(EngineError):
    """A file that is no list of closures; `str()` says why, row by row, and what to do."""


def read_days(data: bytes) -> list[DayChange]:
    """The days of a CSV file with the columns date, name and source; state may say open or closed.

    Dates are written as 2026-03-16 or 16 Mar 2026. Raises NotAList.
    """
    rows = list(csv.reader(io.StringIO(_text(data)), delimiter=_delimiter(_text(data))))
    if not rows:
        raise NotAList("The file is empty. Its first line names the columns: date,name,source.")
    columns = [cell.strip().lower() for cell in rows[0]]
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise NotAList(
            f"The first line of the file does not name the column{'s' * bool(missing[1:])}"
            f" {', '.join(missing)}. It is to read: date,name,source (and state, where a day is"
            " to be open)."
        )
    return _days(columns, rows[1:])


def _days(columns: list[str], rows: Iterable[list[str]]) -> list[DayChange]:
    found: dict[date, DayChange] = {}
    problems = []
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            change = _day(dict(zip(columns, cells, strict=False)))
            if change.day in found:
                raise NotAList(f"{change.day:%d %b %Y} stands in the file twice.")
            found[change.day] = change
        except NotAList as error:
            problems.append(f"Line {number}: {error}")
    if problems:
        more = len(problems) - MOST_PROBLEMS
        rest = [f"And {more} more."] if more > 0 else []
        raise NotAList(" ".join([*problems[:MOST_PROBLEMS], *rest]))
    if not found:
        raise NotAList("The file names its columns and lists no day.")
    return list(found.values())


def _day(row: dict[str, str]) -> DayChange:
    said = {name: (row.get(name) or "").strip() for name in HEAD}
    if said["state"].lower() not in STATES:
        raise NotAList(f"a day is open or closed, not “{said['state'][:40]}”.")
    for name, longest in (("name", 120), ("source", 400)):
        if not said[name]:
            raise NotAList(f"the {name} is missing.")
        if len(said[name]) > longest:
            raise NotAList(f"the {name} is longer than {longest} characters.")
    return DayChange(
        _date(said["date"]), STATES[said["state"].lower()], said["name"], said["source"]
    )


def _date(text: str) -> date:
    for form in ("%Y-%m-%d", "%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise NotAList(f"“{text[:40]}” is no day; write it as 2026-03-16 or 16 Mar 2026.")


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise NotAList("The file is too large for a list of closures: 1 MB is the most.")
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise NotAList(f"This is {what}, with the columns date, name and source.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAList("The file is no text in UTF-8; save it as CSV in UTF-8.") from error
    if "\0" in text:
        raise NotAList("The file is no text; save it as CSV in UTF-8.")
    return text


def _delimiter(text: str) -> str:
    """Spreadsheets in many countries write semicolons."""
    head = text.partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","
