"""The formats of a report: the same rows as pages, as a workbook and as a table of text."""

from __future__ import annotations

import csv
import hashlib
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from obligations.engine.run import show
from obligations.outputs.kinds.kind import Kind, Wished, table
from obligations.outputs.pdf import Progress
from obligations.outputs.record import Record, record_of
from obligations.outputs.report_words import stamp
from obligations.outputs.spreadsheet import text_of
from obligations.outputs.workbook import CONTENT_TYPE, Column, Sheet, Value, workbook


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file with its SHA-256; pages and memory where the format has them.

    `record` has the hashes of its data, and `made_as` says as what a PDF was made.
    """

    content: bytes
    sha256: str
    pages: int | None
    seconds: float
    peak_mb: int
    record: Record
    made_as: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its media type, what it is for, and how one is made."""

    name: str
    content_type: str
    about: str
    make: Callable[[Kind, Any, Wished, Progress], Made]


def csv_bytes(kind: Kind, data: Any) -> bytes:
    """The table of a report as CSV (RFC 4180, UTF-8 with a mark); equal data, equal bytes."""
    file = io.StringIO()
    csv.writer(file).writerows([text_of(value) for value in row] for row in table(kind, data))
    # Spreadsheets take the mark at the beginning as a sign that this is UTF-8.
    return file.getvalue().encode("utf-8-sig")


def _pdf(kind: Kind, data: Any, wished: Wished, progress: Progress) -> Made:
    made = kind.pdf(data, progress, wished)
    told = made.pages, made.seconds, made.peak_mb
    return Made(made.content, made.sha256, *told, made.record, made.record.made_as)


def _csv(kind: Kind, data: Any, wished: Wished, progress: Progress) -> Made:
    return _timed(lambda record: csv_bytes(kind, data), data, wished, progress)


def _xlsx(kind: Kind, data: Any, wished: Wished, progress: Progress) -> Made:
    def made(record: Record) -> bytes:
        rows = table(kind, data)
        looks = {column.title: (column.width, column.wrap) for column in kind.columns}
        columns = [Column(str(name), *looks.get(str(name), (18, False))) for name in next(rows)]
        note = f"{wished.title}: {data.subject}, {days_of(data)}"
        sheet = Sheet(wished.title, columns, _watched(rows, progress), note)
        return workbook((sheet, _about(data, wished.title, record)))

    return _timed(made, data, wished, progress)


def _watched(rows: Iterator[list[Value]], progress: Progress) -> Iterator[list[Value]]:
    """The rows, with word of how far it is, so that the making can be called off."""
    for number, row in enumerate(rows):
        if number % 200 == 0:
            progress(f"Writing row {number + 1}", 50)
        yield row


def days_of(data: Any) -> str:
    """As at which day a report is, and as known on which."""
    known = f", as known on {show(data.known_on)}" if data.known_on else ""
    return f"as at {show(data.as_at)}{known}"


def _about(data: Any, title: str, record: Record) -> Sheet:
    """What stands on the cover of a PDF, as a sheet of its own."""
    rows: list[tuple[str, Value]] = [
        ("Report", title),
        ("About", data.subject),
        ("As at", data.as_at),
        ("As known on", data.known_on or "Now: whatever is known"),
        ("Asked for by", data.asked_by),
        ("Asked for on", stamp(data.asked_at)),
    ]
    if data.business_day:
        rows.append(("Demonstration", f"The business clock stands at {show(data.business_day)}"))
    rows += [("Note", sentence) for sentence in data.left_out]
    rows.append(("SHA-256 of the data", record.sha256))
    rows.append(("Head of the audit chain", record.head or "nothing was sealed yet"))
    return Sheet("About this report", [Column("What", 20), Column("It is", 80, True)], rows)


def _timed(make: Callable[[Record], bytes], data: Any, wished: Wished, progress: Progress) -> Made:
    progress("Writing the file", 40)
    began = time.monotonic()
    record = record_of(data, head=wished.head)
    content = make(record)
    digest = hashlib.sha256(content).hexdigest()
    return Made(content, digest, None, time.monotonic() - began, 0, record, "")


FORMATS = {
    one.name: one
    for one in (
        Format("pdf", "application/pdf", "PDF, to read and hand on", _pdf),
        Format("xlsx", CONTENT_TYPE, "Excel, to sort and filter", _xlsx),
        Format("csv", "text/csv; charset=utf-8", "CSV, for other programs", _csv),
    )
}
