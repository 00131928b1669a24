"""Recomputation after one event, against the bare engine and against one bare UPDATE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import User
from agreements.walls import seeing_everything
from bench.agreement import build
from bench.bare_update import BareUpdate
from bench.database import fresh_database
from bench.rows import Row, cost, exactly
from bench.turns import Turns, in_turns, seconds
from obligations.actions import recompute as module
from obligations.actions.happenings import Said, record
from obligations.actions.recompute import changes_for, recompute
from obligations.clock import business_now
from obligations.engine.agreement import compute
from obligations.facts import facts_of
from obligations.models import KeyDate

# How many hang on the event, and how many rounds, after how many that do not count.
COUNTS = {1_000: (15, 1), 10_000: (7, 1), 100_000: (2, 0)}


@dataclass
class Found:
    """Seconds for each dependent occurrence, and queries, at one count."""

    each: float
    queries: int


def measure() -> Iterator[Row]:
    """At each count what is read, computed and written; then how all that grows."""
    found = []
    with fresh_database() as owner_url:
        by = User.objects.system()
        for count, (rounds, warm) in COUNTS.items():
            bench = Bench(count, by, owner_url)
            yield from bench.reading(rounds, warm)
            yield from bench.writing(rounds, warm)
            found.append(bench.whole())
    few, *_, many = found
    first, *_, last = COUNTS
    name = f"seconds for each of {last:,}, against each of {first:,}"
    yield Row(name, many.each, few.each, many.each / few.each, 1.5)
    yield exactly(f"queries at {last:,}, against {first:,}", many.queries, few.queries, "")


class Bench:
    """One agreement whose obligations all hang on one event."""

    def __init__(self, count: int, by: User, owner_url: str) -> None:
        self.name = f"{count:,} dependents"
        self.count = count
        self.by = by
        self.key_date: KeyDate = build(f"BENCH-{count}", count, by, owner_url)
        self.days = (date(2000, 5, 1) + timedelta(days=n) for n in range(400))
        self.taken: list[float] = []

    def reading(self, rounds: int, warm: int) -> Iterator[Row]:
        """All that comes before the writing, against the engine alone with the same facts."""
        agreement = self.key_date.agreement
        with seeing_everything():
            case = facts_of(agreement, business_now()).case

        def read_and_compute() -> None:
            with seeing_everything():
                changes_for(facts_of(agreement, business_now()), None)

        turns = in_turns(read_and_compute, lambda: compute(case), rounds=rounds, warm=warm)
        yield cost(f"{self.name}: reading and computing, against the engine", turns, at_most=3)

    def writing(self, rounds: int, warm: int) -> Iterator[Row]:
        """The writing back inside the real action, against one UPDATE of the same rows."""
        update = BareUpdate(self.key_date.agreement, self.by)
        turns, whole = Turns(), Turns()
        with _timed_writing() as written:
            for number in range(warm + rounds):
                act, bare = seconds(self.correct), seconds(update)
                if number >= warm:
                    turns.ours.append(written[-1])
                    turns.bare.append(bare)
                    whole.ours.append(act)
                    whole.bare.append(bare)
        self.taken = whole.ours
        yield cost(f"{self.name}: writing back, against one UPDATE", turns, at_most=1.5)
        yield cost(f"{self.name}: the whole action, against one UPDATE", whole)
        yield exactly(f"{self.name}: written where nothing changed", self.unchanged(), 0, "rows")

    def correct(self) -> None:
        """Corrects the event by a day, which moves every date."""
        said = Said(day=next(self.days), corrects=1)
        with seeing_everything():
            record(key_date=self.key_date, said=said, by=self.by, reason="measuring")

    def unchanged(self) -> int:
        """How many rows are written when nothing has changed."""
        agreement, now = self.key_date.agreement, business_now()
        for _ in range(2):
            with seeing_everything():
                changes = recompute(agreement, by=self.by, because="measuring", now=now)
        return len(changes.changed) + len(changes.added) + len(changes.withdrawn)

    def whole(self) -> Found:
        """What the whole action takes for each occurrence, and its queries."""
        with CaptureQueriesContext(connection) as queries:
            self.correct()
        return Found(median(self.taken) / self.count, len(queries))


class _timed_writing:
    """Notes how long each writing back of an action takes, while the block runs."""

    def __enter__(self) -> list[float]:
        taken: list[float] = []
        self.plain = write = module._write

        def timed(changes: Any) -> None:
            taken.append(seconds(lambda: write(changes)))

        module._write = timed
        return taken

    def __exit__(self, *_error: object) -> None:
        module._write = self.plain
