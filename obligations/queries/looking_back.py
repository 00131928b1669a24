"""Reading as known on a day: for a while, every query finds the rows as they stood that evening.

Before each query stand, under the names of its tables, the last versions in
their histories that were recorded by the day. So one page has one query for
now and for then, and nothing can be written meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

# Who may see what, and the names of people, parties and agreements, are those of today; what is
# no fact of an agreement is left alone.
OF_TODAY = frozenset(
    (
        "agreements_agreement",
        "agreements_party",
        "agreements_teammember",
        "agreements_user",
        "obligations_absence",
        "obligations_acknowledgement",
        "obligations_feed",
        "obligations_hold",
        "obligations_lettertemplate",
        "obligations_reminderpolicy",
        "obligations_report",
        "obligations_reportrecipient",
        "obligations_reportschedule",
        "obligations_savedview",
        "obligations_scenario",
        "obligations_scenariostep",
        "obligations_snooze",
    )
)
# What the history leaves out is read from the row of now, but for what would tell of now.
_EMPTY = {("obligations_occurrence", "steps"): "'[]'::jsonb"}
# Which version of the terms counts makes no history row of the obligation; the terms do.
_IN_PLACE = {
    ("obligations_obligation", "terms_id"): (
        'SELECT terms.id FROM "obligations_termshistory" terms'
        " WHERE terms.obligation_id = version.id AND {recorded} <= {day}"
        " ORDER BY terms.number DESC LIMIT 1"
    ),
}
_NAMES = re.compile(r'"((?:agreements|obligations)_[a-z]+)"')
_READS = re.compile(r"\s*\(?\s*SELECT\b", re.IGNORECASE)
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class LookingBack(RuntimeError):
    """A write while everything is read as known on another day."""


@contextmanager
def reading_as_known(day: date) -> Iterator[None]:
    """Within it every query reads what was recorded by the end of a business day.

    Raises LookingBack for a write to what is read so. The steps of computations
    are not kept and are empty then.
    """
    with connection.execute_wrapper(_AsKnown(day)):
        yield


class _AsKnown:
    """Puts the tables of a day before each query that reads them."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        known = _known_tables()
        names = sorted({name for name in _NAMES.findall(sql) if name in known})
        if names and _WRITES.match(sql):
            raise LookingBack("This is looked at from another day, and is for reading alone.")
        if names and _READS.match(sql):
            tables = ", ".join(_table(known[name], self.day) for name in names)
            sql = f"WITH {tables} {sql}"
        return execute(sql, params, many, context)


@cache
def _known_tables() -> dict[str, type[Model]]:
    """The models whose tables are read as known, by the name of the table."""
    found = {}
    for model in apps.get_models():
        history = apps.all_models[model._meta.app_label].get(f"{model._meta.model_name}history")
        if history is not None and model._meta.db_table not in OF_TODAY:
            found[model._meta.db_table] = model
    return found


@lru_cache(maxsize=1000)
def _table(model: type[Model], day: date) -> str:
    """The rows of a table at the end of a day, of agreements that the reader may see."""
    table = model._meta.db_table
    kept = {field.column for field in _history_of(model)._meta.concrete_fields}
    columns = ", ".join(
        _column(table, field.column, day, kept) for field in model._meta.concrete_fields
    )
    wall = ""
    if any(field.column == "agreement_id" for field in model._meta.concrete_fields):
        # The walls stand on the tables, not on their histories; agreements are always those of now.
        wall = (
            ' AND EXISTS (SELECT FROM "agreements_agreement" seen'
            " WHERE seen.id = version.agreement_id)"
        )
    return (
        f'"{table}" AS (SELECT {columns} FROM (SELECT DISTINCT ON (h.pgh_obj_id) h.*'
        f' FROM "{table}history" h WHERE {_recorded("h")} <= {_literal(day)}'
        " ORDER BY h.pgh_obj_id, h.pgh_id DESC) version"
        f" WHERE version.pgh_label <> 'delete'{wall})"
    )


def _history_of(model: type[Model]) -> type[Model]:
    """The model of a tracked model's history rows."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}History")


def _column(table: str, column: str, day: date, kept: set[str]) -> str:
    if (table, column) in _EMPTY:
        return f'({_EMPTY[table, column]}) AS "{column}"'
    if column not in kept:
        now = f'SELECT now."{column}" FROM "{table}" now WHERE now.id = version.id'
        return f'({now}) AS "{column}"'
    if (table, column) in _IN_PLACE:
        text = _IN_PLACE[table, column].format(recorded=_recorded("terms"), day=_literal(day))
        return f'({text}) AS "{column}"'
    return f'version."{column}"'


def _recorded(row: str) -> str:
    """The business day of a history row: the one that was set, else the day of its own time."""
    zone = settings.LONGSTOP_ZONE.replace("'", "''")
    return (
        f"COALESCE(({row}.pgh_context->>'day')::date,"
        f" ({row}.pgh_created_at AT TIME ZONE '{zone}')::date)"
    )


def _literal(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
