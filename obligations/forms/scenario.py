"""What goes on paper: names, changes of key dates, extensions, calendars' drafts, applying."""

from __future__ import annotations

from typing import Any

from django import forms

from agreements.models import Agreement
from obligations.actions.scenarios import OnPaper
from obligations.agreement_file import FileProblems
from obligations.agreement_file.nodes import MAX_BYTES
from obligations.agreement_file.scenario import ScenarioFile, read_scenario
from obligations.engine.run import show
from obligations.forms.fields import DateField, words
from obligations.models import Happening, KeyDate, Occurrence, Scenario, ScenarioStep
from obligations.queries.scenario_choices import extendable, on_record
from obligations.queries.scenarios import open_drafts
from obligations.queries.turns import turn_in_words

Kind = ScenarioStep.Kind


class NameForm(forms.Form):
    """A new scenario, or a copy of one."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        help_text="So that you find it again: “Closing slips to the end of May”.",
    )


class FileForm(forms.Form):
    """A scenario that somebody handed on, as a file."""

    file = forms.FileField(label="Scenario file (YAML)")

    def clean_file(self) -> ScenarioFile:
        """What the file says. Raises ValidationError with every problem and its line."""
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError("The file has more than 2 MB; it is no scenario.")
        try:
            return read_scenario(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError("This is no text in UTF-8.") from error
        except FileProblems as error:
            raise forms.ValidationError([str(problem) for problem in error.problems]) from error


class SettingsForm(NameForm):
    """What a scenario is called, what it is for, who sees it."""

    about = words(2, label="What it is for", required=False)
    sharing = forms.ChoiceField(
        label="Who sees it", choices=Scenario.Sharing, widget=forms.RadioSelect
    )


class HappeningForm(forms.Form):
    """A change of one of an agreement's key dates."""

    what = forms.ChoiceField(label="Key date")
    kind = forms.ChoiceField(
        label="On paper it",
        choices=(
            (Kind.HAPPENING, "happens on the day below"),
            (Kind.BACK, "was not recorded (takes it back)"),
            (Kind.NEVER, "will not happen"),
        ),
        widget=forms.RadioSelect,
        initial=Kind.HAPPENING,
    )
    day = DateField(label="Day", required=False, help_text="Of a span the first day.")
    until = DateField(
        label="Last day of a span",
        required=False,
        help_text="Leave it empty while it still lasts.",
    )
    assumed = forms.BooleanField(label="Assumed: nobody has established it", required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {_place(row, there): (row, there) for row, there in on_record(agreement)}
        choices = [(place, _offered(*pair)) for place, pair in self.found.items()]
        self.fields["what"].choices = [("", "Choose a key date"), *choices]  # type: ignore[attr-defined]

    def on_paper(self) -> OnPaper:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        key_date, there = self.found[said["what"]]
        dated = said["kind"] == Kind.HAPPENING
        return OnPaper(
            kind=said["kind"],
            key_date=key_date,
            lineage=there.lineage if there else None,
            day=said["day"] if dated else None,
            until=said["until"] if dated else None,
            is_assumed=said["assumed"] and dated,
        )


def _place(key_date: KeyDate, there: Happening | None) -> str:
    return f"{key_date.pk}:{there.lineage}" if there else str(key_date.pk)


def _offered(key_date: KeyDate, there: Happening | None) -> str:
    if there is None:
        more = key_date.kind in (KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)
        return f"{key_date.name}: {'one more' if more else 'not recorded yet'}"
    until = f" to {show(there.until_date)}" if there.until_date else ""
    return f"{key_date.name}: {show(there.happened_date)}{until}, {there.certainty}"


class ExtensionForm(forms.Form):
    """A later last day for one occurrence."""

    occurrence = forms.ChoiceField(label="What is extended")
    to = DateField(label="To")
    agreed_with = forms.CharField(
        label="Agreed with",
        max_length=200,
        required=False,
        help_text="Needed to apply it; on paper it may stay open.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {str(row.pk): row for row in extendable(agreement)}
        choices = [(pk, _with_day(row)) for pk, row in self.found.items()]
        self.fields["occurrence"].choices = [("", "Choose what is extended"), *choices]  # type: ignore[attr-defined]

    def on_paper(self) -> OnPaper:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        return OnPaper(
            kind=Kind.EXTENSION,
            occurrence=self.found[said["occurrence"]],
            day=said["to"],
            agreed_with=said["agreed_with"],
        )


def _with_day(row: Occurrence) -> str:
    turn = turn_in_words(row.turn)
    what = f"{row.obligation.section} {row.obligation.title}{f', {turn}' if turn else ''}"
    return f"{what} ({show(row.sort_date)})"


class DraftForm(forms.Form):
    """A calendar's draft, as if it were in force."""

    draft = forms.ModelChoiceField(
        open_drafts(), label="Draft of a calendar", empty_label="Choose a draft"
    )

    def on_paper(self) -> OnPaper:
        """What was chosen, as the action takes it."""
        return OnPaper(kind=Kind.CALENDAR, draft=self.cleaned_data["draft"])


class ApplyForm(forms.Form):
    """Why a scenario is applied, once for all that it does."""

    reason = words(
        2, label="Why", help_text="It is kept in the history of every change that is made."
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
