"""Reminders and the messages that carry them: rows that are the queue and the record."""

from django.conf import settings
from django.db import models

from agreements.models import Participation
from obligations.models.obligation import Obligation
from obligations.models.occurrence import DateMove, Occurrence


def _to_exactly_one(name: str) -> models.CheckConstraint:
    """That a row is for a person, or for a party outside, and never for both."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(recipient__isnull=False, contact__isnull=True)
        | models.Q(recipient__isnull=True, contact__isnull=False),
    )


class Message(models.Model):
    """One mail to one person: composed once, frozen with its bytes and Message-ID, then sent.

    It goes to a person who uses Longstop, or to a party's address for notices (`contact`); that
    one tells of one obligation alone (`about`).

    `lease` and `leased_until` belong to the sender that works on it; a lease
    that runs out is free for the next. Everything here is by the machine's clock
    but `business_date`.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest", "Daily digest"
        URGENT = "urgent", "Urgent"
        MOVED = "moved", "Dates moved"
        WARNING = "warning", "Warning"
        TEST = "test", "Test mail"
        ALERT = "alert", "Mail that cannot be delivered"
        ESCALATED = "escalated", "Not answered by another"
        REPORT = "report", "Report"
        NOTHING = "nothing", "Nothing due"
        OUTSIDE = "outside", "Reminder to a party"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"
        BOUNCED = "bounced", "Refused"
        EMPTY = "empty", "Nothing left to say"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    contact = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    about = models.ForeignKey(
        Obligation, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    business_date = models.DateField()
    number = models.PositiveIntegerField(default=1, help_text="Of its kind on that day.")
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    to_address = models.EmailField(blank=True)
    subject = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    content = models.BinaryField(null=True, blank=True)
    created_at = models.DateTimeField()
    composed_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField()
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_number = models.BigIntegerField(
        null=True, blank=True, unique=True, help_text="Counts what was sent, and is journalled."
    )
    raised_at = models.DateTimeField(
        null=True, blank=True, help_text="When administrators were told that it was given up."
    )
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            _to_exactly_one("message_to_exactly_one"),
            models.UniqueConstraint(
                fields=["recipient", "business_date", "kind", "number"], name="message_once"
            ),
            models.UniqueConstraint(
                fields=["contact", "about", "business_date", "number"],
                condition=models.Q(contact__isnull=False),
                name="message_once_outside",
            ),
            models.CheckConstraint(
                name="message_frozen_before_sent",
                condition=~models.Q(state="sent")
                | models.Q(sent_at__isnull=False, content__isnull=False) & ~models.Q(message_id=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=models.Q(state="queued"),
                name="message_waiting",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(state__in=["failed", "bounced"], raised_at=None),
                name="message_given_up",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"{self.get_kind_display()} for {self.addressee}"

    @property
    def addressee(self) -> str:
        """Who it is for, by name."""
        return str(self.recipient or self.contact)

    @property
    def address(self) -> str:
        """Where it goes, as that is known now; empty where a party has no such address."""
        if self.recipient is not None:
            return self.recipient.email
        return self.contact.email if self.contact is not None else ""


class Attempt(models.Model):
    """One try at sending a message, and what the mail server answered.

    `uncertain` says that the sender died between begin and record, or heard no answer to the last
    dot: the server may have taken the message or not, and it was sent again with the same
    Message-ID (RFC 5321 s. 6.1).
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="attempts")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(default=False)
    uncertain = models.BooleanField(default=False)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d %H:%M:%S} {'accepted' if self.accepted else 'not sent'}"


class Reminder(models.Model):
    """That a person, or a party outside, is to be reminded of an occurrence on a day.

    `lead` is the number of days before the date (0 on the day, below it while
    overdue). Unique with the date, so that a date that moves is planned anew. `on_behalf_of`
    is who is away while a deputy is told as well. Of an escalation `recipient` is who is told
    that another has not answered, once for each date.
    """

    class Purpose(models.TextChoices):
        LEAD = "lead", "Reminder"
        WAKE_UP = "wake-up", "Wanted again"
        ESCALATION = "escalation", "Escalation"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        SENT = "sent", "Sent"
        DROPPED = "dropped", "Dropped"

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.LEAD)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_date = models.DateField()
    lead = models.SmallIntegerField()
    falls_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    dropped_because = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    returned_from = models.ForeignKey(
        Message,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The last mail that was given up with it.",
    )
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            _to_exactly_one("reminder_to_exactly_one"),
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "lead", "recipient", "purpose"],
                name="reminder_once",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "recipient"],
                condition=models.Q(purpose="escalation"),
                name="reminder_escalated_once",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "lead", "contact"],
                condition=models.Q(contact__isnull=False),
                name="reminder_once_outside",
            ),
            models.CheckConstraint(
                name="reminder_dropped_with_reason",
                condition=~models.Q(state="dropped") | ~models.Q(dropped_because=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["falls_on", "recipient"],
                condition=models.Q(state="planned"),
                name="reminder_planned",
            ),
            models.Index(fields=["occurrence", "falls_on"], name="reminder_by_occurrence"),
            models.Index(
                fields=["settled_at"], condition=models.Q(state="sent"), name="reminder_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}, {self.lead} days before {self.due_date}"

    @property
    def addressee(self) -> str:
        """Who is reminded, by name."""
        return str(self.recipient or self.contact)


class Telling(models.Model):
    """That a person is to be told that a date moved; written with the change that moved it.

    Told is what its message says, once that is sent.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DROPPED = "dropped", "Dropped"

    move = models.ForeignKey(DateMove, models.CASCADE, related_name="tellings")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    dropped_because = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="tellings"
    )
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["move", "recipient"], name="telling_once"),
            models.CheckConstraint(
                name="telling_dropped_with_reason",
                condition=~models.Q(state="dropped") | ~models.Q(dropped_because=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient"],
                condition=models.Q(state="planned", message=None),
                name="telling_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.move}, for {self.recipient}"
