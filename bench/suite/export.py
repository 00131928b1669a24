"""The memory of the whole register as CSV, at 10,000 and at 50,000 lines."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from agreements.models import User
from bench.database import fresh_database
from bench.rows import Row
from bench.seeding import seed
from obligations.queries.register import Filters
from obligations.views.register import _csv_lines

FEW, MANY = 10_000, 50_000


def measure() -> Iterator[Row]:
    """The most memory that Python held while the file was sent, line by line."""
    with fresh_database() as owner_url:
        person = User.objects.create_user("bench@longstop.example", full_name="B", role="reader")
        seed(owner_url, 1, FEW)
        _peak(person)
        few = _peak(person)
        seed(owner_url, FEW + 1, MANY)
        many = _peak(person)
    yield Row(f"most memory at {MANY:,} lines, at {FEW:,}", many, few, many / few, 1.2, unit="MB")


def _peak(person: User) -> float:
    tracemalloc.start()
    for _ in _csv_lines(person, Filters()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
