"""The form that asks for a report."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.http import QueryDict

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.clock import business_today
from obligations.forms.fields import DateField
from obligations.models import Report
from obligations.queries.choices import Choice, choices_for
from obligations.queries.report import Wanted

SCOPES = (
    ("agreement", "One agreement"),
    ("party", "One party: all that is owed by it and to it"),
    ("everything", "Everything that I may see"),
)


class ReportForm(forms.Form):
    """What a report is to cover, and the day as at which; only what the user may see is offered."""

    use_required_attribute = False

    scope = forms.ChoiceField(
        label="About",
        choices=SCOPES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is to be about."},
    )
    agreement = forms.ChoiceField(label="Agreement")
    party = forms.ChoiceField(label="Party")
    as_at = DateField(
        label="As at",
        error_messages={"required": "Say as at which day: today's is the usual choice."},
        help_text="Statuses are judged on this day. What was done later counts as not done yet.",
    )

    variant = forms.ChoiceField(
        label="Kind of PDF",
        choices=Report.Variant,
        required=False,
        help_text=(
            "Tags let screen readers read it aloud (PDF/UA-1). For the archive, the data come with"
            " it as attached files (PDF/A-3)."
        ),
    )

    def __init__(self, user: User, said: QueryDict | None, wished: dict[str, str]) -> None:
        first = {"scope": "agreement", "as_at": business_today(), **wished}
        super().__init__(said, initial=first)
        self.user = user
        choices = choices_for(user)
        self._offer("agreement", "Choose an agreement", choices.agreements)
        self._offer("party", "Choose a party", choices.parties)

    def _offer(self, name: str, first: str, choices: tuple[Choice, ...]) -> None:
        """Fills a list; only the one that the chosen scope speaks of has to be answered."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", first), *choices]
        field.required = not self.is_bound or self.data.get("scope") == name
        field.error_messages["required"] = f"{first}: the report is to be about one."
        field.error_messages["invalid_choice"] = f"There is no such {name} that you may see."

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        said = self.cleaned_data
        wanted = Wanted(said["as_at"], variant=said["variant"] or Report.Variant.STANDARD)
        if said["scope"] == "party":
            return replace(wanted, party=int(said["party"]))
        if said["scope"] == "agreement":
            agreement = visible_agreements(self.user).get(reference=said["agreement"])
            return replace(wanted, agreement=agreement.pk)
        return wanted
