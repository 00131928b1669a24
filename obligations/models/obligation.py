"""Obligations and the versions of their terms."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models import Agreement, Participation
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.models.key_date import KeyDate
from obligations.models.policy import ReminderPolicy

KIND_CHOICES = [(kind, kind[0].upper() + kind[1:]) for kind in OBLIGATION_KINDS]


@tracked(quiet=("terms",))
class Obligation(models.Model):
    """A duty, right, restriction or other term bound to a time or an event.

    What it says stands in its terms, of which one version is current.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="obligations")
    ref = models.CharField(
        "reference", max_length=60, help_text="Short and unique, as 3(m); rules may say [3(m) due]."
    )
    section = models.CharField(max_length=120, help_text="As printed: 3(e)(i); IV.1")
    kind = models.CharField(max_length=24, choices=KIND_CHOICES)
    title = models.CharField(max_length=200)
    trigger = models.ForeignKey(
        KeyDate, models.PROTECT, null=True, blank=True, related_name="triggered"
    )
    exercised_by = models.ForeignKey(
        KeyDate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exercises",
        help_text="For a right: the notice that makes use of it.",
    )
    acts = models.JSONField(
        default=list, blank=True, help_text="Of a prohibition: the acts that it forbids."
    )
    each_obligor = models.BooleanField(
        default=False, help_text="The duty is each obligor's own: an occurrence for each."
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    policy = models.ForeignKey(
        ReminderPolicy, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    leads = ArrayField(
        models.PositiveSmallIntegerField(),
        null=True,
        blank=True,
        help_text="Days before the date, as 90, 30, 7; empty for the policy's.",
    )
    terms = models.ForeignKey("Terms", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(
        null=True, blank=True, help_text="When a changed agreement file no longer had it."
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "agreement",
                Lower("ref"),
                name="obligation_ref_unique",
                violation_error_code="ref",
                violation_error_message="There is already an obligation with this reference here.",
            ),
            models.CheckConstraint(
                name="obligation_confirmed_by_and_at",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


@tracked()
class ObligationParty(models.Model):
    """Who owes an obligation, and to whom."""

    class Side(models.TextChoices):
        OBLIGOR = "obligor", "Obligor"
        OBLIGEE = "obligee", "Obligee"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="sides")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="sides")
    side = models.CharField(max_length=8, choices=Side)

    class Meta:
        verbose_name_plural = "obligation parties"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "participation", "side"], name="obligation_party_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}, {self.side}"


@tracked()
class Terms(models.Model):
    """One version of what an obligation says. Never edited: a change is a new version."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    rule = models.CharField(max_length=2000, blank=True)
    summary = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    amount = models.CharField(max_length=200, blank=True)
    effective_date = models.DateField(null=True, blank=True)
    amendment = models.CharField(
        max_length=200, blank=True, help_text="The amendment that made it; empty for a correction."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="terms_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.obligation.ref}, version {self.number}"


@tracked()
class CarveOut(models.Model):
    """What a prohibition leaves free: which acts, for whom, when, and up to how much.

    `acts` and `parties` are empty for all acts that the prohibition forbids and
    for everybody whom it binds; parties are named by role or name. A
    `condition` has to be confirmed by a person. What `by_consent` leaves free is
    free only by a permission in the ledger of adjustments. `cap` is as printed,
    `cap_quantity` what is counted.
    """

    class Per(models.TextChoices):
        ALL = "", "In total"
        TRANSACTION = "transaction", "For each transaction"
        MONTH = "calendar month", "In each calendar month"
        QUARTER = "calendar quarter", "In each calendar quarter"
        YEAR = "calendar year", "In each calendar year"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="carve_outs")
    title = models.CharField(max_length=200)
    section = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    persons = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=2000, blank=True)
    cap = models.CharField(max_length=200, blank=True)
    acts = models.JSONField(default=list, blank=True)
    parties = models.JSONField(default=list, blank=True)
    condition = models.TextField(blank=True)
    by_consent = models.BooleanField("only by consent", default=False)
    cap_quantity = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    cap_unit = models.CharField(max_length=40, blank=True)
    cap_per = models.CharField(max_length=20, choices=Per, blank=True)
    cap_each = models.BooleanField("each party for itself", default=False)
    cap_name = models.CharField(
        "the cap is called",
        max_length=120,
        blank=True,
        help_text="Carve-outs of the agreement whose caps have the same name share one cap.",
    )
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="carve_out_cap_has_unit",
                condition=models.Q(cap_quantity__isnull=True) | ~models.Q(cap_unit=""),
                violation_error_code="cap_unit",
                violation_error_message="Say of what it is so many: shares, USD.",
            ),
            models.CheckConstraint(
                name="carve_out_cap_is_something",
                condition=models.Q(cap_quantity__isnull=True) | models.Q(cap_quantity__gt=0),
                violation_error_code="cap_quantity",
                violation_error_message="A cap is more than nothing; leave it empty for none.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
