"""Reports that are made and mailed by themselves, week by week or month by month."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement, Party, User
from obligations.models.key_date import KeyDate
from obligations.models.report import Report

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@tracked(quiet=("done_until", "last_as_at_date"))
class ReportSchedule(models.Model):
    """A report that is made for each of some people at an hour of a weekday or day of the month.

    Each recipient gets a report of their own, made as they themselves may see. `done_until` is
    the last turn that was served; of turns that were missed only the latest is made up for.
    """

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "Every week"
        MONTHLY = "monthly", "Every month"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Report.Kind)
    format = models.CharField(max_length=4, choices=Report.Format, default=Report.Format.PDF)
    scope = models.CharField(max_length=12, choices=Report.Scope)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="report_schedules"
    )
    closing = models.ForeignKey(KeyDate, models.CASCADE, null=True, blank=True, related_name="+")
    party = models.ForeignKey(
        Party, models.CASCADE, null=True, blank=True, related_name="report_schedules"
    )
    horizon_days = models.PositiveSmallIntegerField("days ahead", null=True, blank=True)
    rhythm = models.CharField(max_length=8, choices=Rhythm)
    weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=list(enumerate(WEEKDAYS))
    )
    month_day = models.PositiveSmallIntegerField(
        "day of the month",
        null=True,
        blank=True,
        help_text="In a shorter month its last day.",
    )
    hour = models.PositiveSmallIntegerField(help_text="0 to 23, on the clocks of the zone.")
    zone = models.CharField(max_length=60)
    attach = models.BooleanField(
        "attach the file", default=False, help_text="Up to 5 MB; the link is there in any case."
    )
    is_active = models.BooleanField("active", default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_until = models.DateTimeField()
    last_as_at_date = models.DateField(null=True, blank=True)
    error = models.TextField("what went wrong", blank=True)
    recipients: "models.ManyToManyField[User, ReportRecipient]" = models.ManyToManyField(
        User, through="ReportRecipient", related_name="report_schedules"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_schedule_scope_named",
                condition=models.Q(scope="agreement", agreement__isnull=False, party__isnull=True)
                | models.Q(scope="party", party__isnull=False, agreement__isnull=True)
                | models.Q(scope="everything", agreement__isnull=True, party__isnull=True),
            ),
            models.CheckConstraint(
                name="report_schedule_closing_of_agreement",
                condition=models.Q(kind="closing", scope="agreement")
                | ~models.Q(kind="closing") & models.Q(closing__isnull=True),
            ),
            models.CheckConstraint(
                name="report_schedule_horizon_of_coming",
                condition=models.Q(kind="coming", horizon_days__range=(1, 366))
                | ~models.Q(kind="coming") & models.Q(horizon_days__isnull=True),
            ),
            models.CheckConstraint(
                name="report_schedule_day_of_rhythm",
                condition=models.Q(
                    rhythm="weekly", weekday__range=(0, 6), month_day__isnull=True, hour__lte=23
                )
                | models.Q(
                    rhythm="monthly", month_day__range=(1, 31), weekday__isnull=True, hour__lte=23
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def when(self) -> str:
        """When it is made, in words."""
        if self.weekday is not None:
            day = f"every {WEEKDAYS[self.weekday]}"
        else:
            day = f"on day {self.month_day} of every month"
        return f"{day} at {self.hour:02}:00 ({self.zone})"


@tracked()
class ReportRecipient(models.Model):
    """A person who gets the reports of a schedule; `trouble` says why the last one was left out."""

    schedule = models.ForeignKey(ReportSchedule, models.CASCADE, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["schedule", "person"], name="report_recipient_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
