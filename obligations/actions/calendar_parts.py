"""The calendar files of a mail: its dates as entries, and what earlier mails put there, corrected.

A person's calendar has from mails what CalendarCopy says. A date that moved since then is
published again with the next mail about the person's dates, one that is off is cancelled.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from django.db import Error
from django.db.models import F

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.clock import instant_of_day, machine_now
from obligations.models import CalendarCopy, Message
from obligations.models.occurrence import OFF
from obligations.outputs.email import CalendarFile
from obligations.outputs.icalendar import CANCEL, PUBLISH, cancelled, published
from obligations.queries.calendar_entries import Entry, days_of, entries_of
from obligations.queries.lines import Line, lines_of

log = logging.getLogger(__name__)

# Corrections in one mail; what is left goes with the next.
MOST = 200


def calendar_files(
    message: Message, person: User, lines: Sequence[Line] = ()
) -> tuple[CalendarFile, ...]:
    """The files for a mail that lists these lines. A failure leaves the mail without them."""
    try:
        return _files(message, person, lines)
    except Error:
        raise
    except Exception:
        log.exception("the calendar of message %s cannot be made", message.pk)
        return ()


def _files(message: Message, person: User, lines: Sequence[Line]) -> tuple[CalendarFile, ...]:
    listed = {line.id for line in lines}
    copies = _overtaken(person)
    now = instant_of_day(message.business_date)
    found = lines_of((pk for pk in copies if pk not in listed), now) if copies else []
    off = [line for line in found if line.status in OFF or days_of(line) is None]
    gone = {line.id for line in off}
    entries = entries_of([*lines, *(line for line in found if line.id not in gone)])
    calls = [(line, copies[line.id][0]) for line in off if not copies[line.id][1]]
    _note(message, person, entries, calls)
    return tuple(_as_files(entries, calls, corrects=not lines))


def _as_files(
    entries: list[Entry], calls: list[tuple[Line, int]], *, corrects: bool
) -> Iterable[CalendarFile]:
    made_at = machine_now()
    if entries:
        yield CalendarFile(PUBLISH, published(entries, made_at), len(entries), corrects)
    if calls:
        yield CalendarFile(CANCEL, cancelled(calls, made_at), len(calls))


def _overtaken(person: User) -> dict[int, tuple[int, bool]]:
    """What the person's calendar has and should not have so, where they may still see it.

    By occurrence: its sequence number by now, and whether it was cancelled there.
    """
    rows = CalendarCopy.objects.filter(recipient=person, occurrence__sequence__gt=F("sequence"))
    rows = rows.filter(occurrence__agreement__in=visible_agreements(person))
    rows = rows.exclude(is_cancelled=True, occurrence__phase__in=OFF).order_by("pk")
    found = rows.values_list("occurrence_id", "occurrence__sequence", "is_cancelled")
    return {pk: (number, is_cancelled) for pk, number, is_cancelled in found[:MOST]}


def _note(
    message: Message, person: User, entries: list[Entry], calls: list[tuple[Line, int]]
) -> None:
    """Keeps what the calendar has once this mail is taken in."""
    has = [(entry.line.id, entry.sequence, False) for entry in entries]
    has += [(line.id, sequence, True) for line, sequence in calls]
    CalendarCopy.objects.bulk_create(
        [
            CalendarCopy(
                recipient=person,
                occurrence_id=pk,
                sequence=sequence,
                is_cancelled=is_cancelled,
                message=message,
            )
            for pk, sequence, is_cancelled in has
        ],
        update_conflicts=True,
        unique_fields=["recipient", "occurrence"],
        update_fields=["sequence", "is_cancelled", "message"],
    )
