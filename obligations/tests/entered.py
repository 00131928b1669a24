"""Agreements that many tests begin with: imported once in each process, then put back.

What importing does is tested where it is the matter. Here it costs a quarter of a second for each
of a thousand tests, and the rows that it left cost a tenth of that.
"""

from collections.abc import Callable, Hashable

from django.apps import apps
from django.db import connection

from agreements.models import Agreement

# Rows of tables, each as PostgreSQL writes a row; by what was entered, and into what.
Rows = dict[str, list[str]]
_kept: dict[Hashable, Rows] = {}


def entered(what: Hashable, enter: Callable[[], None]) -> None:
    """Does what `enter` does: by calling it the first time, afterwards by the rows that it left.

    Only in a database that holds the same agreements as then: its identity is part of the key.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        (database,) = cursor.fetchone()
    there = tuple(Agreement.objects.order_by("pk").values_list("pk", flat=True))
    key = (what, database, there)
    if key in _kept:
        _put_back(_kept[key])
        return
    before = _highest()
    enter()
    rows = _rows_after(before)
    if not _touched_others(before):
        _kept[key] = rows


def _tables() -> dict[str, str]:
    """The key's column of each table of ours whose rows are numbered, histories too."""
    return {
        model._meta.db_table: f'"{model._meta.pk.column}"'
        for app in ("agreements", "obligations")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.pk.rel_db_type(connection) in ("integer", "bigint")
    }


def _highest() -> dict[str, int]:
    highest = "SELECT '{}', coalesce(max({}), 0) FROM {}"
    parts = (highest.format(table, key, table) for table, key in _tables().items())
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def _rows_after(before: dict[str, int]) -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for table, key in _tables().items():
            cursor.execute(f"SELECT t::text FROM {table} t WHERE {key} > {before[table]}")
            if rows := [row for (row,) in cursor.fetchall()]:
                found[table] = rows
    return found


def _touched_others(before: dict[str, int]) -> bool:
    """Whether a row that was there before was changed: putting rows back would not change it."""
    with connection.cursor() as cursor:
        for table in before:
            history = f"{table}history"
            if history in before:
                cursor.execute(
                    f"SELECT FROM {history} WHERE pgh_id > {before[history]}"
                    f" AND pgh_label <> 'insert' AND pgh_obj_id <= {before[table]}"
                )
                if cursor.fetchone() is not None:
                    return True
    return False


def _put_back(rows: Rows) -> None:
    """Writes the rows as they were, histories among them: the triggers that make those rest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true)"
            " FROM pg_trigger WHERE tgname LIKE 'pgtrigger_insert%'"
        )
        for table, written in rows.items():
            cursor.execute(
                f"INSERT INTO {table} SELECT (line::{table}).* FROM unnest(%s::text[]) line",
                [written],
            )
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
