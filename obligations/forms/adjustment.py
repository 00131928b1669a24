"""Entering delays, extensions of key dates and permissions in the ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File

from agreements.models import Agreement, Participation
from obligations.actions.adjustments import Act, NewDate
from obligations.actions.delays import Delay
from obligations.engine.kinds import PROHIBITIONS
from obligations.forms.consent_choice import ConsentChoiceField, offer_consents
from obligations.forms.fields import DateField, UploadField, words
from obligations.models import Adjustment, KeyDate, Matter, Obligation

EFFORTS = (
    ("used", "Best efforts to end it were used"),
    ("not used", "Best efforts were not used: its days do not count"),
    ("", "Nobody says"),
)


class LedgerForm(forms.Form):
    """An entry of the ledger: a reason, perhaps a paper, and the preview that was agreed to."""

    reason = words(2, label="Why")
    upload = UploadField(label="Document that shows it", required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found


class DelayForm(LedgerForm):
    """Days of delay: who caused them, and what was done to end them."""

    key_date: Any = forms.ModelChoiceField(None, label="Days of", empty_label=None)
    first = DateField(label="First day")
    last = DateField(label="Last day", required=False, help_text="Empty while it lasts.")
    caused_by = forms.CharField(
        label="Caused by", max_length=200, help_text="A party, an authority, an event."
    )
    by_itself = forms.BooleanField(
        label="The party whose date it is caused it: its days do not count", required=False
    )
    efforts = forms.ChoiceField(
        label="Efforts to end it", choices=EFFORTS, widget=forms.RadioSelect, required=False
    )
    evidence = forms.CharField(label="What shows it", max_length=400, required=False)
    is_claim = forms.BooleanField(
        label="Only claimed so far: it counts once counsel allows it", required=False
    )
    field_order = (
        "key_date",
        "first",
        "last",
        "caused_by",
        "by_itself",
        "efforts",
        "evidence",
        "is_claim",
        "reason",
    )

    def __init__(self, *args: Any, spans: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = KeyDate.objects.filter(agreement=self.agreement, name__in=spans)
        self.fields["key_date"].queryset = rows.select_related("agreement")  # type: ignore[attr-defined]
        sides = Participation.objects.filter(agreement=self.agreement).select_related("party")
        self.parties = sorted({side.party.name for side in sides})
        self.fields["caused_by"].widget.attrs["list"] = "parties"

    def entry(self, document: Any = None) -> Delay:
        """What was typed, as the action takes it."""
        left_out = ("reason", "upload", "token")
        given = {k: v for k, v in self.cleaned_data.items() if k not in left_out}
        return Delay(**given, document=document)


class NewDateForm(LedgerForm):
    """A later date that was agreed for a key date."""

    key_date: Any = forms.ModelChoiceField(None, label="Key date", empty_label=None)
    to = DateField(label="New date")
    agreed_with = forms.CharField(label="Agreed with", max_length=200)
    consent = ConsentChoiceField()
    field_order = ("key_date", "to", "agreed_with", "consent", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = KeyDate.objects.filter(agreement=self.agreement, kind=KeyDate.Kind.DEFINED)
        rows = rows.select_related("agreement").order_by("position", "id")
        self.fields["key_date"].queryset = rows  # type: ignore[attr-defined]
        offer_consents(self, self.agreement, Matter.EXTENSION)

    def entry(self, document: Any = None) -> NewDate:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return NewDate(
            key_date=given["key_date"],
            to=given["to"],
            agreed_with=given["agreed_with"],
            consent=given.get("consent"),
            document=document,
        )


class ActForm(LedgerForm):
    """An act that a consent allows."""

    obligation: Any = forms.ModelChoiceField(None, label="What forbids it", empty_label=None)
    first = DateField(label="Allowed from", required=False)
    last = DateField(label="Until", required=False)
    quantity = forms.DecimalField(
        label="Up to how much",
        required=False,
        max_digits=20,
        decimal_places=4,
        localize=False,
        help_text="Empty where the consent sets no number.",
    )
    unit = forms.CharField(
        label="Of what", max_length=40, required=False, help_text="shares, or USD for money"
    )
    consent = ConsentChoiceField()
    field_order = ("obligation", "first", "last", "quantity", "unit", "consent", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Obligation.objects.filter(
            agreement=self.agreement, retired_at=None, kind__in=PROHIBITIONS
        )
        rows = rows.select_related("agreement").order_by("position", "id")
        self.fields["obligation"].queryset = rows  # type: ignore[attr-defined]
        self.fields["reason"].label = "Which act"
        offer_consents(self, self.agreement, Matter.PERMISSION)

    def entry(self, document: Any = None) -> Act:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return Act(
            obligation=given["obligation"],
            first=given["first"],
            last=given["last"],
            quantity=given["quantity"],
            unit=given["unit"],
            consent=given.get("consent"),
            document=document,
        )


class BackForm(LedgerForm):
    """Taking an entry back, or allowing a claim."""

    def __init__(self, *args: Any, adjustment: Adjustment, **options: Any) -> None:
        assert adjustment.agreement is not None
        super().__init__(*args, agreement=adjustment.agreement, **options)
        del self.fields["upload"]
        self.adjustment = adjustment
