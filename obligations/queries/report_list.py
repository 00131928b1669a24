"""Reports that are lists: what they share, and which occurrences stand in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from agreements.models import Agreement, User
from obligations.clock import set_day
from obligations.queries.lines import lines
from obligations.queries.report_data import Done, Entry
from obligations.queries.report_scope import (
    Wanted,
    covered,
    left_out,
    rows_of,
    subject_of,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; the heading is empty where there is one group alone."""

    title: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A report that is a list: what was asked for, its rows in groups, and what is left out."""

    kind: str
    wanted: Wanted
    subject: str
    asked_by: str
    asked_at: datetime
    business_day: date | None
    agreements: tuple[Agreement, ...]
    groups: tuple[Group, ...]
    left_out: tuple[str, ...] = ()

    @property
    def as_at(self) -> date:
        """The day on which statuses are judged."""
        return self.wanted.as_at

    @property
    def known_on(self) -> date | None:
        """The day as known on which it speaks, None for now."""
        return self.wanted.known_on

    @property
    def scope(self) -> str:
        """The name of the scope, as report rows keep it."""
        return self.wanted.scope

    @property
    def count(self) -> int:
        """How many rows it has."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def references(self) -> str:
        """The references of the agreements that it covers."""
        return ", ".join(agreement.reference for agreement in self.agreements)


def listing(
    user: User,
    wanted: Wanted,
    asked_at: datetime,
    groups: Iterable[tuple[str, Sequence[Any]]],
) -> Listing:
    """A list with its head. Raises NoUser without a user; empty groups are left out."""
    agreements = tuple(covered(user, wanted))
    return Listing(
        kind=wanted.kind,
        # The same list is the same data, whatever file it goes into.
        wanted=replace(wanted, format="pdf", variant="standard"),
        subject=subject_of(user, wanted, agreements),
        asked_by=str(user),
        asked_at=asked_at,
        business_day=set_day(),
        agreements=agreements,
        groups=tuple(Group(title, tuple(rows)) for title, rows in groups if rows),
        left_out=tuple(left_out(user, wanted)),
    )


_BEHIND = ("first_free_date", "done_date", "done_at", "outcome", "agreement__conventions__zone")


def entries_of(user: User, wanted: Wanted, *statuses: str) -> list[Entry]:
    """The occurrences of a list, in the order of their dates."""
    rows = rows_of(user, wanted, *statuses)
    names = ("done_by__full_name", "done_by__email")
    behind = {row["id"]: row for row in rows.values("id", *_BEHIND, *names)}
    return [
        Entry(
            line=line,
            as_at=wanted.as_at,
            first_free=behind[line.id]["first_free_date"],
            done=_done(behind[line.id], line.status),
            steps=(),
            readings=(),
            cautions=(),
        )
        for line in lines(rows)
    ]


def _done(row: dict[str, Any], status: str) -> Done | None:
    if not status.startswith("done"):
        return None
    zone = ZoneInfo(row["agreement__conventions__zone"] or settings.LONGSTOP_ZONE)
    by = str(row["done_by__full_name"] or row["done_by__email"])
    return Done(row["done_date"], by, row["done_at"].astimezone(zone).date(), str(row["outcome"]))
