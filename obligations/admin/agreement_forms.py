"""Forms of an agreement's page: what they explain, and what they check before any action runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.models import Defect
from obligations.admin.errors import EntryForm, PageForm
from obligations.admin.fields import (
    LinesField,
    RuleInput,
    SuggestingInput,
    calendar_suggestions,
    zone_suggestions,
)
from obligations.admin.readings import ReadingsForm
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import OutsideRange, UnknownCalendar
from obligations.engine.errors import EngineError
from obligations.engine.inputs import year_end_from


class AgreementForm(PageForm):
    """The facts of an agreement."""

    class Meta:
        labels = {"signed_date": "Date", "visibility": "Seen by"}
        help_texts = {
            "reference": "What everybody calls it, as RRA-2000. It cannot change later.",
            "kind": "As: registration rights, supply, licence.",
            "signed_date": "Empty where the text leaves it blank.",
            "made_under": "The agreement that this one is made under, if any.",
            "owner": "Is reminded of what nobody else answers for.",
            "summary": "What it is about, in two or three sentences.",
        }
        widgets = {"summary": forms.Textarea({"rows": 3})}


class ConventionsForm(ReadingsForm):
    """How an agreement counts. It decides over dates, so every word of it is looked at."""

    class Meta:
        labels = {
            "zone": "Time zone",
            "calendar": "Business days by",
            "calendar_source": "Where it says so",
            "business_day_defined": "The agreement defines its business days",
            "roll": "A date on a closed day moves to the",
            "month_end": "A day that a month does not have becomes the",
            "fiscal_year_end": "Fiscal year ends",
            "readings_reason": "Why these readings",
        }
        help_texts = {
            "calendar": "A calendar, or several joined with +, as us-fed+california-banks.",
            "calendar_source": "Section and words.",
            "business_day_defined": "",
            "fiscal_year_end": "As 12-31; needed where a rule counts fiscal periods.",
            "roll": "None unless the agreement says so.",
            "readings_reason": "The clause, the course of dealing, or counsel's advice.",
        }
        widgets = {"readings_reason": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].widget = SuggestingInput(calendar_suggestions())
        # What was there before is known from the row, not from a hidden field.
        self.fields["zone"].show_hidden_initial = False
        self.fields["zone"].widget = SuggestingInput(zone_suggestions())
        self.fields["fiscal_year_end"].widget.attrs["placeholder"] = "12-31"

    def clean_calendar(self) -> str:
        """The calendar's canonical id, so that a typing error is no calendar without holidays."""
        written = self.cleaned_data["calendar"].strip()
        if not written:
            return ""
        try:
            return in_force().of(written).id
        except (UnknownCalendar, OutsideRange) as error:
            raise ValidationError(str(error)) from error

    def clean_fiscal_year_end(self) -> str:
        written: str = self.cleaned_data["fiscal_year_end"].strip()
        try:
            year_end_from(written)
        except EngineError as error:
            raise ValidationError(str(error)) from error
        return written


class NoticeRuleForm(EntryForm):
    """When a notice by one channel counts as received."""

    rules = LinesField(
        widget=RuleInput("notice", rows=2),
        help_text="One on each line; the first that applies decides. As:"
        " deemed received next business day if sent after 14:00 America/Los_Angeles",
    )

    class Meta:
        help_texts = {"channel": "As: fax, courier, post, e-mail."}
        widgets = {"note": forms.Textarea({"rows": 2})}


class DefectForm(EntryForm):
    """What the text leaves blank, contradicts or points to wrongly."""

    affects = LinesField(
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="References of obligations and names of key dates, one on each line.",
    )

    class Meta:
        model = Defect
        fields = "__all__"
        widgets = {
            "text": forms.Textarea({"rows": 3}),
            "decision": forms.Textarea({"rows": 2}),
            "decided_because": forms.Textarea({"rows": 2}),
        }
