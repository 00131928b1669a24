"""Reminders and the messages that carry them: rows that are the queue and the record."""

from django.conf import settings
from django.db import models

from obligations.models.occurrence import Occurrence


class Message(models.Model):
    """One mail to one person: composed once, frozen with its bytes and Message-ID, then sent.

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

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Given up"
        BOUNCED = "bounced", "Refused"
        EMPTY = "empty", "Nothing left to say"

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
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
            models.UniqueConstraint(
                fields=["recipient", "business_date", "kind", "number"], name="message_once"
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
        return self.subject or f"{self.get_kind_display()} for {self.recipient}"


class Attempt(models.Model):
    """One try at sending a message, and what the mail server answered.

    `uncertain` says that the sender died between begin and record: the server may have taken
    the message or not, and it was sent again with the same Message-ID (RFC 5321 s. 6.1).
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
    """That a person is to be reminded of an occurrence on a day.

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
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
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
    planned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "lead", "recipient", "purpose"],
                name="reminder_once",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "recipient"],
                condition=models.Q(purpose="escalation"),
                name="reminder_escalated_once",
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
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}, {self.lead} days before {self.due_date}"
