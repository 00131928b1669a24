"""Hours, zones, reasons and files as people give them."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from obligations.actions.file_types import ACCEPTED, IN_WORDS
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.forms.days import DayField

# Agreements are not older, and no calendar or sum reaches further.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_HOUR_FORMATS = ("%H:%M", "%I:%M %p", "%I %p")


class DateField(DayField):
    """A day within the years that agreements have."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(f"{day.year} is beyond the years that Longstop counts in.")
        return day


class HourField(forms.TimeField):
    """A time of day: 16:00, 4:30 pm or 4 p.m."""

    widget = forms.TextInput({"placeholder": "16:00", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=_HOUR_FORMATS, **options)
        self.error_messages["invalid"] = "This is no time of day; write it as 16:00 or 4:30 pm."

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = re.sub(r"(?i)\s*([ap])\.?\s?m\.?$", r" \1m", value.strip()).upper()
        found: time | None = super().to_python(value)
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ZoneField(forms.CharField):
    """A time zone by its place, or by a name such as EST or Eastern Standard Time."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text:
            try:
                read_zone(text)
            except EngineError as error:
                raise ValidationError(str(error)) from error
        return text


class UploadField(forms.FileField):
    """A file to put in; the action looks at what it is."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"{IN_WORDS}, up to 25 MB.")
        super().__init__(**options)
        self.error_messages["empty"] = "This file is empty. Choose it once more."
        self.widget.attrs["accept"] = ACCEPTED


def words(rows: int, **options: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(widget=forms.Textarea({"rows": rows}), **options)
