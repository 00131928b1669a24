"""Dates as people type them in forms, so that nobody can mistake day and month."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from obligations.engine.run import show

EXAMPLE = "4 Sep 2001"
_FORMATS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


def read_day(text: str) -> date:
    """A date typed as 4 Sep 2001, September 4, 2001, Tue 4 Sep 2001 or 2001-09-04.

    Raises ValidationError with a sentence: for figures alone, which two people
    read as two days, for a weekday that is not that day's, for no day at all.
    """
    words = " ".join(text.replace(",", " ").replace(".", " ").split())
    weekday = _WEEKDAY.match(words)
    day = _day(words[weekday.end() :] if weekday else words)
    if day is None:
        raise ValidationError(_why_not(text.strip()[:40]), code="invalid")
    if weekday and not day.strftime("%a").lower().startswith(weekday[1].lower()):
        raise ValidationError(f"That weekday is not right: it is {show(day)}.", code="weekday")
    return day


def _day(words: str) -> date | None:
    for form in _FORMATS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None


def _why_not(text: str) -> str:
    if _NUMBERS.fullmatch(text) and not re.match(r"\d{4}-", text):
        return f"“{text}” can be read as two days; write the month in letters, as {EXAMPLE}."
    return f"“{text}” is no day; write it as {EXAMPLE}."


class DayInput(forms.TextInput):
    """A text box for a date; what it holds is shown with its weekday."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": EXAMPLE, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return show(value) if isinstance(value, date) else super().format_value(value)


class DayField(forms.DateField):
    """A form's field for a date."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            return read_day(value) if value.strip() else None
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value.date() if isinstance(value, datetime) else value
