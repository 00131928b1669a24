"""The form of an obligation: its row, its text (which has versions) and its sides."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from agreements.models import Participation, User
from obligations.actions.entering import TermsText
from obligations.actions.rule_checks import check_text
from obligations.admin.errors import EntryForm
from obligations.admin.fields import LinesField, RuleInput
from obligations.admin.of_agreement import OfAgreementForm
from obligations.calendars_in_force import in_force
from obligations.engine.acts import read_acts
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.kinds import OBLIGATION_KIND_MEANINGS, PROHIBITIONS
from obligations.engine.names import fold
from obligations.facts import conventions_of, names_of_agreement
from obligations.forms.leads import OwnLeadsField
from obligations.models import CarveOut, KeyDate, Obligation, ObligationParty
from obligations.queries.people import people_who_can_answer

TEXT_FIELDS = tuple(TermsText.__dataclass_fields__)
KINDS = [
    ("", "–"),
    *(
        (kind, f"{kind[0].upper()}{kind[1:]}: {meaning}")
        for kind, meaning in OBLIGATION_KIND_MEANINGS.items()
    ),
]


class ParticipationChoice(forms.ModelMultipleChoiceField):
    """Parties of the agreement, in boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        none = Participation.objects.none()
        super().__init__(none, widget=forms.CheckboxSelectMultiple, **kwargs)


class ActsField(LinesField):
    """Acts, one on each line, in the vocabulary's writing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "widget": forms.Textarea({"rows": 2}), **kwargs},
        )

    def clean(self, value: Any) -> Any:
        try:
            return list(read_acts(super().clean(value)))
        except EngineError as error:
            raise ValidationError(str(error)) from error


class ObligationForm(OfAgreementForm):
    """What an obligation says, who owes it to whom, and who looks after it."""

    kind = forms.ChoiceField(choices=KINDS)
    rule = forms.CharField(
        required=False,
        max_length=2000,
        widget=RuleInput("obligation", rows=3),
        help_text="When it is due, in the agreement's words: within 30 days after [Closing Date]."
        " Empty where the text gives no date.",
    )
    summary = forms.CharField(
        widget=forms.Textarea({"rows": 3}), help_text="What is to be done, in our own words."
    )
    condition = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="What must be so before it applies, where the rule's own “if” does not say it.",
    )
    consequence = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="What follows if it is missed.",
    )
    amount = forms.CharField(required=False, max_length=200, help_text="Sum or formula.")
    trigger = forms.ModelChoiceField(
        KeyDate.objects.none(),
        required=False,
        label="Starts with",
        empty_label="–",
        help_text="Where there is no rule: the key date that it starts with.",
    )
    exercised_by = forms.ModelChoiceField(
        KeyDate.objects.none(),
        required=False,
        label="Used by",
        empty_label="–",
        help_text="For a right that is used by a notice: the key date that such a notice makes.",
    )
    acts = ActsField(
        label="Forbidden acts",
        help_text="Of a lock-up or a restriction, one on each line, as: sell shares."
        " “May we?” asks by them.",
    )
    obligors = ParticipationChoice(label="Owed by")
    obligees = ParticipationChoice(label="Owed to", required=False)
    leads = OwnLeadsField(
        required=False,
        label="Other days before",
        help_text="As 90, 30, 7; empty for the policy's; none for no reminders.",
    )
    amendment = forms.CharField(
        required=False,
        max_length=200,
        help_text="The amendment that changed the text, as: Amendment No. 2 of 5 May 2003."
        " Empty where only the entry is corrected.",
    )

    class Meta:
        model = Obligation
        fields = (
            *("ref", "section", "kind", "title", "trigger", "exercised_by", "each_obligor"),
            "acts",
            *("responsible", "deputy", "policy", "leads"),
        )
        labels = {
            "policy": "Reminder policy",
            "each_obligor": "Each of those who owe it owes it separately",
        }
        help_texts = {
            "ref": "Short and unique, as 3(m). Rules may say [3(m) due]. It cannot change later.",
            "each_obligor": "",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement, row = self.instance.agreement, self.instance
        sides = Participation.objects.filter(agreement=agreement).select_related("party")
        sides = sides.order_by("position", "pk")
        for name, side in (("obligors", "obligor"), ("obligees", "obligee")):
            _offer(self.fields[name], sides)
            self.initial.setdefault(name, _chosen(row, side))
        dates = KeyDate.objects.filter(agreement=agreement)
        _offer(self.fields["trigger"], dates.order_by("position", "pk"))
        events = dates.filter(kind__in=(KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING))
        _offer(self.fields["exercised_by"], events.order_by("position", "pk"))
        if row.terms is not None:
            text = {name: getattr(row.terms, name) for name in TEXT_FIELDS}
            self.initial = {**text, **self.initial}

    def clean_rule(self) -> str:
        """The rule, checked with the other fields, so that all that is wrong is told at once."""
        text: str = self.cleaned_data["rule"]
        agreement = self.instance.agreement
        if text:
            try:
                check_text(
                    text,
                    names_of_agreement(agreement),
                    conventions_of(agreement),
                    in_force().ids,
                )
            except RuleError as error:
                raise ValidationError(str(error)) from error
        return text

    def clean(self) -> dict[str, Any] | None:
        """Only what forbids names acts that it forbids."""
        given = super().clean()
        data = given if given is not None else self.cleaned_data
        if data.get("acts") and data.get("kind") not in PROHIBITIONS:
            self.add_error("acts", "Only a lock-up or a restriction forbids acts.")
        return given

    def clean_responsible(self) -> User | None:
        """Who answers for it must be able to see it."""
        return self._who_can_see("responsible")

    def clean_deputy(self) -> User | None:
        """Who steps in must be able to see it."""
        return self._who_can_see("deputy")

    def _who_can_see(self, field: str) -> User | None:
        person: User | None = self.cleaned_data[field]
        who = people_who_can_answer(self.instance.agreement)
        if person is None or field not in self.changed_data or who.filter(pk=person.pk).exists():
            return person
        raise ValidationError(f"{person} cannot see this agreement: put them on its team first.")

    def says(self) -> TermsText:
        """The text as typed."""
        return TermsText(**{name: self.cleaned_data[name] for name in TEXT_FIELDS})


def _offer(field: forms.Field, rows: QuerySet[Any]) -> None:
    cast(forms.ModelChoiceField, field).queryset = rows


def _chosen(row: Obligation, side: str) -> list[int]:
    if row.pk is None:
        return []
    sides = ObligationParty.objects.filter(obligation=row, side=side)
    return list(sides.values_list("participation_id", flat=True))


class CarveOutForm(EntryForm):
    """What a prohibition leaves free."""

    acts = ActsField(
        label="Which acts", help_text="One on each line; empty for all that it forbids."
    )
    parties = LinesField(
        label="For whom",
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Roles or parties, one on each line; empty for all whom it binds.",
    )

    class Meta:
        model = CarveOut
        fields = (
            *("title", "section", "summary", "persons", "rule", "cap", "acts", "parties"),
            *("condition", "by_consent", "cap_quantity", "cap_unit", "cap_per", "cap_each"),
            "cap_name",
        )
        labels = {
            "cap": "Cap, as printed",
            "cap_quantity": "Cap, to be counted",
            "cap_unit": "Of what",
            "cap_per": "How it counts",
            "cap_each": "Each party has it for itself",
            "by_consent": "Free only by a permission in the ledger",
            "persons": "For whom, in words",
        }
        widgets = {
            "summary": forms.Textarea({"rows": 2}),
            "rule": RuleInput("carve-out"),
            "condition": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "rule": "When it applies, as: from 90th day following [Closing Date]",
            "cap": "Up to how much.",
            "persons": "Whom it favours.",
            "condition": "What a person has to confirm before relying on it.",
            "cap_unit": "shares, or a currency such as USD.",
        }

    def clean_parties(self) -> list[str]:
        """Names of the agreement, so that a slip does not favour nobody."""
        names: list[str] = self.cleaned_data["parties"]
        obligation = self.instance.obligation if self.instance.obligation_id else None
        if names and obligation is not None:
            sides = Participation.objects.filter(agreement=obligation.agreement)
            rows = sides.select_related("party")
            known = {fold(name) for row in rows for name in (row.role, row.party.name)}
            for name in names:
                if fold(name) not in known:
                    raise ValidationError(f"No party or role here is called “{name}”.")
        return names
