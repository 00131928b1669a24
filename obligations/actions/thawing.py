"""Writing mails anew that were frozen for somebody who may not read all of them any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from agreements.models import Agreement, TeamMember, User
from agreements.walls import seeing_everything
from obligations.models import Attempt, Message, Reminder, Telling
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
    rows = Message.objects.filter(pk__in=frozen)
    left = set(rows.filter(recipient__is_active=False).values_list("pk", flat=True))
    reports = [m for m in frozen.values() if m.kind == Message.Kind.REPORT and m.pk not in left]
    gone = left | {message.pk for message in reports if not _has_report(message)}
    # What comes next is not on record by message: that one is gathered anew in any case.
    gone |= {m.pk for m in frozen.values() if m.kind == Message.Kind.NOTHING}
    return gone | _behind_walls([m.pk for m in frozen.values() if m.kind not in _NAMELESS])


def _behind_walls(messages: list[int]) -> set[int]:
    """Those that remind or tell of an agreement that their person may not see now."""
    if not messages:
        return set()
    named = Message.objects.filter(pk__in=messages)
    # What falls to administrators behind walls hides what it is.
    named = named.exclude(recipient__role=User.Role.ADMINISTRATOR)
    reminding = Reminder.objects.filter(_walled("occurrence__agreement"), message__in=named)
    telling = Telling.objects.filter(_walled("move__occurrence__agreement"), message__in=named)
    return {
        *reminding.values_list("message_id", flat=True),
        *telling.values_list("message_id", flat=True),
    }


def _walled(agreement: str) -> Exists:
    """That an agreement is behind walls for the person to whom a row's message goes."""
    on_team: QuerySet[Any] = TeamMember.objects.filter(
        agreement=OuterRef("pk"), user=OuterRef(OuterRef("message__recipient"))
    )
    walled = Agreement.objects.exclude(visibility=Agreement.Visibility.ALL_STAFF)
    return Exists(walled.filter(~Exists(on_team), pk=OuterRef(agreement)))


def _has_report(message: Message) -> bool:
    person = message.recipient
    return person is not None and visible_reports(person).filter(message=message).exists()
