"""Schedules as tables: cells, columns, selections, and two texts held against each other."""

from datetime import date

import pytest

from obligations.engine.errors import EngineError
from obligations.engine.tables import (
    Column,
    Differing,
    Selection,
    Where,
    check_columns,
    check_selection,
    checked_cell,
    checked_row,
    compare,
    dates,
    label,
    undated,
)

COLUMNS = (
    Column("Country"),
    Column("Patent"),
    Column("Granted", "yes or no"),
    Column("Expiry", "date"),
    Column("Extended to", "date"),
)
BY = ("Country", "Patent")
US = Selection("Expiry", "Extended to", (Where("Country", ("usa",)), Where("Granted", ("yes",))))


def row(*cells: str) -> dict[str, str]:
    return checked_row(COLUMNS, cells)


ROWS = [
    row("USA", "5072011", "yes", "2008-12-09"),
    row("USA", "5519155", "Yes", "2015-04-24"),
    row("USA", "", "no", "2020-01-01"),
    row("Canada", "1340286", "yes", "2015-12-22"),
]


def test_the_chosen_rows_give_their_dates_in_order() -> None:
    found = dates(ROWS, US, BY)
    assert found.days == (date(2008, 12, 9), date(2015, 4, 24))
    assert found.labels == ("USA, 5072011", "USA, 5519155")


def test_an_extended_row_counts_as_extended() -> None:
    extended = row("USA", "5072011", "yes", "2008-12-09", "2016-01-01")
    assert dates([extended, *ROWS[1:]], US, BY).days[-1] == date(2016, 1, 1)


def test_without_a_later_column_nothing_else_counts() -> None:
    only = Selection("Expiry")
    assert list(only.columns()) == ["Expiry"]
    assert len(dates(ROWS, only, BY).days) == 4


def test_a_chosen_row_without_a_date_is_told() -> None:
    rows = [*ROWS, row("USA", "9", "yes")]
    assert undated(rows, US, BY) == ["USA, 9"]
    assert len(dates(rows, US, BY).days) == 2


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        ("text", "  0 679   656 ", "0 679 656"),
        ("text", "", ""),
        ("date", "2009-01-26", "2009-01-26"),
        ("date", " ", ""),
        ("yes or no", "Y", "yes"),
        ("yes or no", "false", "no"),
    ],
)
def test_cells_have_one_form(kind: str, text: str, stored: str) -> None:
    assert checked_cell(Column("C", kind), text) == stored


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("date", "26Jan09", "written as 2009-01-26"),
        ("date", "2009-02-30", "written as"),
        ("yes or no", "perhaps", "yes or no"),
    ],
)
def test_cells_that_are_not_what_the_column_says(kind: str, text: str, says: str) -> None:
    with pytest.raises(EngineError, match=says):
        checked_cell(Column("C", kind), text)


def test_missing_last_cells_are_empty_and_more_are_refused() -> None:
    assert row("USA")["Expiry"] == ""
    with pytest.raises(EngineError, match="one too many"):
        row("USA", "5", "yes", "", "", "more")


@pytest.mark.parametrize(
    ("columns", "by", "says"),
    [
        ((), ("A",), "at least one column"),
        ((Column(" "),), ("A",), "name of its own"),
        ((Column("A"), Column("a")), ("A",), "name of its own"),
        ((Column("A", "money"),), ("A",), "not “money”"),
        ((Column("A"),), ("B",), "the columns are “A”"),
        ((Column("A"),), (), "tell one row from another"),
    ],
)
def test_columns_that_make_no_table(columns, by, says) -> None:
    with pytest.raises(EngineError, match=says):
        check_columns(columns, by)


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (Selection("Expires"), "no column “Expires”"),
        (Selection("Country"), "has no dates"),
        (Selection("Expiry", "Granted"), "has no dates"),
        (Selection("Expiry", "", (Where("State", ("x",)),)), "no column “State”"),
    ],
)
def test_selections_of_what_is_not_there(selection, says) -> None:
    with pytest.raises(EngineError, match=says):
        check_selection(COLUMNS, selection)


def test_sound_tables_are_accepted() -> None:
    check_columns(COLUMNS, BY)
    check_selection(COLUMNS, US)


def test_two_texts_are_held_against_each_other_row_by_row() -> None:
    first = [row("Brazil", "1", "yes", "2017-05-14"), row("Japan", "2", "yes", "2009-02-01")]
    second = [row("Brazil", "1", "yes", "2008-02-02"), row("Europe", "3", "yes", "2015-04-19")]
    assert compare(first, second, COLUMNS, BY) == [
        Differing("Brazil, 1", "Expiry", "2017-05-14", "2008-02-02"),
        Differing("Japan, 2", "", "is there", "is missing"),
        Differing("Europe, 3", "", "is missing", "is there"),
    ]
    assert compare(first, first, COLUMNS, BY) == []


def test_rows_that_nothing_tells_apart_are_numbered() -> None:
    twins = [row("", "", "yes", "2009-01-01")] * 3
    assert compare(twins, twins, COLUMNS, BY) == []
    assert [d.row for d in compare(twins, [], COLUMNS, BY)] == [
        "a row without a name",
        "a row without a name (2)",
        "a row without a name (3)",
    ]
    assert label(twins[0], BY) == ""
