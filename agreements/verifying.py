"""Verifies the audit chain: that the history is what it was when it was sealed.

Three things are looked at: that the seals follow one another and each has the hash that its content
gives; that each sealed row is there, unchanged, and no other row in between; and that heads which
were printed or noted elsewhere are hashes of this chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection
from psycopg import sql

from agreements import chain
from agreements.walls import seeing_everything

# Of more rows than this that are broken in one range, the first are named.
NAMED = 5


@dataclass
class Verdict:
    """What verifying found: how much was looked at, and a sentence for each thing broken."""

    seals: int = 0
    events: int = 0
    unsealed: int = 0
    head: str = ""
    broken: list[str] = field(default_factory=list)


def verify(*, since: datetime | None = None, heads: Iterable[str] = ()) -> Verdict:
    """Verifies the chain, and the rows of all seals, or of those made at or after `since`.

    `heads`: hashes that must be in the chain, as printed in reports.
    """
    verdict = Verdict()
    with seeing_everything():
        chain.settle()
        facts = _facts()
        verdict.broken += _links(facts)
        known = {one["hash"] for one in facts} | {chain.BEGINNING}
        verdict.broken += [
            f"No seal has the hash {head}, which was given out as the head of the chain."
            for head in dict.fromkeys(heads)
            if head not in known
        ]
        looked_at = [one for one in facts if since is None or one["sealed_at"] >= since]
        for _, alike in groupby(sorted(looked_at, key=_kind), key=_kind):
            verdict.broken += _rows(list(alike))
        verdict.unsealed = _unsealed(facts)
    verdict.seals = len(looked_at)
    verdict.events = sum(one["count"] for one in looked_at)
    verdict.head = facts[-1]["hash"] if facts else ""
    return verdict


def _kind(one: dict[str, Any]) -> tuple[str, list[str]]:
    """What seals have in common that one query can look at."""
    return one["table"], one["columns"]


# The chain


def _facts() -> list[dict[str, Any]]:
    """What stands in each seal, in the order of the chain, with the hash of its leaves."""
    names = ("number", "table", "after", "until", "count", "previous", "hash", "sealed_at")
    words = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {words}, columns::text, encode(sha256(leaves), 'hex')"
            " FROM agreements_seal ORDER BY number"
        )
        rows = cursor.fetchall()
    return [
        {**dict(zip(names, row, strict=False)), "columns": json.loads(row[-2]), "leaves": row[-1]}
        for row in rows
    ]


def _links(facts: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the seals themselves."""
    number, previous = 0, chain.BEGINNING
    reached: dict[str, int] = {}
    for one in facts:
        if one["number"] != number + 1:
            yield f"{_numbers(number + 1, one['number'] - 1)} missing from the chain."
        elif one["previous"] != previous:
            yield f"Seal {one['number']} does not follow from the seal before it."
        if _hash_of(one) != one["hash"]:
            yield f"Seal {one['number']} was changed: its content gives another hash."
        if one["after"] != reached.get(one["table"], 0):
            yield f"Seal {one['number']} does not begin where {one['table']} was sealed to."
        number, previous = one["number"], one["hash"]
        reached[one["table"]] = one["until"]


def _numbers(first: int, last: int) -> str:
    return f"Seal {first} is" if first == last else f"Seals {first} to {last} are"


def _hash_of(one: dict[str, Any]) -> str:
    names = ("number", "previous", "table", "columns", "after", "until", "count", "sealed_at")
    return chain.hash_of(**{name: one[name] for name in names}, leaves_sha256=one["leaves"])


# The rows

_LEAVES = sql.SQL(
    "SELECT coalesce(string_agg({leaf}, ''::bytea ORDER BY h.pgh_id), ''::bytea) FROM {table} AS h"
    " WHERE h.pgh_id > CASE s.after WHEN 0 THEN -2147483649 ELSE s.after END"
    " AND h.pgh_id <= s.until"
)


def _rows(alike: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the rows under seals of one table that hash the same columns."""
    table, columns = _kind(alike[0])
    there = chain.columns_of(table)
    if not there:
        yield f"The table {table} is gone, with {sum(one['count'] for one in alike):,} sealed rows."
        return
    if gone := [name for name in columns if name not in there]:
        yield (
            f"{table} has no column {', '.join(gone)} any more: the rows under"
            f" {_range(alike)} cannot be verified."
        )
        return
    query = _LEAVES.format(leaf=chain.leaf(columns), table=sql.Identifier(table))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT s.number FROM agreements_seal AS s WHERE s.number = ANY({})"
                " AND s.leaves <> ({}) ORDER BY 1"
            ).format(sql.Literal([one["number"] for one in alike]), query)
        )
        numbers = [number for (number,) in cursor.fetchall()]
    for number in numbers:
        yield from _differences(number, table, query)


def _range(alike: Sequence[dict[str, Any]]) -> str:
    first, last = alike[0]["number"], alike[-1]["number"]
    return f"seal {first}" if first == last else f"seals {first} to {last}"


def _differences(number: int, table: str, query: sql.Composed) -> Iterator[str]:
    """Which rows under a seal are not what they were."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT s.leaves, ({}) FROM agreements_seal AS s WHERE s.number = {}").format(
                query, sql.Literal(number)
            )
        )
        sealed, found = (_by_id(bytes(leaves)) for leaves in cursor.fetchone())
    for rows, what in (
        ([i for i in sealed if i in found and sealed[i] != found[i]], "changed"),
        ([i for i in sealed if i not in found], "gone"),
        ([i for i in found if i not in sealed], "put in afterwards"),
    ):
        if rows:
            named = ", ".join(str(row) for row in rows[:NAMED])
            more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
            verb = "row {} was" if len(rows) == 1 else "rows {} were"
            said = verb.format(named + more) if what != "gone" else _gone(named + more, len(rows))
            yield f"{table}, seal {number}: {said} {what}."
    if list(sealed) != sorted(sealed):
        yield f"{table}, seal {number}: the list of its rows is out of order."


def _gone(named: str, count: int) -> str:
    return f"row {named} is" if count == 1 else f"rows {named} are"


def _by_id(leaves: bytes) -> dict[int, bytes]:
    """The hashes of rows by their ids."""
    return {
        int.from_bytes(leaves[at : at + 8], "big", signed=True): leaves[at + 8 : at + chain.LEAF]
        for at in range(0, len(leaves), chain.LEAF)
    }


def _unsealed(facts: Sequence[dict[str, Any]]) -> int:
    """How many rows were written since the last seal of their table."""
    reached = {one["table"]: one["until"] for one in facts}
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT count(*) FROM {} WHERE pgh_id > {}").format(
            sql.Identifier(table), sql.Literal(reached.get(table, -(2**31)))
        )
        for table in chain.tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT sum(count) FROM ({}) AS each").format(each))
        return int(cursor.fetchone()[0])
