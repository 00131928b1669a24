"""Schedules: tables of an agreement, each in one or more texts, of which one counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models import Agreement


@tracked()
class Schedule(models.Model):
    """A table, such as of patents: what its columns are, and which tell one row from another."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="schedules")
    name = models.CharField(max_length=120)
    section = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    columns = models.JSONField(
        default=list, help_text="In order: {name, kind}, the kind text, date, or yes or no."
    )
    identified_by = ArrayField(models.CharField(max_length=120), default=list)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "agreement",
                Lower("name"),
                name="schedule_name_unique",
                violation_error_code="name",
                violation_error_message="There is already a schedule of this name here.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ScheduleText(models.Model):
    """One text of a schedule, such as one of two printed copies or an amended version."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="texts")
    name = models.CharField(max_length=120)
    counts = models.BooleanField(default=False, help_text="Dates are taken from this text.")
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("schedule", Lower("name"), name="schedule_text_name_unique"),
            models.UniqueConstraint(
                fields=["schedule"],
                condition=models.Q(counts=True),
                name="schedule_one_text_counts",
                violation_error_code="counts",
                violation_error_message="Another text of this schedule counts already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule}, {self.name}"


@tracked()
class ScheduleRow(models.Model):
    """One row of a text: its cells by the names of the columns, dates as ISO."""

    text = models.ForeignKey(ScheduleText, models.CASCADE, related_name="rows")
    cells = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return ", ".join(str(cell) for cell in self.cells.values() if cell)
