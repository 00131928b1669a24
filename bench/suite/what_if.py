"""What another date on paper would move, against the bare engine with the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from agreements.models import User
from agreements.walls import seeing_everything
from bench.agreement import build
from bench.database import fresh_database
from bench.rows import Row, cost, exactly
from bench.turns import in_turns
from obligations.actions.scenarios import OnPaper, add_step, make_scenario
from obligations.clock import business_now
from obligations.engine.agreement import compute
from obligations.facts import facts_of
from obligations.models import KeyDate, Occurrence
from obligations.queries.scenarios import effect_of_steps, steps_of

COUNTS = {1_000: (5, 1), 10_000: (3, 1)}
# The whole answer, in which the engine's part is one.
AT_MOST = 3


def measure() -> Iterator[Row]:
    """At each count: all dates of one agreement moved on paper by another closing."""
    with fresh_database() as owner_url:
        by = User.objects.system()
        for count, (rounds, warm) in COUNTS.items():
            # Built in transactions of its own: the housekeeping between them waits for none.
            key_date = build(f"PAPER-{count}", count, by, owner_url)
            with seeing_everything():
                yield from _of(key_date, count, by, rounds, warm)


def _of(key_date: KeyDate, count: int, by: User, rounds: int, warm: int) -> Iterator[Row]:
    scenario = make_scenario(name=f"{count} later", by=by)
    day = date(2000, 4, 28) + timedelta(days=14)
    step = OnPaper(kind="happening", key_date=key_date, day=day)
    add_step(scenario=scenario, step=step, by=by)
    steps, now = steps_of(scenario), business_now()
    case = facts_of(key_date.agreement, now).case
    rows = Occurrence.objects.filter(agreement=key_date.agreement)
    before = list(rows.order_by("pk").values_list("sort_date", flat=True))
    turns = in_turns(
        lambda: effect_of_steps(steps, by, now),
        lambda: compute(case, explain=False),
        rounds=rounds,
        warm=warm,
    )
    yield cost(f"{count:,} dates on paper, against the engine", turns, at_most=AT_MOST)
    found = effect_of_steps(steps, by, now)
    yield exactly(f"{count:,} dates on paper: told", len(found.moved), _moved(count), "dates")
    after = list(rows.order_by("pk").values_list("sort_date", flat=True))
    written = sum(a != b for a, b in zip(before, after, strict=True))
    yield exactly(f"{count:,} dates on paper: written", written, 0, "rows")


def _moved(count: int) -> int:
    """All but those that a fixed day holds: the fourth rule of four does until January 2001."""
    return count - count // 4
