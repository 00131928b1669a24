"""What was entered about money: figures, sales, markets, payments, base rates.

No row is ever changed or deleted, which the database itself refuses: a wrong
one is taken back by a second row that names it, with a reason.
"""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement, Document, Participation
from obligations.models.money import DIGITS, RATE
from obligations.models.occurrence import Occurrence

CERTAINTIES = [("actual", "Actual"), ("assumed", "Assumed")]


def kept(name: str) -> list[Any]:
    """The trigger that refuses to change or delete the rows of a ledger."""
    return [pgtrigger.Protect(name=f"{name}_kept", operation=pgtrigger.Update | pgtrigger.Delete)]


class Entered(models.Model):
    """A row of a ledger. `reverses` is the row that it takes back, for `reason`."""

    certainty = models.CharField(max_length=8, choices=CERTAINTIES, default="actual")
    note = models.TextField(blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_reversal_has_reason",
                condition=models.Q(reverses__isnull=True) | ~models.Q(reason=""),
            )
        ]


@tracked()
class BaseRate(Entered):
    """A base rate from a day on: shared by all agreements, kept by administrators."""

    name = models.CharField(max_length=120, help_text="As Lloyds Bank PLC base rate.")
    from_date = models.DateField()
    percent = models.DecimalField("per cent a year", **RATE)
    source = models.CharField(max_length=400)

    class Meta(Entered.Meta):
        triggers = kept("base_rate")

    def __str__(self) -> str:
        return f"{self.name}, {self.percent} % from {self.from_date}"


@tracked()
class BaseFigure(Entered):
    """A figure that a percentage is taken of: so many at such a price."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="figures")
    name = models.CharField(max_length=120)
    quantity = models.DecimalField(**DIGITS, default=1)
    price = models.DecimalField(**DIGITS)
    currency = models.CharField(max_length=3)
    section = models.CharField(max_length=120, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Entered.Meta):
        triggers = kept("base_figure")

    def __str__(self) -> str:
        return self.name


@tracked()
class Sales(Entered):
    """The net sales of one quarter in one country, as reported."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="sales")
    quarter = models.CharField(max_length=7, help_text="As 2005-Q2.")
    country = models.CharField(max_length=80)
    product = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3)
    net_sales = models.DecimalField(**DIGITS)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Entered.Meta):
        verbose_name_plural = "sales"
        triggers = kept("sales")
        indexes = [models.Index(fields=["agreement", "quarter"], name="sales_by_quarter")]

    def __str__(self) -> str:
        return f"{self.quarter} {self.country}"


@tracked()
class Market(Entered):
    """That a generic product, or an infringement, is in a country from a day on."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="markets")
    country = models.CharField(max_length=80)
    status = models.CharField(max_length=40, help_text="As generic, infringement.")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    percent = models.DecimalField("per cent of sales concerned", **RATE, null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Entered.Meta):
        triggers = kept("market")
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                name="market_ends_after_it_begins",
                condition=models.Q(until_date__isnull=True)
                | models.Q(until_date__gte=models.F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} in {self.country} from {self.from_date}"


@tracked()
class Payment(Entered):
    """Money that went from one party to another, or a credit that one gave the other."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", "Payment"
        CREDIT = "credit", "Credit"

    class Order(models.TextChoices):
        PRINCIPAL_FIRST = "principal first", "The sum owed first, then its interest"
        INTEREST_FIRST = "interest first", "Interest first, then the sum owed"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="payments")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAYMENT)
    payer = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    payee = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(**DIGITS)
    paid_date = models.DateField()
    order = models.CharField(max_length=16, choices=Order, default=Order.PRINCIPAL_FIRST)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Entered.Meta):
        triggers = kept("payment")
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                name="payment_is_more_than_nothing", condition=models.Q(amount__gt=0)
            ),
        ]
        indexes = [models.Index(fields=["agreement", "paid_date"], name="payment_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.currency} {self.amount} on {self.paid_date}"


@tracked()
class Allocation(models.Model):
    """The part of a payment that goes to one occurrence: to the sum owed, or to its interest."""

    class Of(models.TextChoices):
        PRINCIPAL = "principal", "The sum owed"
        INTEREST = "interest", "Interest"

    payment = models.ForeignKey(Payment, models.CASCADE, related_name="allocations")
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="allocations")
    of = models.CharField(max_length=10, choices=Of)
    amount = models.DecimalField(**DIGITS)

    class Meta:
        triggers = kept("allocation")
        constraints = [
            models.UniqueConstraint(fields=["payment", "occurrence", "of"], name="allocation_once"),
            models.CheckConstraint(
                name="allocation_is_more_than_nothing", condition=models.Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.occurrence}"
