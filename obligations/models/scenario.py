"""What-if: changes on paper, kept under a name. Nothing here is a fact until it is applied."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement
from obligations.models.calendar import CalendarVersion
from obligations.models.key_date import KeyDate
from obligations.models.occurrence import Occurrence


@tracked()
class Scenario(models.Model):
    """Changes on paper under a name: its maker's own, or shared.

    A shared one is seen by those who may see every one of its `agreements`, which
    its steps name; so is a private one by its maker. Once applied it stays as it is.
    """

    class Sharing(models.TextChoices):
        PRIVATE = "private", "Private: I alone see it"
        SHARED = "shared", "Shared with those who may see all its agreements"

    name = models.CharField(max_length=120)
    about = models.TextField("what it is for", blank=True)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    # The agreements of the steps, for the wall: behind it the steps themselves are hidden.
    agreements = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "name"],
                name="scenario_name_once",
                violation_error_code="name",
                violation_error_message="You have a scenario of this name already.",
            ),
            models.CheckConstraint(
                name="scenario_applied_by_and_at",
                condition=models.Q(applied_by__isnull=True, applied_at__isnull=True)
                | models.Q(applied_by__isnull=False, applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ScenarioStep(models.Model):
    """One change on paper: of a key date, of an occurrence's last day, or of a calendar.

    `lineage` is the happening that another date is put in place of, and `seen`
    the version of it that the person looked at; without a lineage the happening
    is a new one. A calendar's step holds the draft that would be applied.
    """

    class Kind(models.TextChoices):
        HAPPENING = "happening", "Happens on a day"
        BACK = "taken back", "Taken back, as if it had not been recorded"
        NEVER = "never", "Will not happen"
        EXTENSION = "extension", "Extended to a day"
        CALENDAR = "calendar", "A calendar's draft in force"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="scenario_steps"
    )
    key_date = models.ForeignKey(
        KeyDate, models.CASCADE, null=True, blank=True, related_name="scenario_steps"
    )
    lineage = models.PositiveIntegerField(null=True, blank=True)
    seen = models.PositiveIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    until = models.DateField("last day", null=True, blank=True)
    is_assumed = models.BooleanField("assumed", default=False)
    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, null=True, blank=True, related_name="scenario_steps"
    )
    agreed_with = models.CharField(max_length=200, blank=True)
    draft = models.ForeignKey(
        CalendarVersion, models.CASCADE, null=True, blank=True, related_name="scenario_steps"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scenario_step_of_one_thing",
                condition=models.Q(
                    kind__in=("happening", "taken back", "never"),
                    agreement__isnull=False,
                    key_date__isnull=False,
                    occurrence__isnull=True,
                    draft__isnull=True,
                )
                | models.Q(
                    kind="extension",
                    agreement__isnull=False,
                    key_date__isnull=True,
                    occurrence__isnull=False,
                    draft__isnull=True,
                )
                | models.Q(
                    kind="calendar",
                    agreement__isnull=True,
                    key_date__isnull=True,
                    occurrence__isnull=True,
                    draft__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="scenario_step_has_its_day",
                condition=models.Q(kind__in=("happening", "extension"), day__isnull=False)
                | ~models.Q(kind__in=("happening", "extension")) & models.Q(day__isnull=True),
            ),
            models.CheckConstraint(
                name="scenario_step_taken_back_of_something",
                condition=~models.Q(kind="taken back") | models.Q(lineage__isnull=False),
            ),
            models.CheckConstraint(
                name="scenario_step_span_in_order",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("day")),
            ),
            models.UniqueConstraint(
                fields=["scenario", "occurrence"],
                name="scenario_step_one_an_occurrence",
                violation_error_message="The scenario extends this already; take that step out.",
            ),
            models.UniqueConstraint(
                fields=["scenario", "draft"],
                name="scenario_step_one_a_draft",
                violation_error_message="The scenario has this draft already.",
            ),
            models.UniqueConstraint(
                fields=["scenario", "key_date", "lineage"],
                name="scenario_step_one_a_happening",
                violation_error_message="The scenario changes this happening already;"
                " take that step out.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.key_date or self.occurrence or self.draft}"
