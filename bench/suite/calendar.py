"""A month of the calendar among a million occurrences, a fifth of which hold for days."""

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
from agreements.walls import seeing_as
from bench.database import fresh_database
from bench.rows import Row, exactly
from bench.seeding import seed, without_history
from bench.suite.planning import nodes
from bench.turns import seconds
from obligations.clock import instant_of_day
from obligations.queries.agenda import Agenda, month_of
from obligations.queries.register import Filters, page

TODAY, MONTH = date(2011, 5, 3), date(2011, 5, 1)
MANY, ROUNDS = 1_000_000, 9

# Every fifth holds for up to a year; of these a quarter has no end, and most of those are settled.
SPANS = """
UPDATE obligations_occurrence SET
    start_date = due_date, due_date = NULL, act_by_date = NULL, today_at = NULL,
    end_date = CASE WHEN id % 20 = 0 THEN NULL ELSE due_date + (id * 31 % 365)::int END,
    sort_date = CASE WHEN id % 20 = 0 THEN due_date ELSE due_date + (id * 31 % 365)::int END,
    phase = CASE WHEN id % 20 = 0 AND id % 400 <> 0 THEN 'waived' ELSE phase END
WHERE id % 5 = 0
"""


def measure() -> Iterator[Row]:
    """The month against the first page of the register, and what it reads for what it shows."""
    with fresh_database() as owner_url:
        reader = User.objects.create_user(
            "bench@longstop.example", full_name="B", role=User.Role.ADMINISTRATOR
        )
        seed(owner_url, 1, MANY)
        with psycopg.connect(owner_url, autocommit=True) as owner:
            owner.execute("SET longstop.scope = 'all'")
            with without_history(owner):
                owner.execute(SPANS)
            owner.execute("VACUUM FULL ANALYZE obligations_occurrence")
        with seeing_as(reader):
            yield from _rows(reader)


def _rows(reader: User) -> Iterator[Row]:
    now = instant_of_day(TODAY)

    def month() -> Agenda:
        return month_of(reader, Filters(), now, MONTH, TODAY)

    ours = median(seconds(month) for _ in range(ROUNDS))
    other = median(seconds(lambda: page(reader, Filters(), now)) for _ in range(ROUNDS))
    yield Row("1,000 lines of a month against 50 of the register", ours, other, ours / other)
    plans = list(_plans(month))
    whole = [p for p in plans if p["Node Type"] == "Seq Scan"]
    yield exactly("scans of all occurrences", len(whole), 0, "scans")
    read = sum(p["Actual Rows"] + p.get("Rows Removed by Filter", 0) for p in plans)
    shown = len(month().lines)
    yield Row("occurrences read for each that is shown", read, shown, read / shown, 10, unit="rows")


def _plans(month: Any) -> Iterator[dict[str, Any]]:
    """How the database goes through occurrences for a month."""
    with CaptureQueriesContext(connection) as queries:
        month()
    for query in queries:
        if not query["sql"].startswith("SELECT"):
            continue
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            found = cursor.fetchone()[0]
        plan = (found if isinstance(found, list) else json.loads(found))[0]["Plan"]
        for node in nodes(plan):
            if node.get("Relation Name") == "obligations_occurrence":
                yield node
