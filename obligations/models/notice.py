"""Notices: what was sent, to whom, by which channel, and on which day it counts as given."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models import Agreement, Document, Participation
from obligations.models.key_date import KeyDate
from obligations.models.obligation import Obligation


@tracked()
class Notice(models.Model):
    """A notice under an agreement: a draft, one that was sent, or one taken back.

    `counts_date` is the day on which it counts as given, by the agreement's
    notice rules or as counsel decided where they leave it open; empty while
    nobody can say. Where the notice is the happening of a key date, `lineage`
    names that happening.
    """

    class Kind(models.TextChoices):
        BREACH = "breach notice", "Breach notice"
        TERMINATION = "termination notice", "Termination notice"
        EXERCISE = "option exercise", "Exercise of an option or right"
        DEMAND = "demand", "Demand"
        INFORMATION = "information", "Information that has to be given"
        ADDRESS = "change of address", "Change of address"
        OTHER = "other", "Other notice"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        WITHDRAWN = "withdrawn", "Taken back"

    class Certainty(models.TextChoices):
        ACTUAL = "actual", "Actual"
        ASSUMED = "assumed", "Assumed"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="notices")
    number = models.PositiveIntegerField(help_text="Counted from 1 within the agreement.")
    version = models.PositiveIntegerField(default=1, help_text="One more with each correction.")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    subject = models.CharField(max_length=200)
    sender = models.ForeignKey(Participation, models.PROTECT, related_name="notices_sent")
    channel = models.CharField(max_length=60, help_text="As the agreement's notice rules call it.")
    sent_date = models.DateField("sent on", null=True, blank=True)
    sent_at = models.DateTimeField("sent at", null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="Of the hour of sending.")
    received_date = models.DateField(
        "actually received on", null=True, blank=True, help_text="As far as it is known."
    )
    counts_date = models.DateField("counts as given on", null=True, blank=True)
    counts_because = models.TextField(
        blank=True, help_text="Why that day, where the clause leaves it open."
    )
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.ACTUAL)
    section = models.CharField(max_length=120, blank=True, help_text="Under which it is given.")
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    key_date = models.ForeignKey(
        KeyDate, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    lineage = models.PositiveIntegerField(null=True, blank=True)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The same notice, sent by another channel; the earliest day counts for both.",
    )
    note = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="Of the letter.")
    signatory = models.CharField(max_length=200, blank=True)
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="letter_of"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="attached_to"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(help_text="By the business clock.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="notice_number_once"),
            models.CheckConstraint(
                name="notice_sent_on_a_day",
                condition=models.Q(state="draft") | models.Q(sent_date__isnull=False),
            ),
            models.CheckConstraint(
                name="notice_hour_has_zone",
                condition=models.Q(sent_at__isnull=True) | ~models.Q(zone=""),
            ),
            models.CheckConstraint(
                name="notice_happening_of_key_date",
                condition=models.Q(lineage__isnull=True) | models.Q(key_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Notice {self.number}: {self.subject}"


@tracked()
class Addressee(models.Model):
    """Who a notice goes to, or gets a copy, with the address that it was sent to.

    `copy_to` names the copy recipient; it is empty for the party itself.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="addressees")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    copy_to = models.CharField(max_length=200, blank=True)
    attention = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    fax = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "participation", "copy_to"], name="addressee_once"
            )
        ]

    def __str__(self) -> str:
        return self.copy_to or str(self.participation)


@tracked()
class AddressChange(models.Model):
    """The new address that a party has notified; it counts from the day that its notice does."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="address_change")
    attention = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    fax = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return f"Address of {self.notice.sender}"


@tracked()
class LetterTemplate(models.Model):
    """The house's own wording of a kind of notice letter, in place of the one that ships."""

    kind = models.CharField(max_length=20, choices=Notice.Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField(
        help_text="Paragraphs, with an empty line between them. Names in braces are filled in."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("kind"),
                name="letter_template_kind_once",
                violation_error_code="kind",
                violation_error_message="There is already a template for this kind of notice.",
            )
        ]

    def __str__(self) -> str:
        return f"Letter for a {self.get_kind_display().lower()}"
