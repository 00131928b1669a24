"""What people answered to reminders, and which reminders are not wanted for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from agreements.models import User
from obligations.clock import business_today, is_looking_back
from obligations.engine.run import show
from obligations.models import Acknowledgement, Occurrence, Reminder, Snooze

# Answers by the names of their pages.
ACKNOWLEDGE, TAKE_BACK = "acknowledge", "not-acknowledged"
# An occurrence by its id, and the date that an answer is bound to.
Place = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Seen:
    """That a person, by id and name, acknowledged on a business day, before the date or after."""

    person: int
    name: str
    on: date
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Resting:
    """That a person wants to hear again on a day, said on another."""

    person: int
    until: date
    said: date

    def falls_on(self, open_day: Callable[[date], date]) -> date:
        """The day of the reminder: before a closed day, unless that has passed when it is said."""
        day = open_day(self.until)
        return day if day > self.said else self.until


@dataclass(frozen=True)
class Answers:
    """Answers by occurrence and date, and in these by person."""

    seen: Mapping[Place, dict[int, Seen]] = field(default_factory=dict)
    resting: Mapping[Place, dict[int, Resting]] = field(default_factory=dict)

    def seen_by(self, place: Place, person: int | None) -> Seen | None:
        """The acknowledgement of one person."""
        return self.seen.get(place, {}).get(person or 0)

    def resting_of(self, place: Place, person: int | None) -> Resting | None:
        """The snooze of one person."""
        return self.resting.get(place, {}).get(person or 0)

    def why_quiet(self, reminder: Reminder) -> str | None:
        """Why a reminder is not wanted by whom it is for; None while it is.

        What was acknowledged is told of no more before its day; on it and after it is, since
        having seen a thing is not having done it. Whoever is told in another's place is spared
        what the other has answered.
        """
        if reminder.purpose != Reminder.Purpose.LEAD:
            return None
        place = (reminder.occurrence_id, reminder.due_date)
        for person in (reminder.recipient_id, reminder.on_behalf_of_id):
            seen, resting = self.seen_by(place, person), self.resting_of(place, person)
            if seen is not None and reminder.lead > 0:
                return acknowledged(seen)
            if resting is not None and reminder.falls_on < resting.until:
                return snoozed(resting.until)
        return None


def is_asked(user: User, occurrence: Occurrence, answer: str = "") -> bool:
    """Whether an answer is offered to a person: who is told of it, or stands in for who is.

    Nobody is asked to acknowledge twice, nor to take back what they have not said.
    """
    row, due = occurrence, occurrence.reminded_date
    if due is None:
        return False
    told = Reminder.objects.filter(occurrence=row, recipient=user, due_date=due)
    who = (row.assignee_id or row.obligation.responsible_id or row.agreement.owner_id,)
    if user.pk not in (*who, row.obligation.deputy_id) and not told.exists():
        return False
    if answer not in (ACKNOWLEDGE, TAKE_BACK):
        return True
    has_said = own_acknowledgement(row, user, business_today()).exists()
    return has_said if answer == TAKE_BACK else not has_said


def own_acknowledgement(
    occurrence: Occurrence, person: User, today: date
) -> QuerySet[Acknowledgement]:
    """The acknowledgement of a person that counts on a day: of the date as it stands."""
    due = occurrence.reminded_date
    if due is None:
        return Acknowledgement.objects.none()
    rows = Acknowledgement.objects.filter(occurrence=occurrence, person=person, due_date=due)
    return rows.filter(is_late=today > due)


def acknowledged(seen: Seen) -> str:
    """Why something is not told, in words that fit a column."""
    return f"acknowledged by {seen.name[:120]} on {show(seen.on)}"


def snoozed(until: date) -> str:
    """Why something is not told before a day."""
    return f"to be told again on {show(until)}"


def answers_to(occurrences: Iterable[int] | None = None) -> Answers:
    """What was answered to what is live, or about some occurrences: two queries."""
    seen: dict[Place, dict[int, Seen]] = defaultdict(dict)
    resting: dict[Place, dict[int, Resting]] = defaultdict(dict)
    scope = (
        {"occurrence__phase": "live"} if occurrences is None else {"occurrence__in": occurrences}
    )
    rows = Acknowledgement.objects.filter(**scope).select_related("person")
    for row in rows.order_by("made_at", "id"):
        one = Seen(row.person_id, str(row.person), row.made_date, row.is_late)
        seen[row.occurrence_id, row.due_date][row.person_id] = one
    snoozes = Snooze.objects.filter(**scope).order_by("id")
    columns = ("occurrence", "due_date", "person", "until", "made_date")
    for occurrence, due, person, until, said in snoozes.values_list(*columns):
        resting[occurrence, due][person] = Resting(person, until, said)
    return Answers(dict(seen), dict(resting))


def still_counts(row: Acknowledgement, today: date) -> bool:
    """Whether an acknowledgement, with its occurrence, counts: of a live date as it stands."""
    occurrence, due = row.occurrence, row.due_date
    is_of_it = occurrence.phase == "live" and occurrence.reminded_date == due
    return is_of_it and row.is_late == (today > due)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an occurrence stands on a list: who has acknowledged, or that the reader is asked to."""

    seen: Seen | None = None
    is_asked: bool = False


def standings(user: User, occurrences: Iterable[int], today: date) -> dict[int, Standing]:
    """For a list, by occurrence: three queries. Asked is whoever was reminded and has not said.

    From another day nobody is asked.
    """
    ids = list(occurrences)
    answers = answers_to(ids)
    told = Reminder.objects.filter(
        occurrence__in=ids, recipient=user, state=Reminder.State.SENT, occurrence__phase="live"
    ).select_related("occurrence")
    asked = {
        row.occurrence_id
        for row in told
        if row.due_date == row.occurrence.reminded_date
        and not _covers(answers.seen_by((row.occurrence_id, row.due_date), user.pk), row, today)
    }
    dates = dict(_dates(ids))
    found = {}
    for pk in ids:
        seen = answers.seen.get((pk, dates.get(pk, date.min)), {})
        latest = max(seen.values(), key=lambda one: one.on, default=None)
        found[pk] = Standing(latest, pk in asked and not is_looking_back())
    return found


def _covers(seen: Seen | None, row: Reminder, today: date) -> bool:
    return seen is not None and (seen.is_late or today <= row.due_date)


def _dates(ids: list[int]) -> Iterator[tuple[int, date]]:
    columns = ("extended_date", "act_by_date", "due_date", "end_date", "start_date")
    for pk, *days in Occurrence.objects.filter(pk__in=ids).values_list("pk", *columns):
        day = next((one for one in days if one is not None), None)
        if day is not None:
            yield pk, day
