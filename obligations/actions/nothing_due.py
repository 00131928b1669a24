"""The weekly message that nothing is due, for those who wish it: that it works can be seen."""

from __future__ import annotations

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.actions.calendar_parts import calendar_files
from obligations.clock import instant_of_day, machine_now
from obligations.models import Message, Occurrence, Reminder
from obligations.outputs.email import Mail
from obligations.outputs.email_people import Beat, Coming, nothing_due
from obligations.queries.health import NEEDED, pulses
from obligations.queries.lines import lines
from obligations.queries.status import with_status

SHOWN = 5


def nothing_due_mail(message: Message, person: User) -> Mail | None:
    """That nothing is due today, what comes next, and when the sender last beat.

    None where the person was reminded of something on that day after all.
    """
    same_day = Message.objects.filter(
        recipient=person,
        business_date=message.business_date,
        kind__in=(Message.Kind.DIGEST, Message.Kind.URGENT),
    )
    if same_day.exclude(state=Message.State.EMPTY).exists():
        return None
    beats = [
        Beat(pulse.does, pulse.beat_at)
        for pulse in pulses(machine_now())
        if pulse.name in NEEDED and pulse.beat_at is not None
    ]
    coming, late = _coming(message, person), late_for(message, person)
    files = calendar_files(message, person)
    return nothing_due(person, coming, late, beats, message.business_date, files)


def late_for(message: Message, person: User) -> int:
    """How much is overdue of what the person was reminded of and may see."""
    reminded = Reminder.objects.filter(recipient=person).exclude(state=Reminder.State.DROPPED)
    rows = Occurrence.objects.filter(pk__in=reminded.values("occurrence"), phase="live")
    rows = rows.filter(agreement__in=visible_agreements(person))
    stated = with_status(rows, instant_of_day(message.business_date))
    return stated.filter(status__in=("overdue", "in grace")).count()


def _coming(message: Message, person: User) -> list[Coming]:
    """The next reminders of a person, each obligation's date once."""
    rows = Reminder.objects.filter(
        recipient=person,
        state=Reminder.State.PLANNED,
        falls_on__gt=message.business_date,
        due_date__gte=message.business_date,
        occurrence__phase="live",
        occurrence__agreement__in=visible_agreements(person),
    )
    found: dict[int, Reminder] = {}
    for reminder in rows.order_by("falls_on", "due_date", "id")[: SHOWN * 10]:
        found.setdefault(reminder.occurrence_id, reminder)
    chosen = dict(list(found.items())[:SHOWN])
    stated = with_status(
        Occurrence.objects.filter(pk__in=chosen), instant_of_day(message.business_date)
    )
    shown = [
        Coming(line, chosen[line.id].falls_on, chosen[line.id].due_date) for line in lines(stated)
    ]
    return sorted(shown, key=lambda coming: (coming.falls_on, coming.target, coming.line.id))
