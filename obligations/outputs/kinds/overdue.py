"""Overdue and late: what should have been done by the day, and what was done too late."""

from __future__ import annotations

from datetime import datetime

from agreements.models import User
from obligations.outputs.kinds import of_lines as of
from obligations.outputs.kinds.kind import list_kind
from obligations.queries.report_list import Listing, entries_of, listing
from obligations.queries.report_scope import Wanted

_GROUPS = (
    ("Overdue", "overdue"),
    ("In grace: the last day is over, the grace still runs", "in grace"),
    ("Done late", "done late"),
)


def read(user: User, wanted: Wanted, asked_at: datetime) -> Listing:
    """What is overdue, in grace and done late, the earliest last day first."""
    found = entries_of(user, wanted, *(status for _, status in _GROUPS))
    groups = [(title, [e for e in found if e.line.status == s]) for title, s in _GROUPS]
    return listing(user, wanted, asked_at, groups)


KIND = list_kind(
    "overdue",
    "What is overdue or in its grace, and what was done after its last day.",
    read=read,
    columns=(*of.WHERE, of.STATUS, of.LAST, of.LATE, of.GRACE, of.EXTENDED, of.DONE)
    + (of.DONE_BY, of.DONE_ENTERED, of.OUTCOME, *of.WHO, of.AMOUNT, of.CERTAINTY, of.ADDRESS),
    template="reports/kinds/overdue.html",
)
