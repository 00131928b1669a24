"""What was sent to whom and why: only what a user may see.

A message is seen by the person it went to, by administrators, and by whoever
may see an agreement that it speaks of. Its subject and its text are shown only
where nothing in it lies behind a wall for the reader, administrator or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import Attempt, Message, Reminder, Telling
from obligations.permissions import user_can_administer

PAGE = 50


@dataclass(frozen=True, slots=True)
class MessageFilters:
    """Which messages a list shows: empty means all. `person` is the recipient's id."""

    person: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the list shows it: how many reminders it carries, and whether all are open."""

    message: Message
    reminders: int
    hidden: int

    @property
    def subject(self) -> str:
        """The subject where the reader may see all that it speaks of, else what kind it is."""
        return self.message.get_kind_display() if self.hidden else str(self.message)

    @property
    def carries(self) -> str:
        """What it carries, as a word for one or several."""
        word = "moved date" if self.message.kind == Message.Kind.MOVED else "reminder"
        return word if self.reminders == 1 else f"{word}s"

    @property
    def is_secret(self) -> bool:
        """Whether it is to a party outside of whose agreement the reader may not know."""
        return bool(self.hidden) and self.message.contact_id is not None

    @property
    def to(self) -> str:
        """Who it is for; a party outside is named only to whoever may see its agreement."""
        return "a party outside" if self.is_secret else self.message.addressee


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One page of messages, newest first, and the ids after which the pages around it begin."""

    rows: list[MessageRow]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Why:
    """One reminder in a message: what it reminds of, and why on that day."""

    reminder: Reminder

    @property
    def lead(self) -> str:
        """How far the date was away when the reminder fell due, or what else it was, in words."""
        return in_words(self.reminder)

    @property
    def path(self) -> str:
        row = self.reminder.occurrence
        return f"/obligations/{row.obligation_id}#o{row.pk}"


def in_words(reminder: Reminder) -> str:
    """Why a reminder is told on its day: its lead, or that somebody wished or failed something."""
    match reminder.purpose:
        case Reminder.Purpose.ESCALATION:
            return f"not answered by {reminder.on_behalf_of or 'whoever answers'}"
        case Reminder.Purpose.WAKE_UP:
            return "put off to this day"
    lead = reminder.lead
    if lead == 0:
        said = "on the day"
    else:
        unit = "day" if abs(lead) == 1 else "days"
        said = f"{abs(lead)} {unit} {'before' if lead > 0 else 'overdue'}"
    away = reminder.on_behalf_of
    return f"{said}, in place of {away}" if away is not None else said


def visible_messages(user: User) -> QuerySet[Message]:
    """The messages that a user may know of."""
    if user_can_administer(user):
        return Message.objects.all()
    seen = visible_agreements(user)
    reminding = Reminder.objects.filter(message=OuterRef("pk"), occurrence__agreement__in=seen)
    telling = Telling.objects.filter(message=OuterRef("pk"), move__occurrence__agreement__in=seen)
    return Message.objects.filter(Q(recipient=user) | Exists(reminding) | Exists(telling))


def message_page(
    user: User, filters: MessageFilters, *, before: int | None = None, after: int | None = None
) -> MessagePage:
    """A page of messages: the newest, those older than an id, or those newer. Four queries."""
    rows = visible_messages(user).defer("content").select_related("recipient", "contact__party")
    if filters.person:
        rows = rows.filter(recipient=filters.person)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    else:
        rows = rows if before is None else rows.filter(pk__lt=before)
        found = list(rows.order_by("-pk")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if after is not None:
        found.reverse()
    older = found[-1].pk if found and (more or after is not None) else None
    newer = found[0].pk if found and (before is not None or (after is not None and more)) else None
    return MessagePage(rows_of(user, found), older, newer)


def rows_of(user: User, messages: Sequence[Message]) -> list[MessageRow]:
    """Some messages, with recipient and party loaded, as a user may see them."""
    ids = [message.pk for message in messages]
    every, seen = reminder_counts(ids), reminder_counts(ids, user)
    contacts = {m.contact.agreement_id for m in messages if m.contact is not None}
    open_to = set(visible_agreements(user).filter(pk__in=contacts).values_list("pk", flat=True))
    return [
        MessageRow(
            m,
            every[m.pk],
            int(m.contact.agreement_id not in open_to)
            if m.contact is not None
            else _hidden(user, m, every[m.pk], seen[m.pk]),
        )
        for m in messages
    ]


def _hidden(user: User, message: Message, every: int, seen: int) -> int:
    """How much of a message lies behind a wall for a reader who is not its recipient.

    Of what the rows do not tell (any more) about which agreements it speaks, all does: what is
    made for one person as they may see, and a mail that was given up, whose reminders have gone
    on to another.
    """
    if message.recipient_id == user.pk or message.kind == Message.Kind.TEST:
        return 0
    return every - seen or int(not every and bool(message.composed_at or message.subject))


def reminder_counts(messages: Iterable[int], user: User | None = None) -> Counter[int]:
    """How many reminders and moved dates each message carries; for a user, what they may see."""
    ids = list(messages)
    reminding, telling = (
        Reminder.objects.filter(message__in=ids),
        Telling.objects.filter(message__in=ids),
    )
    if user is not None:
        seen = visible_agreements(user)
        reminding = reminding.filter(occurrence__agreement__in=seen)
        telling = telling.filter(move__occurrence__agreement__in=seen)
    counted = (rows.values_list("message_id", flat=True) for rows in (reminding, telling))
    return sum((Counter(ids) for ids in counted), Counter())


def message_row(user: User, pk: int) -> MessageRow | None:
    """One message with what may be seen of it; None where its existence may not be known."""
    message = (
        visible_messages(user).select_related("recipient", "contact__party").filter(pk=pk).first()
    )
    return rows_of(user, [message])[0] if message is not None else None


def reminders_of(user: User, message: Message) -> list[Why]:
    """The reminders in a message that a user may see, by date."""
    rows = Reminder.objects.filter(
        message=message, occurrence__agreement__in=visible_agreements(user)
    )
    rows = rows.select_related("occurrence__obligation", "occurrence__agreement", "on_behalf_of")
    return [Why(reminder) for reminder in rows.order_by("due_date", "-lead", "pk")]


def moves_of(user: User, message: Message) -> list[Telling]:
    """The moved dates that a message tells of, of what a user may see, by agreement and date."""
    rows = Telling.objects.filter(
        message=message, move__occurrence__agreement__in=visible_agreements(user)
    ).select_related(
        "move__moved_by", "move__occurrence__obligation", "move__occurrence__agreement"
    )
    place = ("move__occurrence__agreement__reference", "move__new_date", "move_id")
    return list(rows.order_by(*place))


def attempts_of(message: Message) -> QuerySet[Attempt]:
    """Each try at sending a message, in order."""
    return Attempt.objects.filter(message=message).order_by("begun_at", "pk")


def waiting_reminders(user: User) -> date | None:
    """The next day on which a reminder of the user's falls due; None where none is planned."""
    rows = Reminder.objects.filter(recipient=user, state=Reminder.State.PLANNED, message=None)
    return rows.order_by("falls_on").values_list("falls_on", flat=True).first()
