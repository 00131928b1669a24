"""Times of day and zones: from words to instants, never silently wrong.

A standard-time name in a contract ("4:30 p.m. Eastern Standard Time") is a
fixed offset by its words and the prevailing local time by most people's
meaning: both are kept, and the caller chooses. A wall time that does not
exist, or exists twice, is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from obligations.engine import lexicon
from obligations.engine.errors import CannotCompute, EngineError

_TIME = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?\s*(?:([ap])\.?\s?m\.?)?", re.IGNORECASE)
_WORDS = "|".join(
    re.escape(w).replace(r"\ ", r"\s+") for w in sorted(lexicon.ZONE_WORDS, key=len, reverse=True)
)
_ZONE = re.compile(
    rf"(?:(?P<word>{_WORDS})|(?P<iana>[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+))(?!\w)", re.IGNORECASE
)
_ZONE_AFTER = re.compile(rf"\s*,?\s*(?P<open>\(\s*)?(?P<zone>{_ZONE.pattern})", re.IGNORECASE)
_CLOSE = re.compile(r"\s*\)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as written.

    `place` is the IANA name of the prevailing local time; `offset_hours` the
    fixed offset that the words literally say ("EST"), None for a place.
    """

    text: str
    place: str
    offset_hours: float | None = None

    def literal(self) -> tzinfo:
        """The zone by its very words: a fixed offset for "EST", else the place."""
        if self.offset_hours is None:
            return zone_info(self.place)
        return UTC if self.text == "UTC" else timezone(timedelta(hours=self.offset_hours))


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in a zone."""

    time: time
    zone: Zone

    def __str__(self) -> str:
        return f"{self.time:%H:%M} {self.zone.text}"


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name, in any case of its letters.

    Raises EngineError with a sentence for an unknown one.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        for known in available_timezones():
            if known.casefold() == name.casefold():
                return ZoneInfo(known)
        raise EngineError(
            f"There is no time zone “{name}”; write one such as America/New_York."
        ) from error


class WrittenZone(NamedTuple):
    """A zone in a text, and where it stands; it may yet be one that there is not."""

    text: str
    start: int
    end: int

    def zone(self) -> Zone:
        """The zone. Raises EngineError with a sentence for an unknown one."""
        return read_zone(self.text)


def find_zone(text: str, at: int) -> WrittenZone | None:
    """The zone that follows a time, as in “16:30 EST” or “4:30 pm (London time)”."""
    match = _ZONE_AFTER.match(text, at)
    if match is None:
        return None
    closing = _CLOSE.match(text, match.end()) if match["open"] else None
    return WrittenZone(match["zone"], match.start("zone"), (closing or match).end())


def read_zone(written: str) -> Zone:
    """A zone from its name alone: IANA, an abbreviation, or "Eastern Standard Time".

    Raises EngineError with a sentence for an unknown one.
    """
    match = _ZONE.fullmatch(written.strip())
    if match is None:
        zone_info(written.strip())
        return Zone(written.strip(), written.strip())
    return _zone(match)


def read_time(written: str) -> time:
    """A time of day, as 16:30, 4:30 pm or noon. Raises EngineError for one that there is not."""
    written = written.strip().lower()
    if written == "noon":
        return time(12)
    if written == "midnight":
        raise EngineError("Midnight belongs to two days; write 00:00 or 23:59.")
    match = _TIME.fullmatch(written)
    if match is None:
        raise EngineError(f"“{written}” is no time of day; write it as 16:30.")
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and not 1 <= hour <= 12 or hour > 23 or minute > 59:
        raise EngineError(f"There is no time {written}; write it as 16:30 or 4:30 pm.")
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return time(hour, minute)


def _zone(match: re.Match[str]) -> Zone:
    if match["iana"]:
        key = zone_info(match["iana"]).key
        return Zone(key, key)
    written = " ".join(match["word"].split())
    word = lexicon.ZONE_WORDS[written.lower()]
    text = written.upper() if len(written) <= 3 else written.title()
    if word.literal is None:
        return Zone(word.place, word.place)
    return Zone(text, word.place, word.literal)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant of a wall time on a day, aware.

    Raises CannotCompute when the clocks skip that time (spring) or show it
    twice (autumn): a person has to say which instant is meant.
    """
    first = datetime.combine(day, at, zone)
    second = first.replace(fold=1)
    if first.utcoffset() != second.utcoffset():
        # in a gap the round trip through UTC changes the wall time
        back = first.astimezone(UTC).astimezone(zone)
        trouble = "does not exist" if back.replace(fold=0) != first else "comes twice"
        raise CannotCompute(
            f"{at:%H:%M} on {day.isoformat()} {trouble} in {zone}, because the clocks are changed"
            " that night; choose another time or state it in UTC."
        )
    return first


def elapsed(start: datetime, hours: int) -> datetime:
    """`hours` of elapsed time after an aware instant (before, when negative), in its zone."""
    return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)
