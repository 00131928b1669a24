"""Calendars for other programs: iCalendar (RFC 5545), in feeds and in mails (RFC 5546).

Days are days, without an hour or a zone; only where the clock counts is there
an instant, which is written in UTC so that no zone table has to travel along.
A deadline stands on its safe day, the day that mails remind of. A span of more
than a month stands on its last day: a bar across every day of years hides the rest.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vDatetime, vText, vUri

from obligations.engine.run import show
from obligations.queries.calendar_entries import Entry
from obligations.queries.lines import Line

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Longstop//Longstop//EN"
PUBLISH, CANCEL = "PUBLISH", "CANCEL"
# Keys of occurrences become identifiers under this name (RFC 9562 s. 5.5).
_KEYS = uuid.UUID("6a1f4d5e-0f5b-5d2b-9a55-4c6f6e677374")
_MOST_DAYS = 31
# RFC 5545 s. 3.1 allows no control characters; of the others here some readers begin a line.
_UNTOLD = {
    code: None for code in (*range(32), *range(127, 160), 0x2028, 0x2029) if code not in (9, 10)
}
_END = b"END:VCALENDAR\r\n"


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """A feed's file: all its entries, those that are called off as cancelled.

    It has no METHOD, for it is a calendar and no message; equal entries give equal bytes.
    """
    calendar = _calendar()
    calendar.add("name", vText(_clean(name)))
    calendar.add("x-wr-calname", vText(_clean(name)))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return _whole(calendar, (_kept(entry, _base()) for entry in entries))


def published(entries: Iterable[Entry], made_at: datetime) -> bytes:
    """The file of a mail that puts entries into a calendar, or moves them there."""
    return _message(PUBLISH, (_event(e, made_at, _base(), off=e.is_off) for e in entries), made_at)


def cancelled(lines: Iterable[tuple[Line, int]], made_at: datetime) -> bytes:
    """The file of a mail that takes lines out of a calendar, each with its sequence number."""
    return _message(CANCEL, (_off(line, sequence) for line, sequence in lines), made_at)


def _off(line: Line, sequence: int) -> Event:
    event = Event()
    event.add("uid", uid(line.key, _base()))
    event.add("sequence", sequence)
    event.add("summary", _clean(f"Called off: {line.title} ({line.agreement} {line.section})"))
    event.add("status", "CANCELLED")
    event.add("url", vUri(f"{_base()}{line.path}"))
    return event


def _message(method: str, events: Iterable[Event], made_at: datetime) -> bytes:
    """A file with its method. Its entries name who publishes them (RFC 5546 s. 3.2.1, 3.2.5)."""
    calendar = _calendar()
    calendar.add("method", method)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    found = []
    for event in events:
        event["dtstamp"] = vDatetime(made_at.astimezone(UTC).replace(microsecond=0))
        event.add("organizer", organizer)
        found.append(event.to_ical())
    return _whole(calendar, found)


def uid(key: str, base: str) -> str:
    """The identifier of an occurrence: the same in every feed and mail, for good."""
    return f"{uuid.uuid5(_KEYS, key)}@{urlsplit(base).hostname}"


def days_outside(entry: Entry) -> tuple[date, date]:
    """On which days an entry stands in other calendars."""
    if entry.is_deadline:
        return entry.first, entry.first
    return (entry.last, entry.last) if _is_long(entry) else (entry.first, entry.last)


def _is_long(entry: Entry) -> bool:
    return not entry.is_deadline and (entry.last - entry.first).days > _MOST_DAYS


def _base() -> str:
    return str(settings.LONGSTOP_BASE_URL)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _whole(calendar: Calendar, events: Iterable[bytes]) -> bytes:
    return calendar.to_ical().removesuffix(_END) + b"".join(events) + _END


# A feed is fetched every hour or so by each of its readers, and hardly an entry differs.
@lru_cache(maxsize=8192)
def _kept(entry: Entry, base: str) -> bytes:
    return bytes(_event(entry, entry.revised_at, base, off=entry.is_off).to_ical())


def _event(entry: Entry, stamp: datetime, base: str, *, off: bool) -> Event:
    line = entry.line
    event = Event()
    event.add("uid", uid(line.key, base))
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    if entry.at is not None:
        event.add("dtstart", entry.at.astimezone(UTC))
    else:
        first, last = days_outside(entry)
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
    event.add("summary", _clean(_summary(entry, off)))
    event.add("description", _clean("\n".join(_description(entry, base))))
    event.add("categories", [line.kind])
    event.add("status", _status(entry, off))
    event.add("transp", "TRANSPARENT")
    event.add("url", vUri(f"{base}{line.path}"))
    return event


def _status(entry: Entry, off: bool) -> str:
    if off:
        return "CANCELLED"
    return "TENTATIVE" if entry.line.certainty in ("assumed", "planned") else "CONFIRMED"


def _summary(entry: Entry, off: bool) -> str:
    line = entry.line
    return f"{_before_title(entry, off)}{line.title} ({line.agreement} {line.section})"


def _before_title(entry: Entry, off: bool) -> str:
    if off:
        return f"{entry.line.status.capitalize()}: "
    if entry.line.status.startswith("done"):
        return "Done: "
    if _is_long(entry):
        return "Last day: "
    return "Act by: " if entry.is_deadline and entry.first < entry.last else ""


def _description(entry: Entry, base: str) -> Iterable[str]:
    line = entry.line
    yield _days(entry)
    if entry.is_deadline and entry.first < entry.last:
        yield f"Act by {show(entry.first)}: the rule can be read otherwise, and this day is safe."
    if line.original:
        yield f"It was {show(line.original)} before it was moved."
    if line.obligor:
        yield f"Owed by: {line.obligor}"
    if line.obligee:
        yield f"Owed to: {line.obligee}"
    if line.amount:
        yield f"Amount: {line.amount}"
    if line.responsible:
        yield f"Who answers: {line.responsible}"
    if line.certainty in ("assumed", "planned"):
        yield f"It rests on something {line.certainty}."
    if not line.confirmed:
        yield "No second person has compared this with the agreement yet."
    if line.cautions:
        yield "Cautions: " + str(line.cautions)
    yield f"{base}{line.path}"


def _days(entry: Entry) -> str:
    line = entry.line
    if line.extended_to:
        return f"Extended to {show(line.extended_to)}."
    if entry.at is not None:
        return f"Due {show(entry.last)} at {entry.at:%H:%M %Z}."
    if line.due:
        return f"Due {show(line.due)}."
    if line.start and line.end and entry.first < entry.last:
        return f"From {show(entry.first)} to {show(entry.last)}, both days included."
    return f"From {show(entry.first)}." if line.start else f"Until {show(entry.last)}."


def _clean(text: str) -> str:
    """Without control characters."""
    return text.translate(_UNTOLD)
