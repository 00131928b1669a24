"""What became of every reminder of an obligation: planned, sent, answered, passed on, dropped.

Seen by whoever may see the obligation. What was told of other agreements in the same mail is no
part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from agreements.models import User
from obligations.clock import business_today
from obligations.engine.run import show
from obligations.models import (
    Acknowledgement,
    Attempt,
    How,
    Message,
    Obligation,
    Occurrence,
    Reminder,
    Snooze,
)
from obligations.queries.answers import still_counts
from obligations.queries.mail import in_words
from obligations.queries.turns import turn_in_words

# So many rows a page shows; the file has them all.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the log: a reminder, or what somebody answered.

    `day` is the business day on which it happened or is to happen; `of` the date that it is
    about. `tries` are the attempts to send it, those of mails that were given up too. `is_own`: an
    acknowledgement that the reader gave and can take back.
    """

    day: date
    occurrence: Occurrence
    of: date
    kind: str
    person: str
    says: str
    state: str
    because: str = ""
    address: str = ""
    message: Message | None = None
    tries: tuple[Attempt, ...] = ()
    at: datetime | None = None
    is_own: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it is neither to come nor was it told."""
        return self.state in ("Dropped", "Taken back")

    @property
    def turn(self) -> str:
        """Which occurrence it is about, in words; empty where there is but one."""
        return turn_in_words(self.occurrence.turn)

    @property
    def troubles(self) -> tuple[Attempt, ...]:
        """The attempts that were not taken, or of which nobody knows."""
        return tuple(one for one in self.tries if not one.accepted)


@dataclass(frozen=True)
class Log:
    """The lines, latest first; whether there are more; the occurrences that have any."""

    lines: list[Delivery]
    is_cut: bool
    turns: list[Occurrence] = field(default_factory=list)


def delivery_log(
    obligation: Obligation,
    occurrence: int | None = None,
    *,
    most: int | None = SHOWN,
    reader: User | None = None,
) -> Log:
    """The log of an obligation, or of one of its occurrences: seven queries.

    `most` lines, the latest; None for all. `reader`: whose own acknowledgements are marked.
    """
    scope = Occurrence.objects.filter(obligation=obligation)
    rows = scope if occurrence is None else scope.filter(pk=occurrence)
    found = [
        *_reminders(rows, most),
        *_acknowledged(rows, most, reader),
        *_taken_back(rows, most),
        *_put_off(rows, most),
    ]
    found.sort(key=lambda one: (one.day, one.at is not None, one.at or datetime.min), reverse=True)
    with_any = scope.filter(reminders__isnull=False).distinct().order_by("-sort_date", "-pk")
    shown = found if most is None else found[:most]
    return Log(shown, len(found) > len(shown), list(with_any[:SHOWN]))


def _reminders(rows: QuerySet[Occurrence], most: int | None) -> list[Delivery]:
    on = Coalesce("message__business_date", "falls_on")
    reminders = Reminder.objects.filter(occurrence__in=rows).annotate(on=on)
    reminders = reminders.select_related(
        "occurrence", "recipient", "contact__party", "on_behalf_of", "message", "returned_from"
    )
    listed = list(reminders.order_by("-on", "-pk")[: most and most + 1])
    tries = _tries(listed)
    return [_reminder(row, tries) for row in listed]


def _reminder(row: Reminder, tries: dict[int, list[Attempt]]) -> Delivery:
    message, back = row.message, row.returned_from
    made = [one for mail in (back, message) if mail is not None for one in tries.get(mail.pk, ())]
    sent = message if row.state == Reminder.State.SENT else None
    return Delivery(
        day=message.business_date if message is not None else row.falls_on,
        occurrence=row.occurrence,
        of=row.due_date,
        kind=row.get_purpose_display(),
        person=row.addressee,
        says=in_words(row),
        state=_state(row),
        because=row.dropped_because,
        address=message.to_address if message is not None else "",
        message=message or back,
        tries=tuple(made),
        at=sent.sent_at if sent is not None else row.settled_at,
    )


def _state(row: Reminder) -> str:
    """Where a reminder stands; for one that is to go, how its mail fares."""
    if row.state != Reminder.State.PLANNED:
        return str(row.get_state_display())
    if row.message is not None:
        return "Being sent" if not row.message.tries else "Not taken yet, tried again"
    back = row.returned_from
    if back is None:
        return "Planned"
    refused = back.state == Message.State.BOUNCED
    return f"{'Refused' if refused else 'Given up'}, planned again"


def _tries(rows: Iterable[Reminder]) -> dict[int, list[Attempt]]:
    messages = {pk for row in rows for pk in (row.message_id, row.returned_from_id) if pk}
    found: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(message__in=messages).order_by("begun_at", "pk"):
        found[attempt.message_id].append(attempt)
    return found


def _newest(said: QuerySet[Any], rows: QuerySet[Occurrence], most: int | None) -> QuerySet[Any]:
    """What people said of occurrences, the latest first; one more than `most` are wanted."""
    found = said.filter(occurrence__in=rows).select_related("occurrence", "person")
    return found.order_by("-made_at", "-pk")[: most and most + 1]


def _acknowledged(
    rows: QuerySet[Occurrence], most: int | None, reader: User | None
) -> list[Delivery]:
    today = business_today()
    return [
        Delivery(
            day=row.made_date,
            occurrence=row.occurrence,
            of=row.due_date,
            kind="Acknowledged",
            person=str(row.person),
            says=_how(row),
            state="Acknowledged",
            because=row.note,
            at=row.made_at,
            is_own=reader is not None and row.person_id == reader.pk and still_counts(row, today),
        )
        for row in _newest(Acknowledgement.objects.all(), rows, most)
    ]


def _how(row: Any) -> str:
    how = How(row.how).label
    return f"after its date, {how}" if row.is_late else how


def _taken_back(rows: QuerySet[Occurrence], most: int | None) -> list[Delivery]:
    """What is in the history alone: acknowledgements that were taken back, and why."""
    gone = apps.get_model("obligations", "AcknowledgementHistory")._default_manager
    return [
        Delivery(
            day=_day(row),
            occurrence=row.occurrence,
            of=row.due_date,
            kind="Acknowledged",
            person=str(row.person),
            says=f"on {show(row.made_date)}, {_how(row)}",
            state="Taken back",
            because=row.pgh_context["reason"],
            at=row.pgh_created_at,
        )
        for row in _newest(gone.filter(pgh_label="delete"), rows, most)
    ]


def _day(row: Any) -> date:
    """The business day of a row of history."""
    day = row.pgh_context.get("day")
    return date.fromisoformat(day) if day else row.pgh_created_at.date()


def _put_off(rows: QuerySet[Occurrence], most: int | None) -> list[Delivery]:
    return [
        Delivery(
            day=row.made_date,
            occurrence=row.occurrence,
            of=row.due_date,
            kind="Put off",
            person=str(row.person),
            says=row.how_in_words,
            state=f"Put off to {show(row.until)}",
            at=row.made_at,
        )
        for row in _newest(Snooze.objects.all(), rows, most)
    ]
