"""Adjustments: what was agreed or decided about a date apart from what its rule gives."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement, Document
from obligations.models.consent import ConsentRequest
from obligations.models.key_date import KeyDate
from obligations.models.obligation import Obligation
from obligations.models.occurrence import Occurrence


@tracked()
class Adjustment(models.Model):
    """One entry of the ledger of adjustments: of an occurrence, a key date or an obligation.

    A delay or a suspension cites the happening of its span (`key_date` and
    `lineage`), whose days are its days; only one that is `counted` moves dates.
    An extension moves the last day of its occurrence, or its key date, to
    `new_date`. Nothing is edited: an entry is taken back with a reason.
    """

    class Kind(models.TextChoices):
        EXTENSION = "extension", "Extension"
        POSTPONEMENT = "postponement", "Delay"
        SUSPENSION = "suspension", "Suspension"
        WAIVER = "waiver", "Waiver"
        DISPUTE = "dispute", "Dispute"
        NOT_APPLICABLE = "not applicable", "Not applicable"
        AMENDMENT = "amendment", "Amendment"
        PERMISSION = "permission", "Permission"

    class Efforts(models.TextChoices):
        UNSAID = "", "Not said"
        USED = "used", "Used"
        NOT_USED = "not used", "Not used"

    # Never empty (a constraint): null is for history rows older than the column.
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, related_name="adjustments")
    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, null=True, blank=True, related_name="adjustments"
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="adjustments"
    )
    key_date = models.ForeignKey(
        KeyDate, models.PROTECT, null=True, blank=True, related_name="adjustments"
    )
    lineage = models.PositiveIntegerField(
        null=True, blank=True, help_text="The happening of the span whose days these are."
    )
    kind = models.CharField(max_length=16, choices=Kind)
    original_date = models.DateField(null=True, blank=True)
    new_date = models.DateField(null=True, blank=True)
    first_date = models.DateField("from", null=True, blank=True, help_text="Of a permission.")
    last_date = models.DateField("until", null=True, blank=True)
    quantity = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="Of a permission."
    )
    unit = models.CharField(max_length=40, blank=True)
    agreed_with = models.CharField(max_length=200, blank=True)
    caused_by = models.CharField(max_length=200, blank=True)
    by_itself = models.BooleanField(
        "caused by the party whose date it is", default=False, help_text="Then it does not count."
    )
    efforts = models.CharField("best efforts to end it", max_length=10, choices=Efforts, blank=True)
    counted = models.BooleanField(default=True)
    is_claim = models.BooleanField(
        "only claimed so far", default=False, help_text="Does not count until counsel allows it."
    )
    reason = models.TextField()
    evidence = models.CharField(max_length=400, blank=True, help_text="What shows it.")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.ForeignKey(
        ConsentRequest, models.PROTECT, null=True, blank=True, related_name="allows"
    )
    is_assumed = models.BooleanField("assumed", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="adjustment_of_an_agreement",
                condition=models.Q(agreement__isnull=False),
            ),
            models.CheckConstraint(
                name="adjustment_of_something",
                condition=models.Q(occurrence__isnull=False)
                | models.Q(key_date__isnull=False)
                | models.Q(obligation__isnull=False),
            ),
            models.CheckConstraint(
                name="adjustment_lifted_by_and_at",
                condition=models.Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | models.Q(lifted_by__isnull=False, lifted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="adjustment_extension_has_date",
                condition=models.Q(kind="extension", new_date__isnull=False)
                | ~models.Q(kind="extension") & models.Q(new_date__isnull=True),
            ),
            models.CheckConstraint(
                name="adjustment_days_of_a_span",
                condition=models.Q(
                    kind__in=("postponement", "suspension"),
                    key_date__isnull=False,
                    lineage__isnull=False,
                )
                | ~models.Q(kind__in=("postponement", "suspension"))
                & models.Q(lineage__isnull=True),
            ),
            models.CheckConstraint(
                name="adjustment_quantity_has_unit",
                condition=models.Q(quantity__isnull=True)
                | models.Q(quantity__gt=0) & ~models.Q(unit="") & models.Q(kind="permission"),
                violation_error_code="quantity",
                violation_error_message="A permission is for more than nothing: say how many of"
                " what.",
            ),
            models.UniqueConstraint(
                fields=["key_date", "lineage"],
                condition=models.Q(lifted_at__isnull=True, occurrence__isnull=True)
                & models.Q(lineage__isnull=False),
                name="adjustment_once_a_span",
            ),
        ]
        indexes = [
            models.Index(fields=["agreement", "made_at", "id"], name="adjustment_by_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.occurrence or self.key_date or self.obligation}"
