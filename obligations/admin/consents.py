"""Holdings, affiliates and consent rules to enter; requests and adjustments to go to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from obligations.admin.base import user_of, yes_or_no
from obligations.admin.filters import AgreementFilter
from obligations.admin.of_agreement import OfAgreementAdmin, OfAgreementForm
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.models import (
    Adjustment,
    Affiliation,
    ConsentRequest,
    ConsentRule,
    Holding,
    Matter,
    Payment,
    Schedule,
)
from obligations.queries import entry


class NamesField(forms.CharField):
    """Names, one on each line, kept as a list."""

    widget = forms.Textarea({"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial if isinstance(initial, list) else []
        return before != [line.strip() for line in (data or "").splitlines() if line.strip()]


class RuleForm(OfAgreementForm):
    """A consent rule: what it is for is ticked, names are written one on each line."""

    matters = forms.MultipleChoiceField(
        label="For", choices=Matter.choices, widget=forms.CheckboxSelectMultiple
    )
    applies_to = NamesField(
        label="About",
        required=False,
        help_text="References, key dates or sections, one on each line; empty for everything.",
    )
    persons = NamesField(
        label="Each of these consents",
        required=False,
        help_text="Roles or parties; “obligee” for whoever the thing is owed to.",
    )
    not_counted = NamesField(
        label="Whose holdings are left out",
        required=False,
        help_text="Roles or parties, with their affiliates.",
    )


class _OfConsents(OfAgreementAdmin):
    """Rows that stand on the page of consents."""

    form = OfAgreementForm

    list_filter = (AgreementFilter,)

    @admin.display(description="agreement", ordering="agreement__reference")
    def of_agreement(self, row: Any) -> str:
        return str(row.agreement.reference)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return entry.of_agreements(self.model, user_of(request))

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """On to the page that counts by them."""
        return HttpResponseRedirect(reverse("consents", args=[obj.agreement.reference]))

    response_post_save_change = response_post_save_add


@admin.register(Holding, site=site)
class HoldingAdmin(_OfConsents):
    """How much of a security somebody holds from a day on."""

    fields = (
        ("party", "security"),
        ("quantity", "is_assumed"),
        ("from_date", "until_date"),
        "source",
        "note",
    )
    assumed = yes_or_no("is_assumed", "assumed")
    list_display = ("party", "of_agreement", "security", "quantity", "from_date", "assumed")
    search_fields = ("party__name", "security", "agreement__reference")
    ordering = ("agreement__reference", "security", "from_date", "party__name")


@admin.register(Affiliation, site=site)
class AffiliationAdmin(_OfConsents):
    """Who is whose affiliate."""

    fields = (
        ("party", "affiliate_of"),
        ("from_date", "until_date"),
        "by_holding_alone",
        "source",
        "note",
    )
    list_display = ("party", "of_agreement", "affiliate_of", "from_date", "until_date")
    search_fields = ("party__name", "affiliate_of__name", "agreement__reference")
    ordering = ("agreement__reference", "party__name")


@admin.register(ConsentRule, site=site)
class ConsentRuleAdmin(_OfConsents):
    """Whose consent a clause asks for, and for what."""

    form = RuleForm
    fields = (
        ("name", "section"),
        "matters",
        "applies_to",
        "persons",
        ("threshold", "percent"),
        ("security", "among"),
        "not_counted",
        "condition",
        "note",
    )
    list_display = ("name", "of_agreement", "section", "threshold", "security")
    search_fields = ("name", "section", "agreement__reference")
    ordering = ("agreement__reference", "position", "name")


@admin.register(ConsentRequest, site=site)
class ConsentRequestAdmin(OnItsPage):
    """Consents that were asked for."""

    list_display = ("number", "subject", "of_agreement", "matter", "asked_date", "state")
    list_display_links = ("number", "subject")
    search_fields = ("subject", "agreement__reference")
    ordering = ("agreement__reference", "-number")

    def page_of(self, row: Any) -> str:
        return reverse("consent", args=[row.pk]) if row else reverse("agreements")


@admin.register(Adjustment, site=site)
class AdjustmentAdmin(OnItsPage):
    """The ledgers of all agreements in one list."""

    list_display = ("kind", "of_agreement", "caused_by", "agreed_with", "new_date", "made_at")
    search_fields = ("reason", "caused_by", "agreement__reference")
    ordering = ("agreement__reference", "-made_at")

    def page_of(self, row: Any) -> str:
        if row is None:
            return reverse("agreements")
        return f"{reverse('adjustments', args=[row.agreement.reference])}#a{row.pk}"


@admin.register(Schedule, site=site)
class ScheduleAdmin(OnItsPage):
    """The tables of all agreements, such as of patents."""

    list_display = ("name", "of_agreement", "section")
    search_fields = ("name", "section", "agreement__reference")
    ordering = ("agreement__reference", "position")

    def page_of(self, row: Any) -> str:
        return reverse("schedule", args=[row.pk]) if row else reverse("agreements")


@admin.register(Payment, site=site)
class PaymentAdmin(OnItsPage):
    """What was paid under all agreements; entered and taken back in each one's ledger."""

    list_display = ("paid_date", "of_agreement", "kind", "amount", "currency")
    search_fields = ("agreement__reference",)
    ordering = ("agreement__reference", "-paid_date")

    def page_of(self, row: Any) -> str:
        return reverse("money", args=[row.agreement.reference]) if row else reverse("agreements")
