"""A round of planning reminders: what it costs follows what is due, not what is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import Any

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import User
from agreements.walls import seeing_everything
from bench.database import fresh_database
from bench.rows import Row, exactly
from bench.seeding import seed, without_history
from bench.turns import seconds
from obligations.actions.planning import plan

TODAY = date(2011, 5, 3)
FEW, MANY, ROUNDS = 10_000, 1_000_000, 9

# Of what is stored beside: a third was settled, a third are prohibitions that ended, which nobody
# settles, and a third lies years ahead.
STORED = """
UPDATE obligations_occurrence SET
    phase = CASE WHEN id %% 3 = 0 THEN 'waived' ELSE 'live' END,
    kind = CASE WHEN id %% 3 = 1 THEN 'lock-up' ELSE kind END,
    due_date = CASE WHEN id %% 3 = 1 THEN NULL ELSE due_date + later END,
    act_by_date = CASE WHEN id %% 3 = 1 THEN NULL ELSE act_by_date + later END,
    end_date = CASE WHEN id %% 3 = 1 THEN sort_date - 9000 ELSE NULL END,
    sort_date = CASE WHEN id %% 3 = 1 THEN sort_date - 9000 ELSE sort_date + later END
FROM (SELECT 10000 AS later) ahead
WHERE id > %(kept)s
"""
# What is due is near today, and the same whatever is stored beside it.
DUE = """
UPDATE obligations_occurrence SET
    due_date = day, act_by_date = day, sort_date = day, phase = 'live'
FROM (SELECT id AS this, %(today)s::date + (id %% 100)::int AS day FROM obligations_occurrence) near
WHERE id = this AND id <= %(kept)s
"""


def measure() -> Iterator[Row]:
    """Planning again, where all reminders are planned already, at each count."""
    with fresh_database() as owner_url:
        User.objects.create_user(
            "bench@longstop.example", full_name="B", role=User.Role.ADMINISTRATOR
        )
        seed(owner_url, 1, FEW)
        _arrange(owner_url, kept=1_000)
        few = _seconds()
        seed(owner_url, FEW + 1, MANY)
        _arrange(owner_url, kept=1_000)
        many = _seconds()
        yield Row(
            f"a round with 1,000 due, {MANY:,} stored against {FEW:,}", many, few, many / few, 1.5
        )
        yield from _read()
        _arrange(owner_url, kept=10_000)
        more = _seconds()
        note = "ten times as much is due"
        yield Row(
            "10,000 due against 1,000, for each", more / 10, many, more / 10 / many, 1.5, note=note
        )


def _arrange(owner_url: str, kept: int) -> None:
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET longstop.scope = 'all'")
        with without_history(owner):
            owner.execute(STORED, {"kept": kept})
            owner.execute(DUE, {"kept": kept, "today": TODAY})
        owner.execute("VACUUM FULL ANALYZE obligations_occurrence")
    _plan()


def _plan() -> None:
    with seeing_everything():
        plan(today=TODAY)


def _seconds() -> float:
    return median(seconds(_plan) for _ in range(ROUNDS))


def _read() -> Iterator[Row]:
    """Whether a round reads occurrences by an index, and how many it reads for each that is due."""
    with CaptureQueriesContext(connection) as queries:
        _plan()
    (query,) = (q["sql"] for q in queries if "LAG(" in q["sql"])
    with seeing_everything(), connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query)
        found = cursor.fetchone()[0]
    plans = list(nodes((found if isinstance(found, list) else json.loads(found))[0]["Plan"]))
    scans = [p for p in plans if p.get("Relation Name") == "obligations_occurrence"]
    whole = [p for p in scans if p["Node Type"] == "Seq Scan"]
    yield exactly("scans of all occurrences", len(whole), 0, "scans")
    read = sum(p["Actual Rows"] + p.get("Rows Removed by Filter", 0) for p in scans)
    yield Row("occurrences read for each that is due", read, 1_000, read / 1_000, 1.5, unit="rows")


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a plan, from its root."""
    yield node
    for part in node.get("Plans", ()):
        yield from nodes(part)
