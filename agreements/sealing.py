"""Seals what the history tables have gained since the last time.

Ids are given out before rows are committed, so that a row with a lower id may still come in after
one with a higher. Therefore the bounds are taken first; then every transaction that was open at
that moment is waited for; only then are the rows up to the bounds read. Nothing can come in below
them any more.
"""

from __future__ import annotations

import hashlib
import time

from django.db import connection
from psycopg import sql

from agreements import chain
from agreements.models import Seal
from agreements.walls import seeing_everything

# An advisory lock's number: of several that seal, one does.
LOCK = 0x5EA1
# So many rows at most are under one seal: what is broken is found by comparing their hashes.
MOST = 10_000
LOOK_EVERY_SECONDS = 0.05


def seal(*, patience: float = 10.0, most: int = MOST) -> int:
    """Seals all that is new; how many rows that was.

    Nothing is sealed, and 0 the answer, where another process is sealing, or where a transaction
    that was open before is still open after `patience` seconds: the next call will do it.
    """
    with seeing_everything():
        if not _is_mine():
            return 0
        chain.settle()
        last = chain.head()
        reached = _reached()
        bounds = {t: b for t, b in _bounds().items() if b > reached.get(t, 0)}
        if not bounds or not _is_settled(_horizon(), patience):
            return 0
        sealed = 0
        for table, bound in sorted(bounds.items()):
            after = reached.get(table, 0)
            while after < bound and (made := _seal_range(last, table, after, bound, most)):
                last, after, sealed = made, made.until, sealed + made.count
        return sealed


def _is_mine() -> bool:
    """Takes the lock to the end of the transaction; False where another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _reached() -> dict[str, int]:
    """Up to which id each table is sealed."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "table", max(until) FROM agreements_seal GROUP BY 1')
        return dict(cursor.fetchall())


def _bounds() -> dict[str, int]:
    """The highest id of each history table that has rows."""
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, max(pgh_id) FROM {}").format(sql.Literal(t), sql.Identifier(t))
        for t in chain.tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(each)
        return {table: bound for table, bound in cursor.fetchall() if bound is not None}


def _horizon() -> str:
    """The first transaction that has not begun to write yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        return str(cursor.fetchone()[0])


# A snapshot knows the open transactions of all databases of the server. One that belongs to another
# database writes nothing here; who it belongs to, its lock on its own number tells.
_OPEN = """
SELECT EXISTS (
    SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS open
    WHERE open < %s::xid8 AND NOT EXISTS (
        SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted
        AND transactionid = open::xid AND datname <> current_database()
    )
)
"""


def _is_settled(horizon: str, patience: float) -> bool:
    """Waits until each transaction before the horizon has ended, but for our own."""
    end = time.monotonic() + patience
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [horizon])
            if not cursor.fetchone()[0]:
                return True
        if time.monotonic() > end:
            return False
        time.sleep(LOOK_EVERY_SECONDS)


_RANGE = sql.SQL(
    "SELECT count(*), max(pgh_id), string_agg({leaf}, ''::bytea ORDER BY pgh_id) FROM ("
    "SELECT * FROM {table} WHERE pgh_id > {after} AND pgh_id <= {bound}"
    " ORDER BY pgh_id LIMIT {most}) AS h"
)


def _seal_range(last: Seal | None, table: str, after: int, bound: int, most: int) -> Seal | None:
    """Seals the next rows of a table, `most` of them at most; None where there is no row."""
    columns = chain.columns_of(table)
    query = _RANGE.format(
        leaf=chain.leaf(columns),
        table=sql.Identifier(table),
        after=sql.Literal(after if after else -(2**31)),
        bound=sql.Literal(bound),
        most=sql.Literal(most),
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        count, until, leaves = cursor.fetchone()
        cursor.execute("SELECT clock_timestamp()")
        (sealed_at,) = cursor.fetchone()
    if not count:
        return None
    leaves = bytes(leaves)
    facts = {
        "number": last.number + 1 if last else 1,
        "previous": last.hash if last else chain.BEGINNING,
        "table": table,
        "columns": columns,
        "after": after,
        "until": until,
        "count": count,
        "sealed_at": sealed_at,
    }
    digest = hashlib.sha256(leaves).hexdigest()
    sealed = chain.hash_of(**facts, leaves_sha256=digest)
    return Seal.objects.create(**facts, leaves=leaves, hash=sealed)
