"""Fields and widgets of data entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from obligations.calendars_in_force import in_force
from obligations.engine.calendars import SHIPPED
from obligations.engine.run import show

_FORMATS = ("%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%B %d %Y", "%b %d %Y")
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+", re.IGNORECASE)


class WrittenDateInput(forms.DateInput):
    """A date in words, with its weekday: Fri 28 Apr 2000."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "28 Apr 2000", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return show(value)
        return str(value) if value else None


class WrittenDateField(forms.DateField):
    """A date typed in words or as 2000-04-28; 28/4/2000 can be read as two days and is refused."""

    widget = WrittenDateInput
    default_error_messages = {
        "invalid": "This is no date that can be read in one way only; write it as 28 Apr 2000"
        " or 2000-04-28.",
        "weekday": "That weekday is not right: it is %(day)s.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "input_formats": _FORMATS})

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        words = " ".join(value.replace(",", " ").split())
        weekday = _WEEKDAY.match(words)
        found = super().to_python(words[weekday.end() :] if weekday else words)
        if found and weekday and not found.strftime("%a").lower().startswith(weekday[1].lower()):
            message = self.error_messages["weekday"] % {"day": show(found)}
            raise ValidationError(message, code="weekday")
        return found


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class RuleInput(forms.Textarea):
    """A rule, checked while it is typed where there is JavaScript.

    `where` says what the rule belongs to: obligation, key date, notice, carve-out.
    """

    class Media:
        js = (
            Script("admin-longstop/rule-complete.js", defer=True),
            Script("admin-longstop/rule-check.js", defer=True),
        )

    def __init__(self, where: str, rows: int = 2) -> None:
        super().__init__(
            {
                "rows": rows,
                "class": "rule",
                "spellcheck": "false",
                "autocapitalize": "off",
                "autocomplete": "off",
                "data-rule-check": where,
            }
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        try:
            context["widget"]["attrs"]["data-url"] = reverse("rule_check")
            context["widget"]["attrs"]["data-complete"] = reverse("rule_complete")
        except NoReverseMatch:
            del context["widget"]["attrs"]["data-rule-check"]
        return context


class SuggestingInput(forms.TextInput):
    """A text with suggestions (value and what it means) from which one may depart."""

    def __init__(self, suggestions: Sequence[tuple[str, str]], **attrs: Any) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_list"
        written = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join(
            "", '<option value="{}">{}</option>', ((v, meaning) for v, meaning in self.suggestions)
        )
        return format_html('{}<datalist id="{}">{}</datalist>', written, list_id, options)


def calendar_suggestions() -> list[tuple[str, str]]:
    """The calendars that there are, each with its title: those that ship first."""
    calendars = in_force()
    ids = (*SHIPPED, *sorted(calendars.ids.difference(SHIPPED)))
    return [(id_, calendars.of(id_).title) for id_ in ids]


def zone_suggestions() -> list[tuple[str, str]]:
    """The names of time zones, without those that name no place."""
    return [(zone, "") for zone in sorted(available_timezones()) if "/" in zone[1:]]
