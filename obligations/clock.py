"""The two clocks.

The business clock gives the day by which statuses are judged, reminders
planned and facts recorded; the demonstration can set it. The machine clock
serves leases, heartbeats, sessions and audit, and nothing sets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from obligations.models import BusinessClock

# The day from which a page is looked at; None for now.
_looking_from: ContextVar[date | None] = ContextVar("longstop_looking_from", default=None)


@contextmanager
def looking_from(day: date) -> Iterator[None]:
    """Within it the business clock stands at a day that is past, for reading alone."""
    token = _looking_from.set(day)
    try:
        yield
    finally:
        _looking_from.reset(token)


def is_looking_back() -> bool:
    """Whether a page is being looked at from another day."""
    return _looking_from.get() is not None


def machine_now() -> datetime:
    """The machine's clock, aware."""
    return timezone.now()


def business_now() -> datetime:
    """The instant of the business clock: the machine's, unless the demonstration set a day."""
    day = _looking_from.get() or set_day()
    return machine_now() if day is None else instant_of_day(day)


def business_today(zone: str | None = None) -> date:
    """The day of the business clock in a zone (Longstop's own without one)."""
    day = _looking_from.get() or set_day()
    if day is not None:
        return day
    return machine_now().astimezone(ZoneInfo(zone or settings.LONGSTOP_ZONE)).date()


def set_day() -> date | None:
    """The day that the demonstration has set, None where the business clock runs."""
    if not settings.LONGSTOP_DEMO:
        return None
    return BusinessClock.objects.values_list("day", flat=True).first()


def instant_of_day(day: date) -> datetime:
    """The instant that stands for "as at" a day: noon UTC, the same date nearly everywhere."""
    return datetime.combine(day, time(12), UTC)
