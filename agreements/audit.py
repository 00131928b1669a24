"""Who changed what, and why: the context that every write carries into its history row.

History rows are written by database triggers (django-pghistory), so raw SQL,
COPY and bulk updates are in them too. The context is set once per transaction
as a local setting; a check constraint refuses a history row without a person
and a reason, so a write outside `recording` fails instead of going unexplained.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.db import connection, models, transaction
from pghistory.models import Event

from agreements.models.user import User

# Each trigger asks which triggers are to be ignored. Without an answer an exception tells it so,
# and after each exception PostgreSQL goes through all that the transaction still has to check: of
# 100,000 rows each took ten times as long as of 1,000.
_IGNORED = "pgtrigger.ignore"
_SETTINGS = ("pghistory.context_id", "pghistory.context_metadata", "longstop.scope", _IGNORED)
# Tells the business day where somebody has set one; else the clock of the history row says it.
business_day: list[Callable[[], date | None]] = []
_open: ContextVar[str | None] = ContextVar("longstop_recording", default=None)


class Unexplained(ValueError):
    """A write without a person or without a reason."""


@contextlib.contextmanager
def recording(*, by: User, action: str, reason: str) -> Iterator[None]:
    """One transaction whose history rows name the person, the action and the reason.

    Inside another recording it joins that one: what a person did is one act,
    however many actions it took. Raises Unexplained for an empty reason.
    """
    if not isinstance(by, User) or not by.pk:
        raise Unexplained(f"{action} needs the person who does it.")
    # No text in the database can have a NUL.
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise Unexplained("A reason is needed: say in a few words why.")
    with transaction.atomic():
        if _open.get() is not None:
            yield
            return
        token = _open.set(action)
        before = _swap(_context(by, action, reason))
        try:
            yield
            # After an error the transaction takes the settings back by itself.
            _swap(before)
        finally:
            _open.reset(token)


def _context(by: User, action: str, reason: str) -> tuple[str, ...]:
    metadata = {"person": by.pk, "name": str(by), "action": action, "reason": reason}
    for tell in business_day:
        if (day := tell()) is not None:
            metadata["day"] = day.isoformat()
    return str(uuid.uuid4()), json.dumps(metadata), "all", "{}"


def _swap(values: tuple[str, ...]) -> tuple[str, ...]:
    """Sets the transaction's settings and gives back what they were."""
    with connection.cursor() as cursor:
        current = ", ".join(f"current_setting('{name}', true)" for name in _SETTINGS)
        cursor.execute(f"SELECT {current}")
        before = tuple(value or "" for value in cursor.fetchone())
        sets = ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
        cursor.execute(f"SELECT {sets}", values)
    return before


class History(Event):
    """Base of all history tables: rows that only triggers write, each with its why."""

    class Meta:
        abstract = True


def explained() -> models.CheckConstraint:
    """That a history row names its person and its reason."""
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_explained",
        condition=models.Q(pgh_context__isnull=False)
        & models.Q(pgh_context__person__isnull=False)
        & models.Q(pgh_context__reason__isnull=False)
        & ~models.Q(pgh_context__reason=""),
    )


def tracked(*, exclude: tuple[str, ...] = (), quiet: tuple[str, ...] = ()) -> Any:
    """Class decorator: a history row for each insert, change and delete of a model's rows.

    `exclude` fields are left out of history; a change of `quiet` fields alone
    makes no history row (both are for what can be worked out again).
    """
    silent = (*exclude, *quiet)
    condition = pgtrigger.AnyChange(exclude=list(silent)) if silent else pgtrigger.AnyChange()
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(condition=condition),
        pghistory.DeleteEvent(),
        base_model=History,
        exclude=list(exclude),
        append_only=True,
        meta={"constraints": [explained()]},
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        obj_field=pghistory.ObjForeignKey(
            related_name="history", db_constraint=False, on_delete=models.DO_NOTHING
        ),
    )
