"""What is coming: whatever is to be done, or lapses, within a number of days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from agreements.models import User
from obligations.outputs.kinds import of_lines as of
from obligations.outputs.kinds.kind import list_kind
from obligations.queries.report_data import Entry
from obligations.queries.report_list import Listing, entries_of, listing
from obligations.queries.report_scope import Wanted

STEPS = (30, 60, 90)
_STATUSES = ("due today", "due soon", "open", "scheduled", "in grace")


def read(user: User, wanted: Wanted, asked_at: datetime) -> Listing:
    """What is to be acted on within the horizon, nearest first; what is in grace before it."""
    horizon = wanted.horizon or STEPS[0]
    found = [entry for entry in entries_of(user, wanted, *_STATUSES) if entry.section == "due"]
    found.sort(key=lambda entry: (entry.safe, entry.line.agreement, entry.line.id))
    return listing(user, wanted, asked_at, _groups(found, horizon))


def _groups(entries: list[Entry], horizon: int) -> Iterator[tuple[str, list[Entry]]]:
    """By how near it is to act; one that is past its last day, but in its grace, comes first."""
    grace = [entry for entry in entries if entry.line.status == "in grace"]
    yield "In grace: the last day is over, the grace still runs", grace
    since = None
    for until in sorted({*(step for step in STEPS if step < horizon), horizon}):
        title = f"Within {until} days" if since is None else f"In {since} to {until} days"
        yield title, [e for e in entries if e not in grace and _between(e, since, until)]
        since = until + 1


def _between(entry: Entry, since: int | None, until: int) -> bool:
    assert entry.safe is not None
    days = (entry.safe - entry.as_at).days
    return (since is None or days >= since) and days <= until


KIND = list_kind(
    "coming",
    "What is to be done, and which rights lapse, within 30, 60 or 90 days.",
    read=read,
    columns=(*of.WHERE, of.STATUS, of.ACT_BY, of.LAST, of.DAYS, of.GRACE, of.AT, of.EXTENDED)
    + (*of.WHO, of.AMOUNT, of.CERTAINTY, of.ADDRESS),
    template="reports/kinds/coming.html",
    asks=("horizon",),
)
