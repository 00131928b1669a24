"""Payments, sales, figures, markets and base rates as people give them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File

from agreements.models import Agreement, Document, Participation
from obligations.actions.money_entries import Known
from obligations.actions.money_payments import PaidSaid
from obligations.agreement_file.fragments import read_money_entry
from obligations.agreement_file.problems import FileProblems
from obligations.agreement_file.schema_money import MoneyEntry
from obligations.engine.errors import EngineError
from obligations.engine.money.amounts import STATUSES
from obligations.engine.money.currencies import read_currency
from obligations.engine.money.royalties import quarter_days
from obligations.engine.money.values import Money, read_money, read_number, read_percent
from obligations.forms.fields import DateField, UploadField, words
from obligations.models import Payment

CERTAINTIES = (("actual", "It is established"), ("assumed", "Assumed: nobody has established it"))
FOUND = tuple((status, status.capitalize()) for status in STATUSES)
KINDS = (("payment", "A payment"), ("credit", "A credit, given instead of money"))


class NumberField(forms.CharField):
    """A number with a point and without separators; `percent` reads a percentage."""

    def __init__(self, *, percent: bool = False, places: int = 4, **options: Any) -> None:
        super().__init__(**options)
        self.percent, self.places = percent, places
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        name = str(self.label or "The number")
        try:
            if self.percent:
                return read_percent(name, text)
            return read_number(name, text, places=self.places)
        except EngineError as error:
            raise ValidationError(str(error)) from error


class CurrencyField(forms.CharField):
    """A currency by its three letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": "Currency", "max_length": 8, **options})
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return read_currency(text)
        except EngineError as error:
            raise ValidationError(str(error)) from error


class MoneyForm(forms.Form):
    """A form with an amount in a currency, and how it is known."""

    amount_name = "amount"
    # More places than the currency has, as the price of a share.
    price = False

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        if "document" in self.fields:
            documents = Document.objects.filter(agreement=agreement).order_by("title", "id")
            self.fields["document"].queryset = documents  # type: ignore[attr-defined]
            if not documents.exists():
                del self.fields["document"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        number, currency = given.get(self.amount_name), given.get("currency")
        if number is not None and currency:
            try:
                places = 4 if self.price else None
                label = str(self.fields[self.amount_name].label)
                given["money"] = read_money(label, f"{number:f}", currency, places=places)
            except EngineError as error:
                self.add_error(self.amount_name, str(error))
        return given

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        found: Money = self.cleaned_data["money"]
        return found

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found

    def known(self, document: Document | None = None) -> Known:
        """How what was typed is known; `document` is the file now put in."""
        given = self.cleaned_data
        return Known(
            certainty=given["certainty"],
            note=given["note"],
            document=document or given.get("document"),
        )


def certainty() -> forms.ChoiceField:
    """How sure a fact is."""
    return forms.ChoiceField(
        label="How sure it is", choices=CERTAINTIES, widget=forms.RadioSelect, initial="actual"
    )


def on_file() -> forms.ModelChoiceField[Document]:
    """A document that is on file already."""
    return forms.ModelChoiceField(
        Document.objects.none(),
        label="Or one that is here already",
        required=False,
        empty_label="None",
    )


class PaymentForm(MoneyForm):
    """A payment or a credit. `token` is that of the preview that the person agreed to."""

    kind = forms.ChoiceField(
        label="What it is", choices=KINDS, widget=forms.RadioSelect, initial="payment"
    )
    payer = forms.ModelChoiceField(Participation.objects.none(), label="Who paid")
    payee = forms.ModelChoiceField(Participation.objects.none(), label="To whom")
    amount = NumberField(label="Amount", help_text="As 750000.00, with a point.")
    currency = CurrencyField(initial="USD")
    day = DateField(label="Day on which it arrived")
    toward = forms.TypedMultipleChoiceField(
        label="What it is for",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all open, and it goes to what is due and open, the oldest first.",
    )
    order = forms.ChoiceField(
        label="What it goes to first",
        choices=Payment.Order.choices,
        widget=forms.RadioSelect,
        initial=Payment.Order.PRINCIPAL_FIRST,
        help_text="Where the payer said so, or the agreement does; it is kept with the payment.",
    )
    certainty = certainty()
    note = words(2, label="Where it is known from", required=False)
    upload = UploadField(label="Document that shows it", required=False)
    document = on_file()
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, claims: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        parties = Participation.objects.filter(agreement=self.agreement).select_related("party")
        for name in ("payer", "payee"):
            self.fields[name].queryset = parties.order_by("position", "id")  # type: ignore[attr-defined]
        self.fields["toward"].choices = claims  # type: ignore[attr-defined]
        if not claims:
            del self.fields["toward"]

    def said(self, document: Document | None = None) -> PaidSaid:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        return PaidSaid(
            payer=given["payer"],
            payee=given["payee"],
            amount=self.money,
            day=given["day"],
            kind=given["kind"],
            order=given["order"],
            toward=tuple(given.get("toward") or ()),
            certainty=given["certainty"],
            note=given["note"],
            document=document or given.get("document"),
        )


class SalesForm(MoneyForm):
    """The net sales of a quarter in one country."""

    amount_name = "net_sales"

    quarter = forms.CharField(label="Quarter", max_length=7, help_text="As 2005-Q2.")
    country = forms.CharField(label="Country", max_length=80)
    product = forms.CharField(label="Product", max_length=120, required=False)
    net_sales = NumberField(label="Net sales", help_text="As 700000.00, with a point.")
    currency = CurrencyField(initial="USD")
    certainty = certainty()
    note = words(2, label="Where it is known from", required=False)

    def clean_quarter(self) -> str:
        text: str = self.cleaned_data["quarter"].strip().upper()
        try:
            quarter_days(text)
        except EngineError as error:
            raise ValidationError(str(error)) from error
        return text


class SalesFileForm(forms.Form):
    """A CSV file of sales."""

    upload = forms.FileField(
        label="CSV file",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        help_text="Columns quarter, country, currency, net sales; if wanted product, certainty,"
        " note. All of it is entered, or nothing.",
    )


class MarketForm(MoneyForm):
    """A generic or an infringement in a country."""

    country = forms.CharField(label="Country", max_length=80)
    status = forms.ChoiceField(
        label="What is there", choices=[(s, s.capitalize()) for s in STATUSES]
    )
    start = DateField(label="Since")
    until = DateField(label="Last day", required=False, help_text="Empty while it lasts.")
    percent = NumberField(
        percent=True,
        label="Per cent of the sales concerned",
        required=False,
        help_text="For an infringement, as 40.",
    )
    certainty = certainty()
    note = words(2, label="Where it is known from", required=False)


class FigureForm(MoneyForm):
    """A figure that percentages are taken of: so many at such a price."""

    amount_name = "unit"
    price = True

    name = forms.ChoiceField(label="Figure")
    quantity = NumberField(label="Number", initial="1", help_text="Of shares; 1 for a plain sum.")
    unit = NumberField(label="Price or sum", help_text="As 10.00, with a point.")
    currency = CurrencyField(initial="USD")
    certainty = certainty()
    note = words(2, label="Where it is known from", required=False)

    def __init__(self, *args: Any, names: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def clean_quantity(self) -> Decimal:
        number: Decimal = self.cleaned_data["quantity"]
        if number <= 0:
            raise ValidationError("The number is more than nothing.")
        return number


class BaseRateForm(forms.Form):
    """A base rate from a day on."""

    name = forms.CharField(
        label="Rate", max_length=120, help_text="As the agreements call it: they find it by name."
    )
    start = DateField(label="From")
    percent = NumberField(percent=True, label="Per cent a year", help_text="As 4.75.")
    source = forms.CharField(label="Source", max_length=400)
    certainty = certainty()


class TermsForm(forms.Form):
    """How an obligation's amount is worked out, as an agreement file says it."""

    says = forms.CharField(
        label="How it is worked out",
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "class": "code"}),
        help_text="As “name: value” lines, the same as under “money” in an agreement file: method"
        " (fixed, percentage, royalty or expenses), currency, amount, per cent, of, at most,"
        " at least, less, reductions, section. Empty: it is not worked out.",
    )
    reason = words(2, label="Why")

    def clean_says(self) -> MoneyEntry | None:
        try:
            return read_money_entry(self.cleaned_data["says"])
        except FileProblems as problems:
            found = [f"Line {one.line}: {one.message}" for one in problems.problems]
            raise ValidationError(found) from problems


class WhyForm(forms.Form):
    """Taking something back."""

    reason = words(2, label="Why")


class AsAtForm(forms.Form):
    """The day by whose end the ledger is shown."""

    as_at = DateField(label="As at", required=False)

    def day(self, today: date) -> date:
        """The day that was typed, or today where none was or it is none."""
        return (self.is_valid() and self.cleaned_data["as_at"]) or today
