"""What an agreement says of money: amounts of obligations, and interest on what is late.

Amounts are decimal numbers of a currency, never floating point. The printed
words stand in the obligation's terms; this is the same in a form that can be
worked out (engine/money).
"""

from typing import Any

from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement, Participation
from obligations.models.obligation import Obligation

# Up to ten thousand million million of a currency, with more places than any has.
DIGITS: dict[str, Any] = {"max_digits": 20, "decimal_places": 4}
RATE: dict[str, Any] = {"max_digits": 12, "decimal_places": 6}


@tracked()
class PaymentTerms(models.Model):
    """How the amount of one obligation is worked out."""

    class Method(models.TextChoices):
        FIXED = "fixed", "A fixed sum"
        PERCENTAGE = "percentage", "A percentage of a figure"
        ROYALTY = "royalty", "A royalty on the sales of a quarter"
        EXPENSES = "expenses", "Expenses as entered"

    class Rounding(models.TextChoices):
        HALF_EVEN = "half even", "Half to even"
        HALF_UP = "half up", "Half up"
        DOWN = "down", "Down"
        UP = "up", "Up"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    obligation = models.OneToOneField(Obligation, models.CASCADE, related_name="payment_terms")
    method = models.CharField(max_length=12, choices=Method)
    currency = models.CharField(max_length=3, help_text="As USD, by ISO 4217.")
    amount = models.DecimalField(**DIGITS, null=True, blank=True)
    rate = models.DecimalField("per cent", **RATE, null=True, blank=True)
    base = models.CharField(
        max_length=120, blank=True, help_text="The figure that the percentage is taken of."
    )
    cap = models.DecimalField("at most", **DIGITS, null=True, blank=True)
    floor = models.DecimalField("at least", **DIGITS, null=True, blank=True)
    section = models.CharField(max_length=120, blank=True, help_text="As printed: 8(b); V.4")
    rounding = models.CharField(
        max_length=10,
        choices=Rounding,
        blank=True,
        help_text="Empty where the agreement does not say: half to even.",
    )
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "payment terms"

    def __str__(self) -> str:
        return f"Amount of {self.obligation.ref}"


@tracked()
class Deduction(models.Model):
    """What goes off an amount: a credit, or what was paid before the agreement was signed."""

    terms = models.ForeignKey(PaymentTerms, models.CASCADE, related_name="deductions")
    what = models.CharField(max_length=200)
    amount = models.DecimalField(**DIGITS)
    section = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.what


@tracked()
class RoyaltyReduction(models.Model):
    """By how much a royalty falls in a country while something is so there."""

    class Starts(models.TextChoices):
        QUARTER = "quarter", "With the quarter in which it begins"
        DAY = "day", "With the day on which it begins"

    terms = models.ForeignKey(PaymentTerms, models.CASCADE, related_name="reductions")
    because = models.CharField(max_length=40, help_text="As generic, infringement.")
    to_rate = models.DecimalField("to per cent", **RATE, null=True, blank=True)
    over = models.DecimalField("only where more than per cent", **RATE, null=True, blank=True)
    at_most = models.DecimalField("by at most per cent", **RATE, null=True, blank=True)
    starts = models.CharField(max_length=8, choices=Starts, default=Starts.DAY)
    section = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Reduction for {self.because}"


@tracked()
class PaymentShare(models.Model):
    """The part of an amount that one of several parties bears, by weight."""

    terms = models.ForeignKey(PaymentTerms, models.CASCADE, related_name="shares")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    weight = models.DecimalField(**DIGITS)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "participation"], name="payment_share_once")
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.weight}"


@tracked()
class LateInterest(models.Model):
    """What late payments of one side bear. An empty basis: the agreement names none."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="late_interest")
    section = models.CharField(max_length=120)
    payer = models.CharField(
        max_length=80, blank=True, help_text="The role whose payments bear it; empty for all."
    )
    base_rate = models.CharField(
        max_length=120, blank=True, help_text="A rate of the table of base rates."
    )
    percent = models.DecimalField(
        "per cent a year", **RATE, default=0, help_text="Over the base rate, where there is one."
    )
    basis = models.CharField(max_length=16, blank=True)
    compounding = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "late interest"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "payer"],
                name="late_interest_once_a_payer",
                violation_error_message="There is already a clause for payments of this role.",
            )
        ]

    def __str__(self) -> str:
        return f"Interest under {self.section}"
