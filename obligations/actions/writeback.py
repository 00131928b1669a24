"""Computed occurrences to rows: one INSERT for new ones, one UPDATE for changed ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from obligations.engine.agreement import Occurrence as Computed
from obligations.engine.calendars import BusinessCalendar, calendar
from obligations.engine.present import reading_data
from obligations.engine.status import phase_of, turning_points
from obligations.engine.values import Outcome

NO_DATE = date(9999, 12, 31)

# What a recomputation may write, with the types of the arrays that carry it.
COLUMNS: dict[str, str] = {
    "terms_id": "bigint",
    "turn": "text",
    "kind": "text",
    "state": "text",
    "phase": "text",
    "certainty": "text",
    "latest_fact_date": "date",
    "open_date": "date",
    "due_date": "date",
    "start_date": "date",
    "end_date": "date",
    "act_by_date": "date",
    "grace_date": "date",
    "first_free_date": "date",
    "extended_date": "date",
    "unmoved_date": "date",
    "due_at": "timestamptz",
    "due_offset": "smallint",
    "sort_date": "date",
    "opens_at": "timestamptz",
    "soon_at": "timestamptz",
    "today_at": "timestamptz",
    "late_at": "timestamptz",
    "grace_ends_at": "timestamptz",
    "readings": "jsonb",
    "awaiting": "jsonb",
    "cautions": "jsonb",
    "steps": "jsonb",
    "calendar_versions": "jsonb",
    "fingerprint": "text",
    "computed_at": "timestamptz",
}

_IDENTITY = {
    "obligation_id": "bigint",
    "agreement_id": "bigint",
    "person_id": "bigint",
    "key": "text",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One computed occurrence as a row: its key, who it belongs to, and the columns' values."""

    key: str
    obligation_id: int
    agreement_id: int
    person_id: int | None
    values: dict[str, Any]


def row_of(
    computed: Computed,
    *,
    key: str,
    obligation_id: int,
    agreement_id: int,
    terms_id: int,
    kind: str,
    zone: str,
    extended_to: date | None,
    computed_at: datetime,
    unmoved: date | None = None,
    calendar_of: Callable[[str], BusinessCalendar] = calendar,
) -> Row:
    """The row of a computed occurrence. An agreed extension moves its turning points.

    `unmoved` is the day that it would have without any adjustment; `calendar_of`
    finds the calendars, whose versions are kept with the row.
    """
    outcome = computed.outcome
    values = {
        "terms_id": terms_id,
        "turn": computed.key,
        "kind": kind,
        **_dates(outcome, zone, extended_to),
        "unmoved_date": _unmoved(outcome, extended_to, unmoved),
        **_texts(outcome, calendar_of),
    }
    values["fingerprint"] = _fingerprint(values)
    values["computed_at"] = computed_at
    person = int(computed.person) if computed.person else None
    return Row(key, obligation_id, agreement_id, person, values)


def _dates(outcome: Outcome, zone: str, extended_to: date | None) -> dict[str, Any]:
    turning = turning_points(outcome, zone, extended_to)
    at = outcome.at
    offset = at.utcoffset() if at is not None else None
    return {
        "state": outcome.state,
        "phase": phase_of(outcome),
        "certainty": outcome.certainty,
        "latest_fact_date": outcome.latest_fact,
        "open_date": outcome.opens,
        "due_date": outcome.due,
        "start_date": outcome.start,
        "end_date": outcome.end,
        "act_by_date": outcome.act_by,
        "grace_date": outcome.grace_until,
        "first_free_date": outcome.first_free,
        "extended_date": extended_to,
        "due_at": at.astimezone(UTC) if at is not None else None,
        "due_offset": int(offset.total_seconds() // 60) if offset is not None else None,
        "sort_date": sort_date(outcome, extended_to),
        "opens_at": turning.opens,
        "soon_at": turning.soon,
        "today_at": turning.today,
        "late_at": turning.late,
        "grace_ends_at": turning.grace,
    }


def _unmoved(outcome: Outcome, extended_to: date | None, unmoved: date | None) -> date | None:
    """The original day where another stands now; empty where nothing moved it."""
    original = unmoved or outcome.day
    return original if original != (extended_to or outcome.day) else None


def sort_date(outcome: Outcome, extended_to: date | None) -> date:
    """The date that lists go by: the last day, else the first, else the end of time."""
    return extended_to or outcome.due or outcome.end or outcome.start or NO_DATE


def _texts(outcome: Outcome, calendar_of: Callable[[str], BusinessCalendar]) -> dict[str, str]:
    versions = {id_: calendar_of(id_).version for id_ in outcome.calendars}
    return {
        "readings": as_json([reading_data(r) for r in outcome.readings]),
        "awaiting": as_json(outcome.awaiting),
        "cautions": as_json(outcome.cautions),
        "steps": as_json([step.as_dict() for step in outcome.steps]),
        "calendar_versions": as_json(versions),
    }


def as_json(value: object) -> str:
    """Compact JSON, as it travels in an array of jsonb."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fingerprint(values: dict[str, Any]) -> str:
    text = "\x1f".join(str(value) for value in values.values())
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def insert(rows: Sequence[Row]) -> None:
    """Adds occurrences in one statement (COPY is not allowed behind row-level security)."""
    if not rows:
        return
    typed = {**_IDENTITY, **COLUMNS}
    arrays = ", ".join(f"%s::{kind}[]" for kind in typed.values())
    parameters: list[Any] = [[getattr(row, name) for row in rows] for name in _IDENTITY]
    parameters += [[row.values[name] for row in rows] for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO obligations_occurrence ({', '.join(typed)}, done_late, outcome)"
            f" SELECT *, false, '' FROM unnest({arrays})",
            parameters,
        )


def update(changes: Sequence[tuple[int, Row]]) -> None:
    """Writes changed occurrences, found by id, in one statement; their key goes with them."""
    if not changes:
        return
    typed = {"id": "bigint", "key": "text", **COLUMNS}
    sets = ", ".join(f"{name} = new.{name}" for name in typed if name != "id")
    arrays = ", ".join(f"%s::{kind}[]" for kind in typed.values())
    parameters: list[Any] = [[id_ for id_, _ in changes], [row.key for _, row in changes]]
    parameters += [[row.values[name] for _, row in changes] for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE obligations_occurrence AS old SET {sets}"
            f" FROM unnest({arrays}) AS new({', '.join(typed)}) WHERE old.id = new.id",
            parameters,
        )


def withdraw(ids: Iterable[int]) -> None:
    """Marks occurrences whose reason has gone; they stay, and can come back."""
    wanted = list(ids)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE obligations_occurrence SET phase = 'withdrawn', fingerprint = ''"
                " WHERE id = ANY(%s)",
                [wanted],
            )
