"""Sealing and verifying the history: events in a second."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection

from agreements.audit import recording
from agreements.models import User
from agreements.sealing import seal
from agreements.verifying import verify
from bench.database import fresh_database
from bench.rows import Row

EVENTS, ROUNDS, WANTED = 200_000, 5, 100_000


def measure() -> Iterator[Row]:
    """Rows of one table, written at once; verifying, the median of the rounds."""
    with fresh_database():
        _fill()
        begun = time.perf_counter()
        sealed = seal()
        took = time.perf_counter() - begun
        yield Row(
            "events sealed in a second", sealed / took, WANTED, sealed / took / WANTED, unit=""
        )
        speeds = sorted(_verified() for _ in range(ROUNDS))
        middle = speeds[ROUNDS // 2]
        yield Row(
            "events verified in a second, in 100,000",
            middle,
            WANTED,
            middle / WANTED,
            1,
            ">=",
            (speeds[1] / WANTED, speeds[-2] / WANTED),
            "",
        )


def _fill() -> None:
    why = recording(by=User.objects.system(), action="fill", reason="to measure")
    with why, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_party (name, kind, jurisdiction)"
            " SELECT 'Party ' || n, 'company', 'Delaware' FROM generate_series(1, %s) n",
            [EVENTS],
        )


def _verified() -> float:
    begun = time.perf_counter()
    found = verify()
    took = time.perf_counter() - begun
    assert not found.broken and found.events >= EVENTS, found
    return found.events / took
