"""Instants as they were counted: in an offset, with the name that the offset has in a place."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


def local(at: datetime | None, offset: int | None, place: str | None = None) -> datetime | None:
    """An instant in the offset (minutes) that it was computed in; its `%Z` names the offset.

    A contract that says "Eastern Standard Time" in July means EST by its words, though New York
    then keeps EDT: the name is the one that fits the offset, whatever the season. Without a
    place, or where the place never has the offset, the name is such as "UTC-05:00".
    """
    if at is None or offset is None:
        return at
    return at.astimezone(_named(offset, place or "", at.year))


def in_place(at: datetime | None, place: str | None) -> datetime | None:
    """An instant that carries its offset, with the name that the offset has in a place."""
    offset = at.utcoffset() if at is not None else None
    return local(at, round(offset.total_seconds() / 60), place) if offset is not None else at


@lru_cache(maxsize=4096)
def _named(offset: int, place: str, year: int) -> timezone:
    """A fixed offset with the name that it has in a place at some time of a year."""
    ahead = timedelta(minutes=offset)
    for month in (1, 7) if place else ():
        there = datetime(year, month, 15, 12, tzinfo=ZoneInfo(place))
        name = there.tzname() or ""
        if there.utcoffset() == ahead and name.isalpha():
            return timezone(ahead, name)
    return timezone(ahead)
