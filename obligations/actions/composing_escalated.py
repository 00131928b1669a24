"""Composing the mail that tells others of what is not answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from agreements.models import User
from obligations.actions.escalating import why_answered
from obligations.actions.rechecking import drop, overtaken, waiting
from obligations.clock import instant_of_day, machine_now
from obligations.models import Message, Occurrence, Reminder
from obligations.outputs.answer_links import address_for
from obligations.outputs.email import Mail
from obligations.outputs.email_escalated import Silent, escalated
from obligations.queries.absences import cover
from obligations.queries.answering import active_people
from obligations.queries.answers import Place, answers_to
from obligations.queries.lines import Line, lines
from obligations.queries.status import with_status
from obligations.queries.unanswered import unanswered


def escalated_mail(message: Message, person: User) -> Mail | None:
    """Who was reminded when and has not answered; None when everybody has by now.

    To somebody behind the agreement's wall it names the person and the days alone.
    """
    kept = _rechecked(message)
    if not kept:
        return None
    Reminder.objects.filter(pk__in=[row.pk for row in kept]).update(message=message)
    sight = cover(active_people(), message.business_date)
    open_to = [row for row in kept if sight.sees(person.pk, row.occurrence.agreement_id)]
    found = _lines(message, [row.occurrence_id for row in open_to])
    reminded, before = _reminded(kept), _told_before(kept)
    silent = [
        Silent(
            line=found.get(row.occurrence_id),
            target=row.due_date,
            today=message.business_date,
            person=str(row.on_behalf_of) if row.on_behalf_of else "whoever answers",
            reminded=tuple(reminded[row.occurrence_id, row.due_date, row.on_behalf_of_id]),
            told=tuple(before[row.occurrence_id, row.due_date]),
            answer=address_for(row.occurrence_id, person.pk, row.due_date),
        )
        for row in kept
    ]
    return escalated(person, silent, message.business_date)


def _rechecked(message: Message) -> list[Reminder]:
    """What still applies; the rest is dropped, each with its reason."""
    rows = waiting(message).filter(purpose=Reminder.Purpose.ESCALATION)
    rows = rows.select_related(
        "occurrence__obligation", "occurrence__agreement", "on_behalf_of"
    ).order_by("due_date", "id")
    found = list(rows)
    ids = {row.occurrence_id for row in found}
    silent, answers = unanswered(message.business_date, machine_now(), ids), answers_to(ids)
    kept = []
    for row in found:
        place = (row.occurrence_id, row.due_date)
        reason = overtaken(row)
        if reason is None and place not in silent:
            reason = why_answered(answers, place)
        if reason is None:
            kept.append(row)
        else:
            drop(row, reason[:200])
    return kept


def _lines(message: Message, occurrences: list[int]) -> dict[int, Line]:
    now = instant_of_day(message.business_date)
    rows = with_status(Occurrence.objects.filter(pk__in=occurrences), now)
    return {line.id: line for line in lines(rows.order_by("sort_date", "id"))}


def _sent(rows: Iterable[Reminder]) -> Iterable[Reminder]:
    places = {(row.occurrence_id, row.due_date) for row in rows}
    sent = Reminder.objects.filter(
        occurrence__in={occurrence for occurrence, _ in places},
        state=Reminder.State.SENT,
        message__isnull=False,
        recipient__isnull=False,
    )
    found = sent.select_related("message", "recipient").order_by("message__business_date", "id")
    return [row for row in found if (row.occurrence_id, row.due_date) in places]


def _reminded(rows: list[Reminder]) -> dict[tuple[int, date, int | None], list[date]]:
    """The days on which each person was reminded."""
    days: dict[tuple[int, date, int | None], list[date]] = defaultdict(list)
    for row in _sent(rows):
        assert row.message is not None
        known = days[row.occurrence_id, row.due_date, row.recipient_id]
        if row.purpose != Reminder.Purpose.ESCALATION and row.message.business_date not in known:
            known.append(row.message.business_date)
    return days


def _told_before(rows: list[Reminder]) -> dict[Place, list[tuple[str, date]]]:
    """Who else was told that it is not answered, and when."""
    found: dict[Place, list[tuple[str, date]]] = defaultdict(list)
    for row in _sent(rows):
        assert row.message is not None
        if row.purpose == Reminder.Purpose.ESCALATION:
            told = (str(row.recipient), row.message.business_date)
            found[row.occurrence_id, row.due_date].append(told)
    return found
