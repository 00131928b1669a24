"""Which reading of a date counsel has chosen, occurrence by occurrence."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from obligations.models.occurrence import Occurrence


@tracked()
class ChosenReading(models.Model):
    """That one of the readings of an occurrence counts; the last one not lifted stands.

    `choice` is the whole of what is chosen, as engine Choices.from_data reads it;
    `basis`, `old_date` and `new_date` say what was on the page when it was chosen.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="chosen_readings")
    choice = models.JSONField()
    basis = models.TextField()
    old_date = models.DateField()
    new_date = models.DateField()
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chosen_reading_lifted_by_and_at",
                condition=models.Q(lifted_by__isnull=True, lifted_at__isnull=True)
                | models.Q(lifted_by__isnull=False, lifted_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["occurrence"],
                condition=models.Q(lifted_at__isnull=True),
                name="chosen_reading_one_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"Reading of {self.occurrence}"
