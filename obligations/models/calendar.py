"""Calendars of the firm's own, and corrections of those that ship: version by version."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement
from obligations.engine.calendars.definition import ID_FORM

id_form = RegexValidator(
    f"^{ID_FORM.pattern}$", "Use small letters, digits and single hyphens, as in firm-london."
)


@tracked()
class Calendar(models.Model):
    """A calendar that has versions here, by the id that rules name.

    One with the id of a calendar that ships corrects it.
    """

    name = models.CharField(max_length=60, unique=True, validators=[id_form])

    def __str__(self) -> str:
        return self.name


@tracked(exclude=("closings",))
class CalendarVersion(models.Model):
    """What a calendar says from one change to the next; a draft until it is applied.

    `days` hold what differs from the calendar that it stands upon: the one
    that ships under its own id, or `upon`, or none. Empty fields are as there.
    `based_on` is the version that the draft was made from. `label` and
    `closings` keep what was in force when it was applied.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPLIED = "applied", "Applied"
        DISCARDED = "discarded", "Discarded"

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    upon = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=400, blank=True)
    first_date = models.DateField(null=True, blank=True)
    last_date = models.DateField(null=True, blank=True)
    weekend = ArrayField(
        models.PositiveSmallIntegerField(), null=True, blank=True, help_text="Monday is 0."
    )
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True, help_text="As explanations cite it.")
    fingerprint = models.CharField(max_length=32, blank=True)
    closings = models.JSONField(default=list, blank=True)
    agreements_touched = models.PositiveIntegerField(null=True, blank=True)
    dates_moved = models.PositiveIntegerField(null=True, blank=True)
    dates_kept = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_once"),
            models.CheckConstraint(
                name="calendar_version_applied_by_and_at",
                condition=models.Q(
                    state="applied",
                    number__isnull=False,
                    applied_by__isnull=False,
                    applied_at__isnull=False,
                )
                | ~models.Q(state="applied")
                & models.Q(number__isnull=True, applied_by__isnull=True, applied_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}, {self.label or self.get_state_display().lower()}"


@tracked()
class CalendarDay(models.Model):
    """One day that a version closes or opens, where that comes from, and why."""

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="days")
    day = models.DateField()
    is_open = models.BooleanField(default=False)
    name = models.CharField(max_length=120, help_text="As Storm closure.")
    basis = models.CharField("source", max_length=400, help_text="The law or the announcement.")
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "day"],
                name="calendar_day_once",
                violation_error_code="day",
                violation_error_message="This day stands here already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarWarning(models.Model):
    """That a calendar runs out or a rule counts beyond it: raised once, until it is settled.

    `agreement` is the one whose rule counts beyond the range; such a warning is
    behind its wall.
    """

    key = models.CharField(max_length=300, unique=True)
    calendar = models.CharField(max_length=200)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="calendar_warnings"
    )
    sentence = models.TextField()
    raised_date = models.DateField()
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sentence[:80]
