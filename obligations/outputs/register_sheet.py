"""The register as a sheet of an Excel workbook: the same columns as its CSV file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from obligations.outputs.spreadsheet import HEAD, values
from obligations.outputs.workbook import Column, Sheet
from obligations.queries.lines import Line

_WIDTHS = {
    "Section": 12,
    "Reference": 12,
    "Key": 16,
    "Title": 48,
    "Kind": 14,
    "Status": 14,
    "At": 30,
    "Days from today": 10,
    "Awaiting": 28,
    "Obligor": 32,
    "Obligee": 32,
    "Amount": 28,
    "Certainty": 12,
    "Confirmed": 10,
    "Cautions": 9,
    "Address": 44,
}
_WRAPPED = ("Title", "Awaiting", "Obligor", "Obligee", "Amount")


def register_sheet(
    lines: Iterable[Line], today: date, note: str, *, title: str = "Register"
) -> Sheet:
    """Lines of the register as a sheet; days are counted from `today`, and the note is printed."""
    columns = [Column(head, _WIDTHS.get(head, 17), head in _WRAPPED) for head in HEAD]
    return Sheet(title, columns, (values(line, today) for line in lines), note)
