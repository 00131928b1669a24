"""The business clock's setting and the heartbeats of what runs."""

from django.db import models


class BusinessClock(models.Model):
    """The day that the demonstration has set; no row outside a demonstration."""

    only = models.BooleanField(primary_key=True, default=True)
    day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="business_clock_single", condition=models.Q(only=True))
        ]

    def __str__(self) -> str:
        return f"Business day {self.day}"


class Heartbeat(models.Model):
    """When a part of Longstop last showed that it works, by the machine's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.beat_at}"
