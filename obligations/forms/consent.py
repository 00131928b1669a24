"""Asking for a consent, recording an answer, closing the count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File

from agreements.models import Agreement, Party
from obligations.actions.consents import Answered, Asked
from obligations.forms.fields import DateField, UploadField, words
from obligations.models import ConsentRequest, ConsentRule, KeyDate, Matter, Obligation

ANSWERS = (("consent", "Consents"), ("refusal", "Refuses"), ("", "No answer: take it back"))


class AskForm(forms.Form):
    """A consent to ask for."""

    rule: Any = forms.ModelChoiceField(None, label="Under which clause", empty_label=None)
    matter = forms.ChoiceField(label="For what", choices=Matter.choices)
    subject = forms.CharField(
        label="What they are asked to agree to", max_length=200, help_text="In one sentence."
    )
    obligation: Any = forms.ModelChoiceField(
        None, label="Which obligation", required=False, empty_label="None in particular"
    )
    key_date: Any = forms.ModelChoiceField(
        None, label="Or which key date", required=False, empty_label="None"
    )
    new_date = DateField(label="Extended to", required=False, help_text="For an extension.")
    on = DateField(label="Asked on")
    record = DateField(
        label="Counted by the holdings of",
        required=False,
        help_text="The record date. Left empty, the day of asking.",
    )
    answers_by = DateField(label="Answers until", required=False)
    note = words(2, label="Note", required=False)
    upload = UploadField(label="The request", required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = ConsentRule.objects.filter(agreement=agreement).select_related("agreement")
        self.fields["rule"].queryset = rules.order_by("position", "id")  # type: ignore[attr-defined]
        obligations = Obligation.objects.filter(agreement=agreement, retired_at=None)
        self.fields["obligation"].queryset = obligations.order_by("position", "id")  # type: ignore[attr-defined]
        key_dates = KeyDate.objects.filter(agreement=agreement, kind=KeyDate.Kind.DEFINED)
        self.fields["key_date"].queryset = key_dates.order_by("position", "id")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("obligation") and given.get("key_date"):
            raise forms.ValidationError("Name an obligation or a key date, not both.")
        return given

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found

    def asked(self, document: Any = None) -> Asked:
        """What was typed, as the action takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        return Asked(**given, document=document)


class AnswerForm(forms.Form):
    """What somebody answered."""

    party: Any = forms.ModelChoiceField(None, label="Who", empty_label=None)
    answer = forms.ChoiceField(
        label="Answer", choices=ANSWERS, widget=forms.RadioSelect, required=False
    )
    on = DateField(label="Answered on", required=False)
    means = forms.CharField(
        label="By", max_length=200, required=False, help_text="Letter, fax, notice and its day."
    )
    upload = UploadField(label="The answer", required=False)
    reason = words(2, label="Why another answer", required=False)

    def __init__(self, *args: Any, consent: ConsentRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = consent.answers.order_by("position", "id").values_list("party_id", flat=True)
        parties = Party.objects.filter(pk__in=list(asked)).order_by("name")
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]

    def said(self, document: Any = None) -> Answered:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        names = ("party", "answer", "on", "means")
        return Answered(**{name: given[name] for name in names}, document=document)

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found


class CloseForm(forms.Form):
    """That the count is over."""

    on = DateField(label="Closed on")
    reason = words(2, label="Why now", required=False)


class DeadlineForm(forms.Form):
    """Another last day for answers."""

    to = DateField(label="Answers until", required=False, help_text="Empty for no last day.")
    reason = words(2, label="Why")


class WhyForm(forms.Form):
    """Something that needs no more than a reason."""

    reason = words(2, label="Why")
