"""Holding all mail, when the database is older than what was sent from it."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked


@tracked()
class Hold(models.Model):
    """That nothing was sent from when the database was found behind the journal, until released.

    `behind` is the number of the last message in the journal, `known` the last that the database
    knew of. Released by a person, with a reason; `recovered` counts the messages that the journal
    says were sent and the database had forgotten.
    """

    held_at = models.DateTimeField()
    behind = models.BigIntegerField()
    known = models.BigIntegerField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    recovered = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.F("released_at"),
                name="hold_one_at_a_time",
                condition=models.Q(released_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="hold_released_by_somebody",
                condition=models.Q(released_at=None)
                | models.Q(released_by__isnull=False) & ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Held since {self.held_at:%Y-%m-%d %H:%M}"
