"""Mails about moved dates, about nothing being due, and to parties outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from agreements.models import Agreement, Participation, User
from obligations.outputs.email import CalendarFile, Mail, rendered
from obligations.queries.lines import Line

# Nobody reads on in a mail; the message's page in Longstop lists all.
MOST = 100


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date that moved, from when to when (None: none), and each reason with who did it."""

    agreement: str
    section: str
    title: str
    turn: str
    old: date | None
    new: date | None
    why: tuple[tuple[str, str], ...]
    path: str

    @property
    def url(self) -> str:
        """The address of the very item."""
        return f"{settings.LONGSTOP_BASE_URL}{self.path}"

    @property
    def by_days(self) -> str:
        """By how far it moved, in words; empty where one of the dates is missing."""
        if self.old is None or self.new is None:
            return ""
        days = abs((self.new - self.old).days)
        return (
            f"{days} day{'' if days == 1 else 's'} {'later' if self.new > self.old else 'earlier'}"
        )


@dataclass(frozen=True, slots=True)
class Coming:
    """What a person will be reminded of next: its line, on which day, and of which date."""

    line: Line
    falls_on: date
    target: date

    @property
    def url(self) -> str:
        """The address of the very item."""
        return f"{settings.LONGSTOP_BASE_URL}{self.line.path}"


@dataclass(frozen=True, slots=True)
class Beat:
    """A part of the sender, and when it last showed that it works."""

    does: str
    at: datetime


def moved(
    person: User, dates: list[MovedDate], today: date, calendars: tuple[CalendarFile, ...] = ()
) -> Mail:
    """To whoever answers or follows: which dates moved, why, and who moved them.

    `calendars` set right what earlier mails put into the person's calendar; so for `nothing_due`.
    """
    shown, more = dates[:MOST], len(dates[MOST:])
    by_reason: dict[tuple[tuple[str, str], ...], list[MovedDate]] = defaultdict(list)
    for one in shown:
        by_reason[one.why].append(one)
    context = {
        "person": person,
        "dates": dates,
        "groups": list(by_reason.items()),
        "more": more,
        "today": today,
        "calendars": calendars,
        "base_url": settings.LONGSTOP_BASE_URL,
    }
    return replace(rendered("moved", context), calendars=calendars)


def nothing_due(
    person: User,
    coming: list[Coming],
    late: int,
    beats: list[Beat],
    today: date,
    calendars: tuple[CalendarFile, ...] = (),
) -> Mail:
    """To whoever wishes it, once a week: nothing is due, this is next, and the sender works.

    `late`: how much is overdue still, of which the person is reminded on other days.
    """
    zone = _zone(person)
    context = {
        "person": person,
        "coming": coming,
        "late": late,
        "beats": [(beat.does, f"{beat.at.astimezone(zone):%H:%M}") for beat in beats],
        "zone": zone.key,
        "today": today,
        "calendars": calendars,
        "base_url": settings.LONGSTOP_BASE_URL,
    }
    return replace(rendered("nothing_due", context), calendars=calendars)


def _zone(person: User) -> ZoneInfo:
    try:
        return ZoneInfo(person.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.LONGSTOP_ZONE)


def outside_reminder(
    contact: Participation, agreement: Agreement, lines: Sequence[Line], today: date
) -> Mail:
    """To a party outside: one obligation and its dates, as the agreement gives them.

    It holds no link, since nobody outside can follow one, and nothing of what is thought here
    about the dates.
    """
    context = {"contact": contact, "agreement": agreement, "lines": lines, "today": today}
    return rendered("outside", context)
