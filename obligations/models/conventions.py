"""How an agreement counts: calendar, zone, rolls, and when notices count as received."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement
from agreements.models.user import default_zone, validate_zone


@tracked()
class Conventions(models.Model):
    """One row per agreement. They stand here and not with the agreement because they move dates."""

    class Roll(models.TextChoices):
        NONE = "none", "None"
        FOLLOWING = "following", "Following business day"
        MODIFIED_FOLLOWING = "modified following", "Following, unless in the next month"
        PRECEDING = "preceding", "Preceding business day"
        MODIFIED_PRECEDING = "modified preceding", "Preceding, unless in the month before"

    class MonthEnd(models.TextChoices):
        DOWN = "down", "Last day of the month"
        UP = "up", "First day of the next month"

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="conventions")
    calendar = models.CharField(
        max_length=200, blank=True, help_text="As us-fed, or joint: us-fed+california-banks."
    )
    calendar_source = models.CharField(
        max_length=400, blank=True, help_text="Where the agreement says so."
    )
    business_day_defined = models.BooleanField(
        default=False, help_text="Whether the agreement defines its business days."
    )
    zone = models.CharField(max_length=64, default=default_zone, validators=[validate_zone])
    roll = models.CharField(max_length=20, choices=Roll, default=Roll.NONE)
    month_end = models.CharField(max_length=4, choices=MonthEnd, default=MonthEnd.DOWN)
    fiscal_year_end = models.CharField(max_length=5, blank=True, help_text="As 12-31.")
    readings = models.JSONField(
        default=dict, blank=True, help_text="Which reading of doubtful words counts throughout."
    )
    readings_reason = models.TextField(blank=True, help_text="Why these readings.")

    class Meta:
        verbose_name_plural = "conventions"

    def __str__(self) -> str:
        return f"Conventions of {self.agreement.reference}"


@tracked()
class NoticeRule(models.Model):
    """When a notice by one channel is deemed received: the first rule that applies decides."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="notice_rules")
    channel = models.CharField(max_length=60)
    section = models.CharField(max_length=120, blank=True)
    rules = ArrayField(models.CharField(max_length=2000))
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "channel"],
                name="notice_channel_once",
                violation_error_code="channel",
                violation_error_message="There is already a rule for this channel.",
            )
        ]

    def __str__(self) -> str:
        return f"Notices by {self.channel}"
