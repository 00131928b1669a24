"""Recomputation after one event, against the bare engine and against one bare UPDATE."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from django.db import connection

from agreements.audit import recording
from agreements.models import Agreement, Participation, Party, User
from agreements.walls import seeing_everything
from obligations.actions import writeback
from obligations.actions.happenings import Said, record
from obligations.actions.recompute import recompute
from obligations.clock import business_now, machine_now
from obligations.engine.agreement import compute
from obligations.facts import facts_of
from obligations.models import Conventions, KeyDate, Obligation, Occurrence, Terms

RULES = (
    "within 30 days after [Closing Date]",
    "not later than 5 business days before [Closing Date] + 6 months",
    "before 120th day following [Closing Date]",
    "later of ([Closing Date], 2001-01-31) + 3 months",
)


def build(reference: str, count: int, by: User) -> KeyDate:
    """An agreement whose `count` obligations all hang on one event, recorded."""
    with recording(by=by, action="bench", reason="measuring"):
        agreement = Agreement.objects.create(reference=reference, title="Measured")
        Conventions.objects.create(agreement=agreement, calendar="us-fed", zone="America/New_York")
        party = Party.objects.create(name=f"Party of {reference}")
        Participation.objects.create(agreement=agreement, party=party, role="Company")
        key_date = KeyDate.objects.create(agreement=agreement, name="Closing Date")
        rows = Obligation.objects.bulk_create(
            Obligation(
                agreement=agreement,
                ref=f"D{n}",
                section=str(n),
                kind="deliverable",
                title=f"Duty {n}",
            )
            for n in range(count)
        )
        now = machine_now()
        terms = Terms.objects.bulk_create(
            Terms(obligation=o, number=1, rule=RULES[n % len(RULES)], made_by=by, made_at=now)
            for n, o in enumerate(rows)
        )
        for row, version in zip(rows, terms, strict=True):
            row.terms = version
        Obligation.objects.bulk_update(rows, ["terms"], batch_size=2000)
    record(key_date=key_date, said=Said(day=date(2000, 4, 28)), by=by, silent=True)
    return key_date


def timed(work: Callable[[], object], repeats: int = 5) -> float:
    """The median seconds of some runs."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def measure(counts: tuple[int, ...] = (1_000, 10_000)) -> list[str]:
    """Lines to print: seconds and ratios for each count."""
    by = User.objects.system()
    found = []
    with seeing_everything():
        for count in counts:
            found += _measure_one(f"BENCH-{count}-{time.time_ns()}", count, by)
    return found


def _measure_one(reference: str, count: int, by: User) -> list[str]:
    key_date = build(reference, count, by)
    agreement = key_date.agreement
    facts = facts_of(agreement, business_now())
    bare = timed(lambda: compute(facts.case))
    reading = timed(lambda: compute(facts_of(agreement, business_now()).case))
    moved = iter(date(2000, 5, 1) + timedelta(days=n) for n in range(100))

    def correct() -> None:
        said = Said(day=next(moved), corrects=1)
        record(key_date=key_date, said=said, by=by, reason="measuring", silent=True)

    whole = timed(correct)
    update = _bare_update(agreement, by)
    unchanged = _unchanged(agreement, by)
    return [
        f"recompute {count:>7,} dependents: engine {bare:.3f} s, read + compute {reading:.3f} s"
        f" = {reading / bare:.2f} x engine (target 3), whole {whole:.3f} s,"
        f" write-back {(whole - reading):.3f} s = {(whole - reading) / update:.2f} x one bare"
        f" UPDATE … FROM unnest of {update:.3f} s (target 1.5); nothing changed: {unchanged} rows"
    ]


def _bare_update(agreement: Agreement, by: User) -> float:
    """One UPDATE … FROM unnest of the same columns on the same audited rows."""
    rows = list(
        Occurrence.objects.filter(agreement=agreement).values_list("id", *writeback.COLUMNS)
    )
    typed = {"id": "bigint", **writeback.COLUMNS}
    sets = ", ".join(f"{name} = new.{name}" for name in writeback.COLUMNS)
    arrays = ", ".join(f"%s::{kind}[]" for kind in typed.values())
    shift = iter(range(1, 100))

    def update() -> None:
        days = timedelta(days=next(shift))
        columns = [list(column) for column in zip(*rows, strict=True)]
        for place, name in enumerate(typed):
            if name == "sort_date":
                columns[place] = [day + days for day in columns[place]]
            if typed[name] == "jsonb":
                columns[place] = [writeback.as_json(value) for value in columns[place]]
        with recording(by=by, action="bench", reason="measuring"), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE obligations_occurrence AS old SET {sets}"
                f" FROM unnest({arrays}) AS new({', '.join(typed)}) WHERE old.id = new.id",
                columns,
            )

    return timed(update)


def _unchanged(agreement: Agreement, by: User) -> int:
    """Rows written when nothing changed: none is right."""
    recompute(agreement, by=by, because="measuring", now=business_now(), silent=True)
    changes = recompute(agreement, by=by, because="measuring", now=business_now(), silent=True)
    return len(changes.changed) + len(changes.added) + len(changes.withdrawn)
