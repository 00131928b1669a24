"""Tables as an Excel workbook (ISO/IEC 29500): typed cells, and nothing in them that would run."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import save_workbook
from openpyxl.xml.functions import tostring

from obligations.engine.run import show, show_instant
from obligations.outputs.spreadsheet import quoted

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The month is a word, so that it cannot be taken for the day.
DATE_FORMAT = "ddd d mmm yyyy"
# Excel has a 29 February 1900 that never was: days up to there are written as words.
FIRST_DATE = date(1900, 3, 1)
A4 = 9
MOST_ROWS = 1_048_575
MOST_LETTERS = 32_767
_NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# The same workbook is the same file: nothing in it tells when it was written.
_MADE = datetime(2000, 1, 1)

Value = str | int | Decimal | date | datetime | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in letters, and whether its text is wrapped."""

    title: str
    width: int = 18
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under a name; each row has a value for each column.

    A date becomes a date cell, a number a number; an instant is told in words with its
    offset, for a cell knows no zones. Text is text, whatever it looks like. The note stands
    at the head of each printed page.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    note: str = ""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook; equal tables give equal bytes.

    Each sheet has a heading that stays in sight and a filter over all its columns. Rows
    beyond what a sheet can hold go on in a further one.
    """
    book = Workbook(write_only=True)
    try:
        for sheet in sheets:
            _add(book, sheet)
    except BaseException:
        _abandon(book)
        raise
    file = io.BytesIO()
    save_workbook(book, file)
    return _dateless(file)


def _abandon(book: Workbook) -> None:
    """Ends what was begun, its temporary files too; else it complains when it is cleared away."""
    for page in book.worksheets:
        with contextlib.suppress(Exception):
            page.close()
            page._writer.cleanup()


def _add(book: Workbook, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    first: Sequence[Sequence[Value]] = ()
    while True:
        page = book.create_sheet(_title(sheet.title, book.sheetnames))
        _prepare(page, sheet)
        count = _fill(page, sheet.columns, islice(chain(first, rows), MOST_ROWS))
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count + 1}"
        first = tuple(islice(rows, 1))
        if not first:
            return


def _title(wished: str, taken: Sequence[str]) -> str:
    """A name that Excel allows: 31 letters, some not, and each once whatever its case."""
    plain = " ".join(_clean(wished).translate(_NO_TITLE).split()).strip("'") or "Sheet"
    used = {name.casefold() for name in taken}
    name, number = plain[:31], 1
    while name.casefold() in used:
        number += 1
        name = f"{plain[: 31 - len(f' ({number})')]} ({number})"
    return name


def _prepare(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    # "&" begins a code there.
    page.oddHeader.left.text = _clean(sheet.note).replace("&", "&&")[:200] or None
    page.oddFooter.right.text = "&P of &N"


def _fill(
    page: WriteOnlyWorksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> int:
    """Writes the heading and the rows; how many rows there were."""
    head = _Look(page, Alignment(vertical="top", wrap_text=True), bold=True)
    looks = [_Look(page, Alignment(vertical="top", wrap_text=c.wrap)) for c in columns]
    page.append([head.cell(column.title) for column in columns])
    count = 0
    for row in rows:
        page.append([look.cell(value) for look, value in zip(looks, row, strict=True)])
        count += 1
    return count


class _Look:
    """How the cells of a column look: worked out once, for that costs more than the cell."""

    def __init__(
        self, page: WriteOnlyWorksheet, alignment: Alignment, *, bold: bool = False
    ) -> None:
        self.page = page
        plain, dated = WriteOnlyCell(page), WriteOnlyCell(page)
        for cell in (plain, dated):
            cell.alignment = alignment
            cell.font = Font(bold=bold)
        dated.number_format = DATE_FORMAT
        self.plain, self.dated = plain._style, dated._style

    def cell(self, value: Value) -> WriteOnlyCell | None:
        """A cell with this value; none for nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DATE:
            cell = WriteOnlyCell(self.page, value)
            cell._style = self.dated
            return cell
        counts = isinstance(value, int | Decimal)
        cell = WriteOnlyCell(self.page, value if counts else _text(value))
        if not counts:
            # Else a text that begins with "=" would be taken for a formula.
            cell.data_type = "s"
        cell._style = self.plain
        return cell


def _text(value: Value) -> str:
    """A value in words, in letters that the format has, and guarded as in a CSV file."""
    if isinstance(value, datetime):
        return show_instant(value)
    if isinstance(value, date):
        return show(value)
    return quoted(_clean(str(value)))[:MOST_LETTERS]


def _clean(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _dateless(file: io.BytesIO) -> bytes:
    """The same archive without the times at which its parts were written."""
    found = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(found, "w") as written:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, _undated(name, given.read(name)))
    return found.getvalue()


def _undated(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    told = DocumentProperties(creator="Longstop", created=_MADE, modified=_MADE)
    return bytes(tostring(told.to_tree()))
