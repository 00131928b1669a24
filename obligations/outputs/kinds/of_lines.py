"""Columns that say something of an occurrence, for the kinds whose rows are occurrences."""

from __future__ import annotations

from django.conf import settings

from obligations.outputs.kinds.kind import Column
from obligations.queries.report_data import Entry

AGREEMENT = Column("Agreement", lambda e: e.line.agreement, 16)
SECTION = Column("Section", lambda e: e.line.section, 12)
TITLE = Column("Title", lambda e: e.line.title, 48, True)
TURN = Column("Key", lambda e: e.turn, 16)
KIND = Column("Kind", lambda e: e.line.kind, 14)
STATUS = Column("Status", lambda e: e.line.status, 14)
LAST = Column("Last day", lambda e: e.line.last)
ACT_BY = Column("Act by", lambda e: e.safe)
FIRST = Column("First day", lambda e: e.line.start)
GRACE = Column("Grace to", lambda e: e.line.grace_until)
AT = Column("At", lambda e: e.line.at, 30)
EXTENDED = Column("Moved from", lambda e: e.line.original)
OBLIGOR = Column("Obligor", lambda e: e.line.obligor, 32, True)
OBLIGEE = Column("Obligee", lambda e: e.line.obligee, 32, True)
ANSWERS = Column("Who answers", lambda e: e.line.responsible, 20)
CERTAINTY = Column("Certainty", lambda e: e.line.certainty, 12)
AMOUNT = Column("Amount", lambda e: e.line.amount, 28, True)
DONE = Column("Done", lambda e: e.done and e.done.day)
DONE_BY = Column("Entered by", lambda e: e.done and e.done.by, 20)
DONE_ENTERED = Column("Entered on", lambda e: e.done and e.done.entered)
OUTCOME = Column("Outcome", lambda e: e.done and e.done.outcome, 28, True)
DAYS = Column("Days from the report's day", lambda e: e.days, 12)
LATE = Column("Days late", lambda e: days_late(e), 10)
ADDRESS = Column("Address", lambda e: f"{settings.LONGSTOP_BASE_URL}{e.line.path}", 44)

WHERE = (AGREEMENT, SECTION, TITLE, TURN, KIND)
WHO = (OBLIGOR, OBLIGEE, ANSWERS)


def days_late(entry: Entry) -> int | None:
    """How many days late it was done, or is by now; None where it is not late."""
    if entry.days_late is not None:
        return entry.days_late if entry.days_late > 0 else None
    return -entry.days if entry.days is not None and entry.days < 0 else None
