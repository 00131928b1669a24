"""Audit extract: who changed what between two days, from what to what, and why."""

from __future__ import annotations

from obligations.outputs.kinds.kind import Column, list_kind
from obligations.queries.report_audit import audit

KIND = list_kind(
    "audit",
    "Every change that was recorded between two days: who, when, what, before and after, and why.",
    read=audit,
    columns=(
        Column("Agreement", lambda row: row.agreement, 16),
        Column("Day", lambda row: row.day),
        Column("Recorded at", lambda row: row.at, 34),
        Column("Person", lambda row: row.person, 22),
        Column("Action", lambda row: row.action, 22),
        Column("Record", lambda row: row.record, 44, True),
        Column("Change", lambda row: row.did, 10),
        Column("Field", lambda row: row.field, 18),
        Column("Before", lambda row: row.before, 36, True),
        Column("After", lambda row: row.after, 36, True),
        Column("Reason", lambda row: row.reason, 44, True),
    ),
    template="reports/kinds/audit.html",
    asks=("since",),
    must_ask=("since",),
)
