"""The question “May we?” as a form, and what was used of a carve-out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agreements.models import Document, Party
from obligations.actions.carve_outs import UseSaid
from obligations.engine.errors import EngineError
from obligations.engine.money.values import read_number
from obligations.engine.permission import Question
from obligations.forms.fields import DateField, words
from obligations.forms.money import CERTAINTIES
from obligations.models import CarveOut
from obligations.queries.may_we import Choices

MOST_CONFIRMED = 200


class QuantityField(forms.CharField):
    """How much of something, more than nothing: 200000 or 200,000."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, **options})
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        text: str = super().clean(value)
        if not text:
            return None
        try:
            number = read_number("The quantity", _without_separators(text), places=4)
        except EngineError as error:
            raise ValidationError(str(error)) from error
        if number <= 0:
            raise ValidationError("The quantity is more than nothing.")
        return number


def _without_separators(text: str) -> str:
    """The digits where commas set thousands apart; else the text, to be refused as it stands."""
    whole, point, rest = text.strip().partition(".")
    first, *groups = whole.split(",")
    in_order = all(len(group) == 3 and group.isdigit() for group in groups)
    if groups and in_order and first.isdigit() and 1 <= len(first) <= 3:
        return "".join([first, *groups]) + point + rest
    return text


class QuestionForm(forms.Form):
    """Who, what, how much, when; of one agreement or of all."""

    party = forms.ModelChoiceField(Party.objects.none(), label="Who", empty_label="–")
    act = forms.ChoiceField(label="May do what")
    quantity = QuantityField(label="How much", required=False)
    unit = forms.ChoiceField(label="Of what", required=False)
    day = DateField(label="On which day")
    agreement = forms.ChoiceField(label="Under", required=False)

    def __init__(self, data: Mapping[str, Any] | None, choices: Choices, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["party"].queryset = Party.objects.filter(  # type: ignore[attr-defined]
            pk__in=[party.pk for party in choices.parties]
        ).order_by("name")
        self.fields["party"].error_messages["invalid_choice"] = (
            "No prohibition that you may see binds such a party; choose one from the list."
        )
        acts = [("", "–"), ("Forbidden somewhere", [(act, act) for act in choices.acts])]
        acts.append(("Named by no prohibition here", [(act, act) for act in choices.other_acts]))
        self._offer("act", acts)
        self._offer("unit", [("", "as the act says"), *((u, u) for u in choices.units)])
        every = ("", "All that you may see")
        listed = [(row.reference, f"{row.reference} {row.title}") for row in choices.agreements]
        self._offer("agreement", [every, *listed])
        self.fields["act"].error_messages["invalid_choice"] = (
            "There is no act “%(value)s”; choose one from the list."
        )
        self.fields["agreement"].error_messages["invalid_choice"] = (
            "There is no agreement “%(value)s” with a prohibition that you may see."
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def question(self, confirmed: list[str]) -> Question:
        """What was asked; `confirmed` are the keys of what the person ticked."""
        given = self.cleaned_data
        return Question(
            act=given["act"],
            party=str(given["party"].pk),
            day=given["day"],
            quantity=given["quantity"],
            unit=given["unit"] or ("shares" if given["act"].endswith(" shares") else ""),
            confirmed=frozenset(confirmed[:MOST_CONFIRMED]),
        )


class UseForm(forms.Form):
    """That somebody used so much of a carve-out on a day."""

    party = forms.ModelChoiceField(Party.objects.none(), label="Who", empty_label=None)
    day = DateField(label="On which day")
    quantity = QuantityField(label="How much")
    certainty = forms.ChoiceField(
        label="How sure it is", choices=CERTAINTIES, widget=forms.RadioSelect, initial="actual"
    )
    note = words(2, label="Note", required=False, max_length=2000)
    document: Any = forms.ModelChoiceField(
        Document.objects.none(), label="What shows it", required=False, empty_label="None"
    )
    reason = forms.CharField(label="Why it is entered", max_length=400)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, carve_out: CarveOut, parties: list[Party], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        rows = Party.objects.filter(pk__in=[party.pk for party in parties]).order_by("name")
        self.fields["party"].queryset = rows  # type: ignore[attr-defined]
        self.fields["quantity"].label = f"How much, in {carve_out.cap_unit}"
        documents = Document.objects.filter(agreement=carve_out.obligation.agreement)
        self.fields["document"].queryset = documents.order_by("title", "id")  # type: ignore[attr-defined]
        if not documents.exists():
            del self.fields["document"]

    def said(self) -> UseSaid:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        names = ("party", "day", "quantity", "certainty", "note")
        return UseSaid(**{name: given[name] for name in names}, document=given.get("document"))


class BackForm(forms.Form):
    """Why a use is taken back."""

    reason = words(2, label="Why", max_length=400)
