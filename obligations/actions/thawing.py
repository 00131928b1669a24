"""Writing mails anew that were frozen for somebody who may not read all of them any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.models import Attempt, Message, Reminder, Telling
from obligations.queries.answering import access_to
from obligations.queries.report_rows import visible_reports

# These name no agreement, or hide what it is (what is told of silence), or are looked at apart.
_NAMELESS = (
    Message.Kind.TEST,
    Message.Kind.ESCALATED,
    Message.Kind.REPORT,
    Message.Kind.NOTHING,
)


def thaw(messages: Iterable[Message]) -> None:
    """Takes the bytes of frozen mails back where their person left a team, or us, meanwhile.

    What they were to say is gathered again when they are written anew. A mail of which nobody
    knows whether it arrived keeps its bytes, so that it never comes as two.
    """
    frozen = {m.pk: m for m in messages if m.content is not None and m.recipient_id is not None}
    if not frozen:
        return
    with transaction.atomic(), seeing_everything():
        gone = _not_to_be_read(frozen)
        if gone:
            doubtful = Attempt.objects.filter(message__in=gone, uncertain=True)
            gone -= set(doubtful.values_list("message_id", flat=True))
            _take_back(gone)
    for pk in gone:
        frozen[pk].content = None


def _take_back(gone: set[int]) -> None:
    Reminder.objects.filter(message__in=gone, state=Reminder.State.PLANNED).update(message=None)
    Telling.objects.filter(message__in=gone).update(message=None)
    Message.objects.filter(pk__in=gone).update(content=None)


def _not_to_be_read(frozen: Mapping[int, Message]) -> set[int]:
    """The ids of the messages with something in them that their person may not see now."""
    named = _named([m.pk for m in frozen.values() if m.kind not in _NAMELESS])
    access = access_to({obligation for _, obligation, _ in named})
    gone = {m.pk for m in frozen.values() if m.recipient_id not in access.active}
    gone |= {
        pk for pk, _, agreement in named if frozen[pk].recipient_id not in access.to(agreement)
    }
    reports = [m for m in frozen.values() if m.kind == Message.Kind.REPORT and m.pk not in gone]
    gone |= {message.pk for message in reports if not _has_report(message)}
    # What comes next is not on record by message: that one is gathered anew in any case.
    return gone | {m.pk for m in frozen.values() if m.kind == Message.Kind.NOTHING}


def _named(messages: list[int]) -> set[tuple[int, int, int]]:
    """Of what some messages remind or tell: the message, the obligation and its agreement."""
    if not messages:
        return set()
    # What falls to administrators behind walls hides what it is.
    named = Message.objects.filter(pk__in=messages)
    named = named.exclude(recipient__role=User.Role.ADMINISTRATOR)
    about = "occurrence__obligation_id", "occurrence__agreement_id"
    reminding = Reminder.objects.filter(message__in=named).values_list("message_id", *about)
    telling = Telling.objects.filter(message__in=named)
    return {*reminding, *telling.values_list("message_id", *(f"move__{name}" for name in about))}


def _has_report(message: Message) -> bool:
    person = message.recipient
    return person is not None and visible_reports(person).filter(message=message).exists()
