"""Which reading of doubtful words counts throughout an agreement, as fields of its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from obligations.admin.errors import EntryForm
from obligations.admin.fields import LinesField
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import OutsideRange, UnknownCalendar
from obligations.engine.choices import FORKS, Choices
from obligations.engine.errors import EngineError

LABELS = {
    "month_end": "A day that a month does not have",
    "full": "“Full” days",
    "prior_to": "“Before” and “prior to” a day",
    "of": "“Within 30 days of”",
    "standard_time": "“Standard Time” in summer",
    "backward_roll": "A closed day reached by counting back",
    "delay": "Delay before the counting began",
    "schedule": "Two texts of the same schedule",
    "closed_day": "A closed day, where no roll is agreed",
}
OPEN = "Left open: every reading is shown"
_PREFIX = "reading_"
FIELDS = tuple(f"{_PREFIX}{fork}" for fork in FORKS)


def _fork(fork: str) -> forms.ChoiceField:
    sides = [(side, meaning[:1].upper() + meaning[1:]) for side, meaning in FORKS[fork].items()]
    return forms.ChoiceField(label=LABELS[fork], required=False, choices=[("", OPEN), *sides])


class ReadingsForm(EntryForm):
    """The forks of the engine, one field each; left open unless counsel has chosen."""

    locals().update({f"{_PREFIX}{fork}": _fork(fork) for fork in FORKS})
    reading_calendars = LinesField(
        label="Another calendar for the same words",
        required=False,
        widget=forms.Textarea({"rows": 1}),
        help_text="One on each line, as: us-fed as us-federal-offices.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Choices.from_data(self.instance.readings)
        for fork in FORKS:
            self.initial[f"{_PREFIX}{fork}"] = getattr(chosen, fork) or ""
        self.initial["reading_calendars"] = [f"{a} as {b}" for a, b in chosen.calendars]

    def clean_reading_calendars(self) -> dict[str, str]:
        """The exchanged calendars by id, each of them known."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["reading_calendars"]:
            id_, between, other = line.partition(" as ")
            if not between:
                raise ValidationError(
                    f"Write “{line}” with the calendar meant: {line} as weekdays."
                )
            found[_known(id_)] = _known(other)
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        data = {fork: side for fork in FORKS if (side := cleaned.get(f"{_PREFIX}{fork}"))}
        if calendars := cleaned.get("reading_calendars"):
            data["calendars"] = calendars
        try:
            self.instance.readings = Choices.from_data(data).as_data()
        except EngineError as error:
            raise ValidationError(str(error)) from error
        return cleaned


def _known(written: str) -> str:
    try:
        return in_force().of(written.strip()).id
    except (UnknownCalendar, OutsideRange) as error:
        raise ValidationError(str(error)) from error
