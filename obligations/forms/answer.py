"""Answers to a reminder: seen, or to be told again on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from obligations.clock import business_today
from obligations.engine.run import show
from obligations.forms.fields import DateField, words
from obligations.forms.occurrence import OccurrenceForm

_SOON = ((1, "Tomorrow"), (7, "In a week"))
ON_A_DAY = "day"


class AcknowledgeForm(OccurrenceForm):
    """That somebody has seen it and is on it; `seen` is the date that they were shown."""

    seen = DateField(widget=forms.HiddenInput, required=False)
    note = words(2, label="Note", required=False, max_length=400)


class SnoozeForm(OccurrenceForm):
    """When somebody wants to be told again. What is beyond the last day is not offered."""

    seen = DateField(widget=forms.HiddenInput, required=False)
    when = forms.ChoiceField(label="Remind me again", widget=forms.RadioSelect)
    day = DateField(label="That day", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today, last = business_today(), self.occurrence.last_day
        days = [(today + timedelta(days=n), text) for n, text in _SOON]
        choices = [
            (day.isoformat(), f"{text}, {show(day)}")
            for day, text in days
            if last is None or day <= last
        ]
        when, day = self.fields["when"], self.fields["day"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = [*choices, (ON_A_DAY, "On another day")]
        when.initial = when.choices[0][0]
        if last is not None:
            day.help_text = f"At the latest {show(last)}, the last day to act."

    def clean(self) -> dict[str, Any]:
        """Adds `until`, the chosen day."""
        given = super().clean() or {}
        if self.errors:
            return given
        if given["when"] == ON_A_DAY and given.get("day") is None:
            raise ValidationError({"day": "Say on which day."})
        is_other = given["when"] == ON_A_DAY
        given["until"] = given["day"] if is_other else date.fromisoformat(given["when"])
        return given
