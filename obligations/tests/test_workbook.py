"""Excel workbooks: typed cells, guarded texts, names that Excel allows, the same bytes again."""

import gc
import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from obligations.outputs import workbook as module
from obligations.outputs.workbook import Column, Sheet, workbook

# what goes in, what the cell holds, its type, and what it looks like
CELLS = [
    (date(2000, 5, 28), datetime(2000, 5, 28), "d", "ddd d mmm yyyy"),
    (date(1900, 3, 1), datetime(1900, 3, 1), "d", "ddd d mmm yyyy"),
    (date(1900, 2, 28), "Wed 28 Feb 1900", "s", "General"),
    (date(9999, 12, 31), datetime(9999, 12, 31), "d", "ddd d mmm yyyy"),
    (datetime(2000, 5, 28, 16, tzinfo=UTC), "16:00 UTC+00:00 on Sun 28 May 2000", "s", "General"),
    (-69, -69, "n", "General"),
    (Decimal("12.50"), 12.5, "n", "General"),
    (True, "yes", "s", "General"),
    ("=1+1", "'=1+1", "s", "General"),
    ("\uff1d1+1", "'\uff1d1+1", "s", "General"),
    ("@x", "'@x", "s", "General"),
    ("a\x0bb", "ab", "s", "General"),
    ("x" * 40_000, "x" * 32_767, "s", "General"),
    ("משה כהן", "משה כהן", "s", "General"),
    ("", None, "n", "General"),
    (None, None, "n", "General"),
]


def opened(*sheets):
    return load_workbook(io.BytesIO(workbook(sheets)))


@pytest.mark.parametrize(("given", "held", "kind", "looks"), CELLS)
def test_a_cell(given, held, kind, looks):
    cell = opened(Sheet("One", [Column("A"), Column("B")], [("first", given)])).active["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == (held, kind, looks)


TITLES = [
    (["Notices"], ["Notices"]),
    (["SUP/2019: [a]?*"], ["SUP 2019 a"]),
    (["'quoted'"], ["quoted"]),
    (["", "///"], ["Sheet", "Sheet (2)"]),
    (["Same", "same", "SAME"], ["Same", "same (2)", "SAME (3)"]),
    (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
]


@pytest.mark.parametrize(("wished", "given"), TITLES)
def test_sheets_have_names_that_excel_allows(wished, given):
    assert opened(*(Sheet(title, [Column("A")], []) for title in wished)).sheetnames == given


def test_equal_tables_are_equal_files():
    def made():
        rows = [(date(2000, 5, 28), "=1+1")]
        return workbook([Sheet("One", [Column("A"), Column("B", 40, True)], rows, "as at a & b")])

    first = made()
    time.sleep(2.1)  # the times in an archive have steps of two seconds
    assert made() == first


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    book = opened(Sheet("One", [Column("A")], ((n,) for n in range(4))))
    told = {page.title: [cell.value for cell in page["A"]] for page in book}
    assert told == {"One": ["A", 0, 1], "One (2)": ["A", 2, 3]}


def test_a_row_of_another_length_is_an_error():
    with pytest.raises(ValueError):
        workbook([Sheet("One", [Column("A")], [(1, 2)])])


def test_a_workbook_that_is_abandoned_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows():
        yield ("one",)
        raise RuntimeError("the third row cannot be read")

    with pytest.raises(RuntimeError, match="third row"):
        workbook([Sheet("A", [Column("A")], rows())])
    gc.collect()
    assert list(tmp_path.iterdir()) == []
