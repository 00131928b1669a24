"""The audit extract: each change of a record between two days, with who, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.db import connection

from agreements.models import Agreement, User
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.queries.history import AGREEMENT_SOURCES, Act, Change
from obligations.queries.history_words import Names
from obligations.queries.report_list import Listing, listing
from obligations.queries.report_scope import Wanted, covered

MOST = 20_000
_VERBS = {"insert": "entered", "update": "changed", "delete": "removed"}
_MINE = "agreement_id = %(agreement)s"


def _within(column: str, table: str) -> str:
    """The condition that a column points into a history table of the agreement."""
    return f"{column} IN (SELECT pgh_obj_id FROM {table} WHERE {_MINE})"


_REQUESTS = _within("request_id", "obligations_consentrequesthistory")
_TERMS = _within("terms_id", "obligations_paymenttermshistory")
_TEXTS = _within("schedule_id", "obligations_schedulehistory")
# kind of row -> its history table, and the condition for one agreement
SOURCES = AGREEMENT_SOURCES | {
    "adjustment": ("obligations_adjustmenthistory", _MINE),
    "holding": ("obligations_holdinghistory", _MINE),
    "affiliate": ("obligations_affiliationhistory", _MINE),
    "consent rule": ("obligations_consentrulehistory", _MINE),
    "request for consent": ("obligations_consentrequesthistory", _MINE),
    "answer to a request": ("obligations_consentanswerhistory", _REQUESTS),
    "schedule": ("obligations_schedulehistory", _MINE),
    "text of a schedule": ("obligations_scheduletexthistory", _TEXTS),
    "row of a schedule": (
        "obligations_schedulerowhistory",
        f"text_id IN (SELECT pgh_obj_id FROM obligations_scheduletexthistory WHERE {_TEXTS})",
    ),
    "closing item": (
        "obligations_closingitemhistory",
        _within("obligation_id", "obligations_obligationhistory"),
    ),
    "mark on a checklist": (
        "obligations_closingmarkhistory",
        _within("occurrence_id", "obligations_occurrencehistory"),
    ),
    "deduction": ("obligations_deductionhistory", _TERMS),
    "royalty reduction": ("obligations_royaltyreductionhistory", _TERMS),
    "share of a payment": ("obligations_paymentsharehistory", _TERMS),
    "allocation of a payment": (
        "obligations_allocationhistory",
        _within("payment_id", "obligations_paymenthistory"),
    ),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: of a field of a record, or the entry or removal of a whole record."""

    agreement: str
    at: datetime
    day: date
    person: str
    action: str
    reason: str
    record: str
    did: str
    field: str
    before: str
    after: str

    @property
    def clock(self) -> str:
        """The time of day at which it was recorded, in UTC."""
        return f"{self.at.astimezone(UTC):%H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class _Row:
    act: UUID
    at: datetime
    day: date
    context: dict[str, str]
    change: Change


def audit(user: User, wanted: Wanted, asked_at: datetime) -> Listing:
    """The changes between two days, both included, agreement by agreement, in their order.

    Raises EngineError with a sentence where they are too many for one report.
    """
    groups = []
    left = MOST
    for agreement in covered(user, wanted):
        rows = _rows(agreement, wanted, left + 1)
        left -= len(rows)
        if left < 0:
            raise EngineError(
                f"More than {MOST:,} changes were recorded in these days. Ask for fewer days, or"
                " for one agreement."
            )
        groups.append((agreement.reference, list(_told(agreement, rows))))
    return listing(user, wanted, asked_at, groups)


def _rows(agreement: Agreement, wanted: Wanted, most: int) -> list[_Row]:
    parts = [_part(kind, *source) for kind, source in SOURCES.items()]
    last = min(wanted.as_at, wanted.known_on) if wanted.known_on else wanted.as_at
    values: dict[str, int | str | date] = {
        "agreement": agreement.pk,
        "zone": settings.LONGSTOP_ZONE,
        "first": wanted.since or wanted.as_at,
        "last": last,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 2, 5, 6 LIMIT %(most)s", values)
        found = cursor.fetchall()
    return [
        _Row(act, at, day, json.loads(context), _change(kind, label, before, after))
        for act, at, day, context, kind, _, label, after, before in found
    ]


def _change(kind: str, label: str, before: str | None, after: str) -> Change:
    # Amounts stay as they are written: 100000.00 is no 100000.0.
    old = json.loads(before, parse_float=str) if before else None
    return Change(kind, label, old, json.loads(after, parse_float=str))


def _part(kind: str, table: str, condition: str) -> str:
    # The business day where one was set, as agreements/audit.py records it.
    day = (
        "COALESCE((new.pgh_context->>'day')::date,"
        " (new.pgh_created_at AT TIME ZONE %(zone)s)::date)"
    )
    return f"""
        SELECT new.pgh_context_id, new.pgh_created_at, {day}, new.pgh_context, '{kind}',
            new.pgh_id, new.pgh_label, to_jsonb(new),
            (SELECT to_jsonb(old) FROM {table} AS old
             WHERE old.pgh_obj_id = new.pgh_obj_id AND old.pgh_id < new.pgh_id
             AND new.pgh_label = 'update' ORDER BY old.pgh_id DESC LIMIT 1)
        FROM (SELECT * FROM {table} WHERE {condition}) AS new
        WHERE {day} BETWEEN %(first)s AND %(last)s
    """


def _told(agreement: Agreement, rows: list[_Row]) -> Iterator[Changed]:
    acts = []
    for key, some in groupby(rows, attrgetter("act")):
        same = list(some)
        acts.append(Act(key, same[0].at, 0, changes=[row.change for row in same]))
    names = Names(acts)
    for row in rows:
        for field, before, after in _fields(names, row.change):
            yield Changed(
                agreement=agreement.reference,
                at=row.at,
                day=row.day,
                person=row.context["name"],
                action=row.context["action"],
                reason=row.context["reason"],
                record=_record(names, row.change),
                did=_VERBS[row.change.label],
                field=field,
                before=before,
                after=after,
            )


def _record(names: Names, change: Change) -> str:
    text = names.subject(change)
    return text[:1].upper() + text[1:]


def _fields(names: Names, change: Change) -> list[tuple[str, str, str]]:
    """What is told of a change: each field, or in one row all that a new or removed row held."""
    told = list(names.fields(change))
    if change.label == "update":
        return told
    held = "; ".join(f"{words}: {new or old}" for words, old, new in told)
    return [("", "", held)] if change.label == "insert" else [("", held, "")]


def period(wanted: Wanted) -> str:
    """The days of an extract in words."""
    first = wanted.since or wanted.as_at
    return f"{show(first)} to {show(wanted.as_at)}"
