"""The audit chain: how history rows become hashes, and hashes a chain.

A row's text is PostgreSQL's own text of the row's columns, in UTF-8, under the settings below; its
hash is the SHA-256 of that. A seal covers a range of one history table, in the order of ids. Its
hash is the SHA-256 of `text_of` the seal, in which the hash of the seal before stands, so that
nothing that is sealed can be changed, left out or put in without changing every later hash. The
last hash, the head, is printed in reports: who holds a report holds a witness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from django.apps import apps
from django.db import connection
from psycopg import sql

from agreements.audit import History
from agreements.models import Seal

# What the first seal has as the hash of the one before.
BEGINNING = "0" * 64
LEAF = 40
FORM = "longstop seal 1"
# The text of a row must not depend on who reads it, or where.
_SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


def tables() -> list[str]:
    """The history tables that this version of Longstop knows."""
    models = (model for model in apps.get_models() if issubclass(model, History))
    return sorted(model._meta.db_table for model in models)


def columns_of(table: str) -> list[str]:
    """The columns of a table, sorted by name; none where there is no such table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s)"
            " AND attnum > 0 AND NOT attisdropped",
            [f'public."{table}"'],
        )
        return sorted(name for (name,) in cursor.fetchall())


def settle() -> None:
    """Sets, for the transaction, what the text of a row depends on."""
    with connection.cursor() as cursor:
        for name, value in _SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def leaf(columns: Sequence[str]) -> sql.Composed:
    """The 40 bytes of a row of the table called `h`, as an SQL expression."""
    names = sql.SQL(", ").join(sql.Identifier("h", name) for name in columns)
    return sql.SQL(
        "int8send(h.pgh_id::bigint) || sha256(convert_to(ROW({})::text, 'UTF8'))"
    ).format(names)


def text_of(
    *,
    number: int,
    previous: str,
    table: str,
    columns: Sequence[str],
    after: int,
    until: int,
    count: int,
    leaves_sha256: str,
    sealed_at: datetime,
) -> str:
    """What a seal's hash is taken of: one fact a line."""
    at = sealed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    facts = (number, previous, table, " ".join(columns), after, until, count, leaves_sha256, at)
    return "\n".join((FORM, *(str(fact) for fact in facts)))


def hash_of(**facts: object) -> str:
    """The hash of a seal, in hexadecimal. `facts` are those of text_of."""
    return hashlib.sha256(text_of(**facts).encode()).hexdigest()  # type: ignore[arg-type]


def head() -> Seal | None:
    """The last seal, without its leaves; None where nothing was ever sealed."""
    return Seal.objects.defer("leaves").order_by("number").last()
