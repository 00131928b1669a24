"""Composing the mail to a party outside: one obligation, and nothing else of Longstop."""

from __future__ import annotations

from obligations.actions.rechecking import drop, overtaken
from obligations.clock import instant_of_day
from obligations.models import Message, Occurrence, Reminder
from obligations.outputs.email import Mail
from obligations.outputs.email_people import outside_reminder
from obligations.queries.contacts import is_still_reminded
from obligations.queries.lines import lines
from obligations.queries.status import with_status


def outside_mail(message: Message) -> Mail | None:
    """The reminder to a party; None where nothing is left to say, or it has no address now."""
    kept = _rechecked(message)
    if not kept or message.contact is None or not message.address:
        return None
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in kept]).update(message=message)
    wanted = Occurrence.objects.filter(pk__in={reminder.occurrence_id for reminder in kept})
    rows = with_status(wanted, instant_of_day(message.business_date)).order_by("sort_date", "id")
    agreement = kept[0].occurrence.agreement
    return outside_reminder(message.contact, agreement, list(lines(rows)), message.business_date)


def _rechecked(message: Message) -> list[Reminder]:
    rows = Reminder.objects.select_for_update(of=("self",)).filter(
        contact=message.contact,
        occurrence__obligation=message.about,
        state=Reminder.State.PLANNED,
        message=None,
        falls_on__lte=message.business_date,
    )
    kept = []
    for reminder in rows.select_related("occurrence__obligation", "occurrence__agreement"):
        row = reminder.occurrence
        reason = overtaken(reminder)
        if reason is None and not is_still_reminded(row, reminder.contact_id or 0):
            reason = "it is no longer told to the party"
        if reason is None:
            kept.append(reminder)
        else:
            drop(reminder, reason)
    return kept
