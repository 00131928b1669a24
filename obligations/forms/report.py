"""The form that asks for a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.clock import business_today
from obligations.engine.run import show
from obligations.forms.fields import DateField
from obligations.models import Report
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.coming import STEPS
from obligations.outputs.report_formats import FORMATS
from obligations.queries.choices import Choice, choices_for
from obligations.queries.report_scope import Wanted

SCOPES = (
    ("agreement", "One agreement"),
    ("party", "One party: all that is owed by it and to it"),
    ("everything", "Everything that I may see"),
)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds with what each is for."""
    labels = dict(Report.Kind.choices)
    about = '{} <span class="under">{}</span>'
    return [(name, format_html(about, labels[name], kind.about)) for name, kind in KINDS.items()]


class AboutForm(forms.Form):
    """What a report is about: its kind, its scope and its format."""

    use_required_attribute = False
    scopes = SCOPES

    kind = forms.ChoiceField(
        label="Kind",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say which kind of report it is to be.",
            "invalid_choice": "There is no such kind of report.",
        },
    )
    scope = forms.ChoiceField(
        label="About",
        choices=SCOPES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what it is to be about.",
            "invalid_choice": "A report is about an agreement, a party or everything.",
        },
    )
    agreement = forms.ChoiceField(label="Agreement")
    party = forms.ChoiceField(label="Party")
    horizon = forms.TypedChoiceField(
        label="How far ahead",
        choices=[(days, f"{days} days") for days in STEPS],
        coerce=int,
        empty_value=None,
        error_messages={
            "required": "Say how far ahead: 30, 60 or 90 days.",
            "invalid_choice": "What is coming is told for 30, 60 or 90 days.",
        },
    )
    format = forms.ChoiceField(
        label="As",
        choices=[(one.name, one.about) for one in FORMATS.values()],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say as which kind of file.",
            "invalid_choice": "A report is made as PDF, Excel or CSV.",
        },
    )

    def __init__(self, user: User, said: QueryDict | None, initial: dict[str, Any]) -> None:
        super().__init__(said, initial={"scope": "agreement", "format": "pdf", **initial})
        self.user = user
        self.choices = choices_for(user)
        self._list("kind").choices = kind_choices()
        self._list("scope").choices = self.scopes
        self._offer("agreement", "Choose an agreement", self.choices.agreements)
        self._offer("party", "Choose a party", self.choices.parties)

        kind = KINDS.get(self.data.get("kind", ""))
        self.ask_only("horizon", kind is not None and "horizon" in kind.asks)

    def ask_only(self, name: str, asked: bool) -> None:
        """Of what was sent, a field has to be answered only where it is asked."""
        self.fields[name].required = not self.is_bound or asked

    def _list(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _offer(self, name: str, first: str, choices: tuple[Choice, ...]) -> None:
        """Fills a list; only the one that the chosen scope speaks of has to be answered."""
        field = self._list(name)
        field.choices = [("", first), *choices]
        self.ask_only(name, self.data.get("scope") == name)
        field.error_messages["required"] = f"{first}: the report is to be about one."
        field.error_messages["invalid_choice"] = f"There is no such {name} that you may see."

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind = KINDS.get(said.get("kind", ""))
        if kind is not None and said.get("scope") and said["scope"] not in kind.scopes:
            label = Report.Kind(kind.name).label
            self.add_error("scope", f"{label}: this is of one agreement, so choose which.")
        return said

    def about(self) -> dict[str, Any]:
        """Of a valid form, what the report is about, by the names of Wanted."""
        said = self.cleaned_data
        agreement = party = None
        if said["scope"] == "agreement":
            agreement = visible_agreements(self.user).get(reference=said["agreement"]).pk
        if said["scope"] == "party":
            party = int(said["party"])
        far = "horizon" in KINDS[said["kind"]].asks
        return {
            "kind": said["kind"],
            "format": said["format"],
            "agreement": agreement,
            "party": party,
            "horizon": said["horizon"] if far else None,
        }


# As the model names them, but short enough for a list to choose from.
VARIANTS = (
    (Report.Variant.STANDARD, "Tagged; plain if very long"),
    (Report.Variant.TAGGED, "Tagged, however long"),
    (Report.Variant.ARCHIVE, "For the archive, with data"),
)


class ReportForm(AboutForm):
    """What a report is to cover, as at which day and as known on which; only what is seen."""

    since = DateField(
        label="From",
        required=False,
        help_text="The first day of the extract; of a notice log, empty for all.",
    )
    as_at = DateField(
        label="As at",
        error_messages={"required": "Say as at which day: today's is the usual choice."},
        help_text="Statuses are judged on this day. What was done later counts as not done yet.",
    )
    known_on = DateField(
        label="As known on",
        required=False,
        help_text="Empty for what is known now. Else nothing that was recorded after that day.",
    )

    variant = forms.ChoiceField(
        label="Kind of PDF",
        choices=VARIANTS,
        required=False,
        help_text=(
            "Tags let screen readers read it aloud (PDF/UA-1). For the archive, the data come with"
            " it as attached files (PDF/A-3)."
        ),
    )

    def __init__(self, user: User, said: QueryDict | None, wished: dict[str, str]) -> None:
        first = {"kind": "compliance", "as_at": business_today(), **wished}
        super().__init__(user, said, first)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        since, as_at = said.get("since"), said.get("as_at")
        kind = KINDS.get(said.get("kind", ""))
        must = kind is not None and "since" in kind.must_ask
        if must and since is None and "since" not in self.errors:
            self.add_error("since", "Say from which day the changes are wanted.")
        if self._asks_since(said) and since and as_at and since > as_at:
            self.add_error("since", f"The first day is after the last, {show(as_at)}.")
        return said

    def _asks_since(self, said: dict[str, Any]) -> bool:
        kind = KINDS.get(said.get("kind", ""))
        return kind is not None and "since" in kind.asks

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        said = self.cleaned_data
        since: date | None = said.get("since") if self._asks_since(said) else None
        return Wanted(
            said["as_at"],
            known_on=said.get("known_on"),
            since=since,
            variant=said["variant"] or Report.Variant.STANDARD,
            **self.about(),
        )
