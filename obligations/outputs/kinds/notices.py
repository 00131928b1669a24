"""Notice log: what went out and came in, by which channel, and from which day each counts."""

from __future__ import annotations

from obligations.outputs.kinds.kind import Column, list_kind
from obligations.queries.report_notice_log import notice_log

KIND = list_kind(
    "notices",
    "What went out and came in, by which channel, and from which day each counts.",
    read=notice_log,
    columns=(
        Column("Agreement", lambda row: row.agreement, 16),
        Column("Number", lambda row: row.number, 8),
        Column("Way", lambda row: row.way, 10),
        Column("Kind", lambda row: row.kind, 24),
        Column("Subject", lambda row: row.subject, 44, True),
        Column("Section", lambda row: row.section, 12),
        Column("From", lambda row: row.sender, 28, True),
        Column("To", lambda row: row.to, 28, True),
        Column("Copies", lambda row: row.copies, 28, True),
        Column("Channel", lambda row: row.channel, 14),
        Column("Sent", lambda row: row.sent),
        Column("Hour", lambda row: row.hour, 26),
        Column("Received", lambda row: row.received),
        Column("Counts from", lambda row: row.counts),
        Column("Because", lambda row: row.because, 36, True),
        Column("Brings about", lambda row: row.brings, 24),
        Column("State", lambda row: row.state, 12),
        Column("Certainty", lambda row: row.certainty, 12),
        Column("SHA-256 of the letter", lambda row: row.letter, 68),
    ),
    template="reports/kinds/notices.html",
    asks=("since",),
)
