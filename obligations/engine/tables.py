"""Schedules of an agreement as tables: cells checked, rows chosen, texts compared, dates taken.

A schedule may stand in several texts: printed twice, or amended later. A row is told apart from
others by its identifying columns, so that two texts can be held against each other row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from obligations.engine.errors import EngineError
from obligations.engine.names import fold
from obligations.engine.values import Dates

TEXT: Final = "text"
DATE: Final = "date"
YES_OR_NO: Final = "yes or no"
COLUMN_KINDS: Final = (TEXT, DATE, YES_OR_NO)

Row = Mapping[str, str]

_YES = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name, and what its cells are: one of COLUMN_KINDS."""

    name: str
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on a row: the cell of a column is one of some values, however capitalised."""

    column: str
    values: tuple[str, ...]

    def holds(self, row: Row) -> bool:
        """Whether a row fulfils it."""
        return fold(row.get(self.column, "")) in {fold(value) for value in self.values}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a table make a set of dates.

    The date is the one of `later_column` where that is filled, else of
    `date_column`: an expiry that was extended counts as extended.
    """

    date_column: str
    later_column: str = ""
    where: tuple[Where, ...] = ()

    def columns(self) -> Iterator[str]:
        """Every column that it speaks of."""
        yield self.date_column
        if self.later_column:
            yield self.later_column
        yield from (condition.column for condition in self.where)

    def chooses(self, row: Row) -> bool:
        """Whether a row fulfils all conditions."""
        return all(condition.holds(row) for condition in self.where)

    def day(self, row: Row) -> date | None:
        """The date of a row, None where it has none."""
        later = row.get(self.later_column, "") if self.later_column else ""
        text = later or row.get(self.date_column, "")
        return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Differing:
    """A cell in which two texts of a row differ; or a row that one of them lacks (column empty)."""

    row: str
    column: str
    first: str
    second: str


def checked_cell(column: Column, text: str) -> str:
    """A cell in its one form: dates as ISO, yes or no in full. Raises EngineError."""
    text = " ".join(text.split())
    if not text or column.kind == TEXT:
        return text
    if column.kind == YES_OR_NO:
        if fold(text) not in _YES:
            raise EngineError(f"“{column.name}” is yes or no, not “{text}”.")
        return _YES[fold(text)]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise EngineError(
            f"“{column.name}” is a date, written as 2009-01-26, not “{text}”."
        ) from None


def checked_row(columns: Sequence[Column], cells: Sequence[str]) -> dict[str, str]:
    """Cells in the order of the columns as a row. Raises EngineError; missing last cells are empty.

    Cells beyond the last column are refused, since nobody would see them.
    """
    if len(cells) > len(columns):
        raise EngineError(
            f"A row has {len(cells)} cells, and there are {len(columns)} columns: “{cells[-1]}” is"
            " one too many."
        )
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    return {
        column.name: checked_cell(column, text)
        for column, text in zip(columns, filled, strict=True)
    }


def check_columns(columns: Sequence[Column], identified_by: Sequence[str]) -> None:
    """Raises EngineError where columns are missing, stand twice, or identify nothing."""
    if not columns:
        raise EngineError("A schedule needs at least one column.")
    seen: set[str] = set()
    for column in columns:
        if not column.name.strip() or fold(column.name) in seen:
            raise EngineError(f"Each column needs a name of its own; “{column.name}” does not.")
        if column.kind not in COLUMN_KINDS:
            raise EngineError(f"A column is {', '.join(COLUMN_KINDS)}, not “{column.kind}”.")
        seen.add(fold(column.name))
    for name in identified_by:
        named(columns, name)
    if not identified_by:
        raise EngineError("Say which columns tell one row from another.")


def check_selection(columns: Sequence[Column], selection: Selection) -> None:
    """Raises EngineError where a selection speaks of a column that there is not, or is no date."""
    for name in selection.columns():
        named(columns, name)
    for name in filter(None, (selection.date_column, selection.later_column)):
        if named(columns, name).kind != DATE:
            raise EngineError(f"The column “{name}” has no dates; choose one that has.")


def named(columns: Sequence[Column], name: str) -> Column:
    """The column of a name. Raises EngineError, naming those that there are."""
    for column in columns:
        if fold(column.name) == fold(name):
            return column
    there = ", ".join(f"“{column.name}”" for column in columns)
    raise EngineError(f"There is no column “{name}”; the columns are {there}.")


def label(row: Row, identified_by: Iterable[str]) -> str:
    """What a row is called: its identifying cells, those that are filled."""
    return ", ".join(cell for name in identified_by if (cell := row.get(name, "")))


def dates(rows: Iterable[Row], selection: Selection, identified_by: Sequence[str]) -> Dates:
    """The dates of the chosen rows, each labelled by its row; rows without a date are left out."""
    found = [
        (day, label(row, identified_by))
        for row in rows
        if selection.chooses(row) and (day := selection.day(row)) is not None
    ]
    found.sort()
    return Dates(tuple(day for day, _ in found), tuple(name for _, name in found))


def undated(rows: Iterable[Row], selection: Selection, identified_by: Sequence[str]) -> list[str]:
    """The chosen rows that have no date, by what they are called: somebody should look at them."""
    return [
        label(row, identified_by)
        for row in rows
        if selection.chooses(row) and selection.day(row) is None
    ]


def compare(
    first: Iterable[Row],
    second: Iterable[Row],
    columns: Sequence[Column],
    identified_by: Sequence[str],
) -> list[Differing]:
    """Where two texts of a schedule differ, row by row in the order of the first text."""
    before, after = _by_label(first, identified_by), _by_label(second, identified_by)
    found: list[Differing] = []
    for name, row in before.items():
        if name not in after:
            found.append(Differing(name, "", "is there", "is missing"))
            continue
        found += [
            Differing(name, column.name, row.get(column.name, ""), other)
            for column in columns
            if (other := after[name].get(column.name, "")) != row.get(column.name, "")
        ]
    found += [Differing(n, "", "is missing", "is there") for n in after if n not in before]
    return found


def _by_label(rows: Iterable[Row], identified_by: Sequence[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        name = label(row, identified_by) or "a row without a name"
        again = 2
        while name in found:
            name, again = f"{name.removesuffix(f' ({again - 1})')} ({again})", again + 1
        found[name] = row
    return found
