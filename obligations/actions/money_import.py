"""Sales out of a CSV file: all of it or nothing, each problem with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from agreements.audit import recording
from agreements.models import Agreement, User
from obligations.actions.money_entries import Known, record_sales, settle_sales
from obligations.actions.undoing import undone
from obligations.engine.errors import EngineError
from obligations.engine.money.values import read_money
from obligations.permissions import check_user_can_enter

COLUMNS = ("quarter", "country", "currency", "net sales")
FURTHER = ("product", "certainty", "note")
MOST_LINES = 5_000
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number, counted from 1 with the heading, and its cells."""

    number: int
    cells: dict[str, str]


class WrongLines(EngineError):
    """What is wrong with a file, a sentence for each line; nothing of it was entered."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def import_sales(
    *, agreement: Agreement, content: bytes, by: User, reason: str = "", dry_run: bool = False
) -> int:
    """Enters the sales of a CSV file; how many lines were entered.

    Columns: quarter, country, currency, net sales, and if wanted product,
    certainty, note. Raises WrongLines with every problem; then, and with
    `dry_run`, nothing is written.
    """
    check_user_can_enter(by, agreement)
    lines = list(_lines(content))
    why = reason or f"{len(lines)} lines of sales from a file"
    problems: list[str] = []
    with undone() if dry_run else nullcontext(), recording(by=by, action="import", reason=why):
        for line in lines:
            try:
                _enter(agreement, line, by, why)
            except (EngineError, ValueError) as error:
                problems.append(f"Line {line.number}: {error}")
        if problems:
            raise WrongLines(problems)
        settle_sales(agreement, by)
    return len(lines)


def _lines(content: bytes) -> Iterator[Line]:
    if len(content) > LARGEST:
        raise WrongLines(["The file has more than 2 MB; split it."])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongLines(["The file is not in UTF-8; save it as “CSV UTF-8”."]) from None
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        head = [" ".join(cell.split()).casefold() for cell in next(rows, [])]
        _check_head(head)
        count = 0
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            count += 1
            if count > MOST_LINES:
                raise WrongLines([f"The file has more than {MOST_LINES} lines; split it."])
            if len(row) != len(head):
                where = f"Line {rows.line_num}"
                raise WrongLines([f"{where}: it has {len(row)} cells, the heading {len(head)}."])
            yield Line(rows.line_num, dict(zip(head, (c.strip() for c in row), strict=True)))
    except csv.Error as error:
        raise WrongLines([f"Line {rows.line_num}: this is no CSV: {error}."]) from None
    if not count:
        raise WrongLines(["The file has a heading and no lines."])


def _separator(text: str) -> str:
    """A comma, or what spreadsheets of other countries write instead."""
    head = text.partition("\n")[0]
    return next((mark for mark in "\t;" if mark in head and "," not in head), ",")


def _check_head(head: list[str]) -> None:
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        raise WrongLines(
            [f"Line 1: the columns {', '.join(missing)} are missing; it has {', '.join(head)}."]
        )
    unknown = [name for name in head if name not in (*COLUMNS, *FURTHER)]
    if unknown:
        known = ", ".join((*COLUMNS, *FURTHER))
        raise WrongLines([f"Line 1: “{unknown[0]}” is no column; known are {known}."])
    if len(set(head)) != len(head):
        raise WrongLines(["Line 1: a column stands twice."])


def _enter(agreement: Agreement, line: Line, by: User, reason: str) -> None:
    cells = line.cells
    certainty = (cells.get("certainty") or "actual").casefold()
    if certainty not in ("actual", "assumed"):
        raise EngineError(f"“{certainty}” is no certainty; it is actual or assumed.")
    record_sales(
        agreement=agreement,
        quarter=cells["quarter"],
        country=cells["country"],
        net_sales=read_money("Net sales", cells["net sales"], cells["currency"]),
        product=cells.get("product", ""),
        known=Known(certainty=certainty, note=cells.get("note", "")),
        by=by,
        reason=reason,
        settle=False,
    )
