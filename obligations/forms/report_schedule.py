"""The form that lets a report be made and mailed by itself, and changes how."""

from __future__ import annotations

import zoneinfo
from typing import Any, cast

from django import forms
from django.http import QueryDict

from agreements.models import User
from obligations.actions.report_schedules import Rhythm
from obligations.clock import business_today
from obligations.forms.report import SCOPES, AboutForm
from obligations.models import ReportSchedule
from obligations.models.report_schedule import WEEKDAYS
from obligations.permissions import user_can_enter
from obligations.queries.people import people
from obligations.queries.report_scope import Wanted


class ScheduleForm(AboutForm):
    """What is made, when, and for whom. Readers may have reports sent to themselves alone."""

    scopes = (*SCOPES[:2], ("everything", "Everything that each of them may see"))

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Give the schedule a name, by which its mails are known."},
        help_text="It stands in the subject of each mail: “Monday morning”.",
    )
    rhythm = forms.ChoiceField(
        label="How often",
        choices=ReportSchedule.Rhythm,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say how often it is to be made.",
            "invalid_choice": "A report is made every week or every month.",
        },
    )
    weekday = forms.TypedChoiceField(
        label="On",
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        error_messages={
            "required": "Say on which day of the week.",
            "invalid_choice": "Choose a day of the week.",
        },
    )
    month_day = forms.IntegerField(
        label="On day",
        min_value=1,
        max_value=31,
        help_text="1 to 31; in a shorter month its last day.",
        error_messages={
            "required": "Say on which day of the month.",
            "invalid": "Write the day of the month as a number, 1 to 31.",
        },
    )
    hour = forms.TypedChoiceField(
        label="At",
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        error_messages={"invalid_choice": "Choose a full hour."},
    )
    zone = forms.CharField(label="On the clocks of", help_text="As Europe/London.")
    recipients = forms.ModelMultipleChoiceField(
        label="For",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Say who is to get it: choose at least one person.",
            "invalid_choice": "Choose among the people that are offered.",
        },
        help_text="Each gets a report of their own, with what they themselves may see.",
    )
    attach = forms.BooleanField(label="Attach the file, up to 5 MB", required=False)
    reason = forms.CharField(
        label="Why",
        max_length=400,
        error_messages={"required": "Say in a few words why it changes; it is kept."},
    )

    def __init__(
        self,
        user: User,
        said: QueryDict | None,
        wished: dict[str, str],
        row: ReportSchedule | None = None,
    ) -> None:
        first = {
            "kind": "coming",
            "rhythm": "weekly",
            "month_day": 1,
            "hour": 8,
            "zone": user.zone,
            "recipients": [user.pk],
            **(wished if row is None else _as_it_stands(row)),
        }
        super().__init__(user, said, first)
        if row is None:
            del self.fields["reason"]
        self.ask_only("weekday", self.data.get("rhythm") == "weekly")
        self.ask_only("month_day", self.data.get("rhythm") == "monthly")
        offered = (
            people().filter(is_active=True)
            if user_can_enter(user)
            else User.objects.filter(pk=user.pk)
        )
        cast(forms.ModelMultipleChoiceField, self.fields["recipients"]).queryset = offered

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(
                f"“{zone[:60]}” is no time zone; write it as Europe/London or America/New_York."
            )
        return zone

    @property
    def what(self) -> dict[str, Any]:
        """What a valid form asks for, by the names of `set_up`."""
        said = self.cleaned_data
        weekly = said["rhythm"] == "weekly"
        return {
            "name": said["name"],
            "wanted": Wanted(business_today(), **self.about()),
            "rhythm": Rhythm(
                hour=said["hour"],
                zone=said["zone"],
                weekday=said["weekday"] if weekly else None,
                month_day=None if weekly else said["month_day"],
            ),
            "people": list(said["recipients"]),
            "attach": said["attach"],
        }


def _as_it_stands(row: ReportSchedule) -> dict[str, Any]:
    """What a form that changes a schedule begins with."""
    plain = ("name", "kind", "scope", "format", "rhythm", "weekday", "hour", "zone", "attach")
    return {
        **{name: getattr(row, name) for name in plain},
        "month_day": row.month_day or 1,
        "agreement": row.agreement.reference if row.agreement else "",
        "party": str(row.party_id or ""),
        "horizon": row.horizon_days,
        "recipients": [one.person_id for one in row.people.all()],
    }
