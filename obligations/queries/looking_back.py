"""Looking back: for a while every query finds the rows as they stood on another day.

Before each query stand, under the names of its tables, the rows as they are to be
read: as known on a day the last versions in their histories that were recorded by
its end, and as at a day what was done or decided by then. So one page has one query
for now and for then, and nothing can be written meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import DateField, Min
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.clock import looking_from
from obligations.engine.run import show
from obligations.queries.past_rows import AGREEMENTS, past_tables, rows_then

_NAMES = re.compile(r'"((?:agreements|obligations)_[a-z]+)"')
_READS = re.compile(r"\s*\(?\s*SELECT\b", re.IGNORECASE)
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


_paused: ContextVar[bool] = ContextVar("longstop_as_it_is_now", default=False)


class LookingBack(RuntimeError):
    """A write while everything is looked at from another day."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From which day things are looked at: statuses as at a day, as known on a day, or both."""

    as_at: date | None = None
    known_on: date | None = None

    @property
    def day(self) -> date:
        """The day on which statuses are judged."""
        found = self.as_at or self.known_on
        assert found is not None
        return found

    @property
    def words(self) -> str:
        """“as at Sat 30 Jun 2001, as known on Sun 1 Jul 2001”."""
        parts = [f"as at {show(self.as_at)}"] if self.as_at else []
        parts += [f"as known on {show(self.known_on)}"] if self.known_on else []
        return ", ".join(parts)

    @property
    def query(self) -> str:
        """What addresses carry to keep looking from there."""
        days = {"as_at": self.as_at, "known_on": self.known_on}
        return urlencode({name: day.isoformat() for name, day in days.items() if day})


def begins(user: User) -> date | None:
    """The day on which the record begins of what a user may see; None where there is nothing."""
    history: Any = apps.get_model("agreements", "AgreementHistory")
    told = Cast(KeyTextTransform("day", "pgh_context"), DateField())
    # The business day of a history row is the one that was set, else that of its own time.
    day = Coalesce(told, TruncDate("pgh_created_at", tzinfo=ZoneInfo(settings.LONGSTOP_ZONE)))
    rows = history.objects.filter(pgh_obj_id__in=visible_agreements(user).values("pk"))
    with as_it_is_now():
        first: date | None = rows.aggregate(first=Min(day))["first"]
    return first


@contextmanager
def seen_from(point: Viewpoint) -> Iterator[None]:
    """Within it everything is read and judged from a viewpoint, its business clock included.

    Raises LookingBack for a write. As known on a day, the steps of computations are not
    kept and are empty.
    """
    with looking_from(point.day), _joined_whole(point), connection.execute_wrapper(_Past(point)):
        yield


@contextmanager
def _joined_whole(point: Viewpoint) -> Iterator[None]:
    """Has the database join whole tables: it takes a past for a few rows, which they are not."""
    if point.known_on is None:
        yield
        return
    before = _nested_loops("off")
    yield
    # After an error the transaction takes the setting back by itself.
    _nested_loops(before)


def _nested_loops(value: str) -> str:
    """Sets whether the transaction's joins may be nested loops; gives back what held before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('enable_nestloop'), set_config('enable_nestloop', %s, true)",
            [value],
        )
        before: str = cursor.fetchone()[0]
    return before


@contextmanager
def as_it_is_now() -> Iterator[None]:
    """Within it queries read the rows of now, also while everything else looks back."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)


class _Past:
    """Puts the rows of a day before each query that reads their tables."""

    def __init__(self, point: Viewpoint) -> None:
        self.point = point
        self.tables = past_tables(as_known=point.known_on is not None)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        named = set(_NAMES.findall(sql))
        if named and _WRITES.match(sql):
            raise LookingBack("This is looked at from another day, and is for reading alone.")
        # Each sees those before it: the walls of all the others ask for the agreements of now.
        names = sorted(named & self.tables, key=lambda name: (name == AGREEMENTS, name))
        if names and _READS.match(sql) and not _paused.get():
            tables = ", ".join(
                rows_then(name, self.point.known_on, self.point.day) for name in names
            )
            sql = f"WITH {tables} {sql}"
        return execute(sql, params, many, context)
