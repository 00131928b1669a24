"""What is said about a calendar: a day that is closed or open, its frame, a list of closures."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.actions.calendars import Said
from obligations.engine.calendars import SHIPPED, DayChange, calendar
from obligations.engine.calendars.definition import WEEKDAYS
from obligations.forms.fields import DateField, words
from obligations.models import CalendarVersion
from obligations.queries.calendars import FIXED

STATES = (("closed", "Closed: it is no business day"), ("open", "Open: it is a business day"))
WEEK = tuple((str(number), name) for number, name in enumerate(WEEKDAYS))


class DayForm(forms.Form):
    """A day that a calendar closes or opens, with its source and the reason."""

    day = DateField(label="Day")
    state = forms.ChoiceField(
        label="What it is", choices=STATES, widget=forms.RadioSelect, initial="closed"
    )
    name = forms.CharField(
        label="What the day is called", max_length=120, help_text="As: Day of mourning."
    )
    basis = forms.CharField(
        label="Source",
        max_length=400,
        help_text="The law, the proclamation or the announcement, so that somebody can look it up.",
    )
    reason = forms.CharField(
        label="Why it is entered", max_length=400, help_text="It is kept with the day."
    )

    def change(self) -> DayChange:
        """The day as the engine takes it."""
        said = self.cleaned_data
        return DayChange(said["day"], said["state"] == "open", said["name"], said["basis"])


class ReasonForm(forms.Form):
    """A reason alone."""

    reason = forms.CharField(label="Why", max_length=400, help_text="It is kept.")


class ListForm(forms.Form):
    """A list of closures as a CSV file."""

    file = forms.FileField(
        label="CSV file",
        help_text="With the columns date, name and source; a column state may say open.",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )
    reason = forms.CharField(label="Why it is entered", max_length=400)


class FrameForm(forms.Form):
    """What a calendar is beside its days. What is left empty is as in the calendar below."""

    title = forms.CharField(max_length=200, required=False)
    source = forms.CharField(
        max_length=400, required=False, help_text="From where its closings are taken."
    )
    first = DateField(label="Verified from", required=False)
    last = DateField(
        label="Verified to",
        required=False,
        help_text="Beyond these days Longstop refuses to count.",
    )
    weekend = forms.MultipleChoiceField(
        label="Closed every week on",
        choices=WEEK,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label="Why", max_length=400, help_text="It is kept.")

    def __init__(self, *args: Any, ships: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if ships:
            del self.fields["weekend"]

    def said(self, upon: str = "") -> Said:
        """The frame as the action takes it; no weekday ticked is none of its own."""
        said = self.cleaned_data
        days = tuple(int(number) for number in said.get("weekend") or ())
        return Said(
            title=said["title"],
            source=said["source"],
            first=said["first"],
            last=said["last"],
            weekend=days or (None if upon or "weekend" not in self.fields else ()),
            upon=upon,
        )


class OwnForm(FrameForm):
    """A calendar of the firm's own."""

    name = forms.CharField(
        label="Id", max_length=60, help_text="As rules will name it: firm-london."
    )
    upon = forms.ChoiceField(
        label="Built upon",
        required=False,
        help_text="Its closings count here too, and stay true when it is corrected.",
    )
    field_order = ("name", "title", "upon", "weekend", "source", "first", "last", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = True
        self.fields["source"].required = True
        self.fields["weekend"].help_text = "Needed where it is built upon no other calendar."
        below = [(id_, f"{calendar(id_).title} ({id_})") for id_ in SHIPPED if id_ not in FIXED]
        self.fields["upon"].choices = [("", "No other calendar"), *below]  # type: ignore[attr-defined]


class ApplyForm(forms.Form):
    """Putting a draft in force, by somebody who has seen what it moves."""

    reason = words(2, label="Why it is put in force", max_length=400)
    token = forms.CharField(widget=forms.HiddenInput)


def frame_of(draft: CalendarVersion) -> dict[str, Any]:
    """What a draft says beside its days, as the form's first values."""
    return {
        "title": draft.title,
        "source": draft.source,
        "first": draft.first_date,
        "last": draft.last_date,
        "weekend": [str(number) for number in draft.weekend or ()],
    }
