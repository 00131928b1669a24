"""Reminders that went out and that whoever answers has not answered.

An acknowledgement before the date holds until the date; what is overdue needs one of its own.
Whoever else acknowledges, once they have been told, answers as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max, Min
from django.db.models.functions import Coalesce

from obligations.engine.kinds import KEPT, RIGHTS
from obligations.models import Reminder
from obligations.queries.answering import Access, access_to, who_answers
from obligations.queries.answers import Answers, Place, Seen, answers_to

HEARD = timedelta(days=120)
_COLUMNS = (
    "occurrence_id",
    "due_date",
    "occurrence__due_date",
    "recipient_id",
    "on_behalf_of_id",
    "occurrence__kind",
    "occurrence__obligation_id",
    "occurrence__assignee_id",
    "occurrence__obligation__responsible_id",
    "occurrence__obligation__deputy_id",
    "occurrence__obligation__policy_id",
    "occurrence__agreement_id",
    "occurrence__agreement__owner_id",
    "occurrence__agreement__conventions__calendar",
)


@dataclass
class Unanswered:
    """An occurrence whose reminder nobody has answered since a day, and who could be told.

    `can_be_late`: it is overdue after its date, and not over.
    """

    occurrence: int
    due: date
    person: int
    since: date
    can_be_late: bool
    agreement: int
    owner: int | None
    deputy: int | None
    policy: int | None
    calendar: str | None
    stand_ins: set[int] = field(default_factory=set)

    @property
    def place(self) -> Place:
        return self.occurrence, self.due


def unanswered(
    today: date, now: datetime, only: Iterable[int] | None = None
) -> dict[Place, Unanswered]:
    """What is not answered, by occurrence and date: six queries. `only`: of these occurrences.

    Left out are what merely ends or holds over a time, what is open without a last day, rights
    whose day has passed, and what was last told of so long before `now` (by the machine's clock)
    that everybody has heard of it: so the cost grows with what is sent, not with what is stored.
    """
    found: dict[Place, Unanswered] = {}
    answers = answers_to(only)
    rows = list(_told(only, now - HEARD))
    access = access_to({row["occurrence__obligation_id"] for row in rows})
    for row in rows:
        one = _one(row, answers, access, today)
        if one is not None:
            found[one.place] = one
    for row in rows:
        one = found.get((row["occurrence_id"], row["due_date"]))
        if one is not None and row["on_behalf_of_id"] == one.person:
            one.stand_ins.add(row["recipient_id"])
    return found


def _told(only: Iterable[int] | None, since: datetime) -> Iterable[dict[str, Any]]:
    """Who was reminded of what is live, of the date that it has now, first and last on which day.

    The days are business days, as the messages bear them.
    """
    target = Coalesce(
        "occurrence__extended_date",
        "occurrence__act_by_date",
        "occurrence__due_date",
        "occurrence__end_date",
    )
    rows = Reminder.objects.filter(
        state=Reminder.State.SENT,
        settled_at__gte=since,
        recipient__isnull=False,
        message__isnull=False,
        occurrence__phase="live",
    ).exclude(purpose=Reminder.Purpose.ESCALATION)
    if only is not None:
        rows = rows.filter(occurrence__in=list(only))
    rows = rows.exclude(occurrence__kind__in=KEPT).annotate(target=target)
    return (
        rows.filter(target=F("due_date"))
        .values(*_COLUMNS)
        .annotate(first=Min("message__business_date"), last=Max("message__business_date"))
        .order_by("occurrence_id")
    )


def _one(row: dict[str, Any], answers: Answers, access: Access, today: date) -> Unanswered | None:
    owner, due = row["occurrence__agreement__owner_id"], row["due_date"]
    line = (
        row["occurrence__assignee_id"],
        row["occurrence__obligation__responsible_id"],
        owner,
    )
    person = who_answers(line, access.to(row["occurrence__agreement_id"]))
    if person is None or person != row["recipient_id"] or row["on_behalf_of_id"] is not None:
        return None
    can_be_late = row["occurrence__due_date"] is not None and row["occurrence__kind"] not in RIGHTS
    since = _since(row, answers, person, today > due)
    if since is None or (today > due and not can_be_late):
        return None
    return Unanswered(
        occurrence=row["occurrence_id"],
        due=due,
        person=person,
        since=since,
        can_be_late=can_be_late,
        agreement=row["occurrence__agreement_id"],
        owner=owner,
        deputy=row["occurrence__obligation__deputy_id"],
        policy=row["occurrence__obligation__policy_id"],
        calendar=row["occurrence__agreement__conventions__calendar"],
    )


def _since(row: dict[str, Any], answers: Answers, person: int, is_past: bool) -> date | None:
    """Since which day nobody has answered; None where somebody has."""
    place, since = (row["occurrence_id"], row["due_date"]), row["first"]
    resting = answers.resting_of(place, person)
    if resting is not None:
        if row["last"] <= resting.said:
            return None  # to be told again, and not told again yet
        since = max(since, min(resting.until, row["last"]))
    seen = answering(answers, place, person, row["first"])
    if any(one.is_late or not is_past for one in seen):
        return None
    return max(since, row["due_date"]) if seen else since


def answering(answers: Answers, place: Place, person: int, told: date) -> list[Seen]:
    """The acknowledgements that count: the person's own, and of others once that one was told."""
    found = answers.seen.get(place, {}).values()
    return [one for one in found if one.person == person or one.on >= told]
