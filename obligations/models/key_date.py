"""Key dates and what happened: the facts that every rule speaks of."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models import Agreement, Document
from obligations.models.schedule import Schedule


@tracked()
class KeyDate(models.Model):
    """A date with a name: an event, a span, a set, or a date defined by a rule of its own."""

    class Kind(models.TextChoices):
        EVENT = "event", "Event, happens once"
        REPEATING = "repeating event", "Repeating event"
        SPAN = "span", "Span, from a day to a day"
        SET = "set", "Set of dates"
        DEFINED = "defined", "Defined by a rule"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="key_dates")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.EVENT)
    section = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    rule = models.CharField(max_length=2000, blank=True)
    schedule = models.ForeignKey(
        Schedule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="key_dates",
        help_text="A set takes its dates from this table.",
    )
    selection = models.JSONField(
        default=dict,
        blank=True,
        help_text="Of a set from a table: date column, later column, and where: column, values.",
    )
    will_not_happen = models.TextField(
        blank=True, help_text="Why it is known that the event will not happen; empty while it may."
    )
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        help_text="The repeating event of which each of these answers one: a remedy, a breach.",
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="key_date_only_what_repeats_answers",
                condition=models.Q(answers=None) | models.Q(kind="repeating event"),
                violation_error_code="answers",
                violation_error_message="Only a repeating event answers another one by one.",
            ),
            models.CheckConstraint(
                name="key_date_only_events_fail",
                condition=models.Q(will_not_happen="")
                | models.Q(kind__in=("event", "repeating event")),
                violation_error_code="will_not_happen",
                violation_error_message="Only an event can fail to happen.",
            ),
            models.CheckConstraint(
                name="key_date_schedule_only_of_a_set",
                condition=models.Q(schedule=None) | models.Q(kind="set"),
                violation_error_code="schedule",
                violation_error_message="Only a set takes its dates from a schedule.",
            ),
            models.UniqueConstraint(
                "agreement",
                Lower("name"),
                name="key_date_name_unique",
                violation_error_code="name",
                violation_error_message="There is already a key date of this name here.",
            ),
            models.CheckConstraint(
                name="key_date_rule_only_if_defined",
                condition=models.Q(kind="defined") ^ models.Q(rule=""),
                violation_error_code="rule",
                violation_error_message="A date defined by a rule needs one, and no other has one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class SetDate(models.Model):
    """One date of a set, with what it is the date of."""

    key_date = models.ForeignKey(KeyDate, models.CASCADE, related_name="set_dates")
    day = models.DateField("date")
    label = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.label} {self.day}".strip()


@tracked()
class Happening(models.Model):
    """That a key date came about. A correction is a new row of the same lineage.

    Rows are only added: of each lineage the one that no later row replaces is
    current, and a withdrawn one takes the lineage back.
    """

    class Certainty(models.TextChoices):
        ACTUAL = "actual", "Actual"
        ASSUMED = "assumed", "Assumed"
        PLANNED = "planned", "Planned"

    key_date = models.ForeignKey(KeyDate, models.PROTECT, related_name="happenings")
    lineage = models.PositiveIntegerField(help_text="Counted from 1 within the key date.")
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    withdrawn = models.BooleanField(default=False)
    happened_date = models.DateField("date")
    until_date = models.DateField("last day", null=True, blank=True)
    happened_at = models.DateTimeField("instant", null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.ACTUAL)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="happenings"
    )
    note = models.TextField(blank=True)
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        help_text="Which happening this one answers; corrections of that one count as it.",
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(help_text="By the business clock.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_date", "lineage", "version"], name="happening_version_once"
            ),
            models.UniqueConstraint(
                fields=["key_date", "lineage"],
                condition=models.Q(is_current=True),
                name="happening_one_current",
            ),
            models.CheckConstraint(
                name="happening_span_in_order",
                condition=models.Q(until_date__isnull=True)
                | models.Q(until_date__gte=models.F("happened_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_date} {self.happened_date}"
