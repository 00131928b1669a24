"""Closings: which obligations are on the checklist of which, and how far each is on the day."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models import Document, Participation
from obligations.models.key_date import KeyDate
from obligations.models.obligation import Obligation
from obligations.models.occurrence import Occurrence


@tracked()
class ClosingItem(models.Model):
    """That an obligation is on the checklist of a closing, and in which form it is brought.

    Whether it is satisfied or waived is said by its occurrences alone. `cut_off` is
    another obligation, whose date for this closing is the cut-off of what is brought.
    """

    class Form(models.TextChoices):
        ORIGINAL = "original", "Original"
        CERTIFICATE = "certificate", "Certificate"
        LETTER = "letter", "Letter"
        OPINION = "opinion", "Opinion"
        AGREEMENT = "agreement", "Agreement"
        SECURITIES = "securities", "Securities"
        PAYMENT = "payment", "Payment"
        FILING = "filing", "Filing or order"
        NOTICE = "notice", "Notice"
        FACT = "fact", "Nothing in writing"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="closing_items")
    closing = models.ForeignKey(KeyDate, models.CASCADE, related_name="closing_items")
    form = models.CharField(max_length=12, choices=Form, default=Form.FACT)
    provider = models.ForeignKey(
        Participation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="brought by",
        help_text="Empty where it is the obligor.",
    )
    signatories = models.CharField("signed by", max_length=200, blank=True)
    cut_off = models.ForeignKey(
        Obligation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The obligation whose date is the cut-off of what is brought.",
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "closing"],
                name="closing_item_once",
                violation_error_message="This is on the checklist of that closing already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation.ref} at {self.closing}"


@tracked()
class ClosingMark(models.Model):
    """How far an occurrence is before it is satisfied: who was asked, what came, what failed."""

    class State(models.TextChoices):
        OPEN = "", "Open"
        RECEIVED = "received", "Received"
        FAILED = "failed", "Failed"

    occurrence = models.OneToOneField(Occurrence, models.CASCADE, related_name="closing_mark")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, blank=True)
    day = models.DateField("received or failed on", null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    asked = models.CharField("who is asked", max_length=200, blank=True)
    asked_date = models.DateField("asked on", null=True, blank=True)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closing_mark_state_has_day",
                condition=models.Q(state="", day__isnull=True)
                | ~models.Q(state="") & models.Q(day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.get_state_display()}"
