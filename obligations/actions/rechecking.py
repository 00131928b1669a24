"""Looking at a reminder once more before it is told: whether it still applies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from obligations.clock import machine_now
from obligations.models import Message, Reminder
from obligations.queries.absences import Cover, cover
from obligations.queries.answering import Told, line_of, told_of, who_answers
from obligations.queries.answers import Answers, answers_to


def waiting(message: Message) -> QuerySet[Reminder]:
    """The planned reminders of a message's person that are due on its day, locked."""
    return Reminder.objects.select_for_update(of=("self",)).filter(
        recipient=message.recipient,
        state=Reminder.State.PLANNED,
        message=None,
        falls_on__lte=message.business_date,
    )


def overtaken(reminder: Reminder) -> str | None:
    """Why a reminder is overtaken by what was done or moved, None while it is not."""
    row = reminder.occurrence
    if row.phase != "live":
        return f"it is {row.phase}"
    if row.reminded_date != reminder.due_date:
        return "the date moved"
    return None


def drop(reminder: Reminder, reason: str) -> None:
    """Drops a planned reminder, with the reason why it no longer applies."""
    Reminder.objects.filter(pk=reminder.pk).update(
        state=Reminder.State.DROPPED, dropped_because=reason, settled_at=machine_now()
    )


@dataclass(frozen=True)
class Check:
    """What some reminders are held against on a day."""

    day: date
    answers: Answers
    cover: Cover
    told: Told

    @classmethod
    def of(cls, reminders: Iterable[Reminder], day: date) -> Check:
        """Reads what was answered to them, who has access, and who is away."""
        found = list(reminders)
        answers = answers_to({r.occurrence_id for r in found})
        told = told_of({r.occurrence.obligation_id for r in found})
        return cls(day, answers, cover(told.access.active, day), told)

    def why_not(self, reminder: Reminder) -> str | None:
        """Why a reminder no longer applies, None while it does."""
        return (
            overtaken(reminder) or self._whose(reminder) or self.answers.why_quiet(reminder) or None
        )

    def _whose(self, reminder: Reminder) -> str | None:
        """Why it is not for its recipient any more."""
        row, told = reminder.occurrence, reminder.recipient_id
        access = self.told.access.to(row.agreement_id)
        person = who_answers(line_of(row), access)
        if person == told or told in self.told.followers.of(row.obligation_id):
            return None
        if person is None and told in self.told.fallback:
            return None
        if told not in access:
            return f"{str(reminder.recipient)[:100]} may not see the agreement any more"
        if reminder.purpose == Reminder.Purpose.WAKE_UP:
            others = (row.obligation.deputy_id, row.agreement.owner_id)
            return None if told in others else "somebody else answers for it"
        if person is None or person != reminder.on_behalf_of_id:
            return "somebody else answers for it"
        others = (row.obligation.deputy_id, row.agreement.owner_id)
        if self.cover.deputy_of(person, self.day, row.agreement_id, others) == told:
            return None
        return f"{str(reminder.on_behalf_of)[:100]} is not away, or another steps in"
