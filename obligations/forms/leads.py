"""Days before a date, as people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError

NO_LEADS = "none"
# More mails about one date than this are a slip of the hand.
MOST_LEADS = 12


class LeadsField(SimpleArrayField):
    """Days before a date: 30, 14, 7, 1."""

    default_error_messages = {"item_invalid": "Write days as numbers with commas: 30, 14, 7, 1."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(forms.IntegerField(min_value=1, max_value=3650), **kwargs)

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return sorted(set(found), reverse=True) if found else found

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else value


class OwnLeadsField(LeadsField):
    """The days before an obligation's own dates: None, where empty, follows the policy.

    No reminders at all has to be said in a word, so that nobody is left without by an empty field.
    """

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip().casefold() == NO_LEADS:
            return []
        return super().clean(value) or None

    def prepare_value(self, value: Any) -> Any:
        return NO_LEADS if value == [] else super().prepare_value(value)


class PlainLeadsField(forms.CharField):
    """The days before dates on a page: a list without doubles, longest first; None where empty.

    “none” means on the day alone, and gives an empty list. Everything else that is no list of
    days gets one sentence that says what to write.
    """

    def __init__(self, *, longest: int, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(max_length=120, **options)
        self.longest = longest

    def clean(self, value: Any) -> list[int] | None:
        text: str = super().clean(value).strip().rstrip(",;. ")
        if not text:
            return None
        if text.casefold() == NO_LEADS:
            return []
        parts = [part.strip() for part in text.replace(";", ",").split(",")]
        if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            raise ValidationError("Write days as numbers with commas: 30, 14, 7, 1.")
        days = sorted({int(part) for part in parts}, reverse=True)
        if days[-1] < 1:
            raise ValidationError("The day itself has its own box below; begin with 1 day before.")
        if days[0] > self.longest:
            raise ValidationError(
                f"{days[0]} days is too far ahead; {self.longest} days before is the most."
            )
        if len(days) > MOST_LEADS:
            raise ValidationError(
                f"{len(days)} reminders of one date are too many; {MOST_LEADS} will do."
            )
        return days

    def prepare_value(self, value: Any) -> Any:
        if value == []:
            return NO_LEADS
        return ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else value
