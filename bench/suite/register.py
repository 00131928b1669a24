"""The register page over real HTTP at 10,000 and at 1,000,000 occurrences, against a bare view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import median, quantiles

from django.db import connection
from django.test import Client as TestClient
from django.test.utils import CaptureQueriesContext

from agreements.models import User
from bench.database import fresh_database
from bench.rows import Row, cost, exactly
from bench.seeding import seed
from bench.serving import Client, server, sign_in
from bench.turns import Turns

COUNTS = (10_000, 1_000_000)
ROUNDS, WARM = 400, 60
TEXT = "Deliver thing"
DEEP = f"/register?after={date(2015, 6, 1)}~1"


def measure() -> Iterator[Row]:
    """Both pages in turns at each count; a page deep in the register; how many queries."""
    with fresh_database() as owner_url:
        person = User.objects.create_user("bench@longstop.example", full_name="B", role="reader")
        headers, there, queries = sign_in(person), 0, []
        pages: list[Turns] = []
        with server() as port:
            client = Client(port, headers, TEXT)
            for count in COUNTS:
                seed(owner_url, there + 1, count)
                there = count
                pages.append(client.in_turns("/register", "/bare", rounds=ROUNDS, warm=WARM))
                yield from _against_bare(f"{count:,} occurrences", pages[-1])
                queries.append(_queries(person))
            deep = client.in_turns(DEEP, "/register", rounds=100, warm=10)
            yield cost("page deep in the register, against its first", deep, at_most=1.5)
        yield _growth(*pages)
        yield exactly("queries, at the last count against the first", queries[1], queries[0], "")


def _against_bare(name: str, turns: Turns) -> Iterator[Row]:
    yield cost(f"{name}, median", turns, at_most=2)
    ours, bare = _p95(turns.ours), _p95(turns.bare)
    yield Row(f"{name}, 95th percentile", ours, bare, ours / bare, 2)


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


def _growth(few: Turns, many: Turns) -> Row:
    """Against the bare view of the same count, so that what else the machine did falls out."""
    ours, bare = (median(t.ours) / median(t.bare) for t in (many, few))
    return Row("ratio at the last count against the first", ours, bare, ours / bare, 1.3, unit="x")


def _queries(person: User) -> int:
    browser = TestClient(headers={"Host": "127.0.0.1", "X-Forwarded-Proto": "https"})
    browser.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get("/register")
    assert page.status_code == 200, page.status_code
    assert not any("OFFSET" in query["sql"] for query in queries)
    return len(queries)
