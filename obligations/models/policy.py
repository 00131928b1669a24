"""When reminders go out."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.audit import tracked


@tracked()
class ReminderPolicy(models.Model):
    """A ladder of reminders: so many days before, on the day, and again while overdue."""

    name = models.CharField(max_length=80, unique=True)
    leads = ArrayField(models.PositiveSmallIntegerField(), help_text="Days before, as 30, 14, 7, 1")
    on_the_day = models.BooleanField(default=True)
    repeat_every = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days between reminders while overdue; empty for none."
    )
    escalate_after = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Days without an answer until others are told; 0 for never, empty as usual.",
    )
    escalate_within = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Days before the date from when on others are told; empty as usual.",
    )
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "reminder policies"
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="reminder_policy_one_default",
                violation_error_code="is_default",
                violation_error_message="Another policy is the default; take that from it first.",
            )
        ]

    def __str__(self) -> str:
        return self.name
