"""Queries that Django writes once and that are asked often.

Writing a query with many joins and cases takes Django longer than PostgreSQL
needs to answer it. So a page's queries are written once for each form, with
stand-ins where the values go; then only the values change.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Func, QuerySet, Value

# Values that no query has for itself.
AN_INSTANT: Final = datetime(1, 1, 2, 3, 4, 5, tzinfo=UTC)
A_DAY: Final = date(1, 2, 3)
AN_ID: Final = -987_654_321
ANOTHER_ID: Final = -987_654_322
SOME_IDS: Final = [AN_ID, ANOTHER_ID]

Rows = list[tuple[Any, ...]]


class Compiled:
    """A query with gaps. `make` gives the query set for values; `gaps` are stand-ins by name.

    Raises ValueError at its first use where a stand-in has not come through as it is.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], **gaps: Any) -> None:
        self.make = make
        self.gaps = gaps

    def rows(self, **values: Any) -> Rows:
        """The rows for these values, one for each gap."""
        return _fetch(*self._filled(values))

    def count(self, **values: Any) -> int:
        """How many rows there are for these values."""
        return _count(*self._filled(values))

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, parameters = self._text
        return sql, [values[p.name] if isinstance(p, _Gap) else p for p in parameters]

    @cached_property
    def _text(self) -> tuple[str, list[Any]]:
        sql, parameters = self.make(**self.gaps).query.sql_with_params()
        found = [self._gap(parameter) for parameter in parameters]
        if lost := set(self.gaps) - {p.name for p in found if isinstance(p, _Gap)}:
            raise ValueError(f"The query has no place for {', '.join(sorted(lost))}.")
        return sql, found

    def _gap(self, parameter: Any) -> Any:
        for name, stand_in in self.gaps.items():
            if type(parameter) is type(stand_in) and parameter == stand_in:
                return _Gap(name)
        return parameter


class _Gap:
    def __init__(self, name: str) -> None:
        self.name = name


def rows_of(found: QuerySet[Any, Any]) -> Rows:
    """The rows of a query set as the database gives them: JSON comes as text."""
    try:
        return _fetch(*found.query.sql_with_params())
    except EmptyResultSet:
        return []


def count_of(found: QuerySet[Any, Any]) -> int:
    """How many rows a query set has, which may be cut off."""
    try:
        return _count(*found.query.sql_with_params())
    except EmptyResultSet:
        return 0


def _fetch(sql: str, parameters: Any) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _count(sql: str, parameters: Any) -> int:
    found: int = _fetch(f"SELECT count(*) FROM ({sql}) found", parameters)[0][0]
    return found


def any_of(column: str, ids: list[int]) -> Func:
    """A condition for a filter: the column is one of the ids, which are one value however many."""
    return Func(
        column,
        Value(ids, output_field=ArrayField(BigIntegerField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
