"""Calendars outside Longstop: feeds that they fetch, and what mails have put into them."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from obligations.models.occurrence import Occurrence
from obligations.models.reminder import Message
from obligations.models.saved_view import SavedView


@tracked(exclude=("token_hash", "fetched_at", "etag", "changed_at"))
class Feed(models.Model):
    """An address at which a calendar program fetches a person's dates.

    Of the token in the address only the SHA-256 is kept. `etag` and `changed_at`
    say what was given out last, and since when it is so; an agreement is named by
    its reference, so that nothing hangs on a row behind somebody's wall.
    """

    class Kind(models.TextChoices):
        MINE = "mine", "All that I answer for or stand in for"
        AGREEMENT = "agreement", "One agreement"
        VIEW = "view", "A saved view"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=40, blank=True)
    view = models.ForeignKey(SavedView, models.CASCADE, null=True, blank=True, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="feed_of_one_thing",
                condition=models.Q(kind="mine", reference="", view__isnull=True)
                | models.Q(kind="agreement", view__isnull=True) & ~models.Q(reference="")
                | models.Q(kind="view", reference="", view__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarCopy(models.Model):
    """What mails have put into a person's calendar: an occurrence, as of a sequence number.

    The sender's own record, like the message that carried it: it tells which
    entries have to be moved or cancelled by a later mail.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    is_cancelled = models.BooleanField(default=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "calendar copies"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "occurrence"], name="calendar_copy_once")
        ]

    def __str__(self) -> str:
        return f"{self.occurrence} for {self.recipient}"
