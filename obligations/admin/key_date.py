"""Key dates on pages of their own: with the dates of a set, and what happened."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreements.models import Agreement
from obligations.admin.base import Tabular, user_of
from obligations.admin.filters import AgreementFilter
from obligations.admin.happenings import RECORDED, record_url, recorded
from obligations.admin.key_date_form import KeyDateForm
from obligations.admin.of_agreement import OfAgreementAdmin
from obligations.admin.site import site
from obligations.models import KeyDate, SetDate
from obligations.queries import entry


class SetDateInline(Tabular):
    model = SetDate
    verbose_name = "date"
    verbose_name_plural = "dates of the set"
    fields = ("day", "label")
    ordering = ("day", "label")


@admin.register(KeyDate, site=site)
class KeyDateAdmin(OfAgreementAdmin):
    """A date with a name. What happened is read here and recorded on the agreement's pages."""

    form = KeyDateForm
    change_form_template = "admin/entry/key_date.html"
    part = "key_dates-group"
    moves_alone = True
    fieldsets = (
        ("What it is", {"fields": (("name", "kind", "section"), "about", "answers")}),
        ("Its rule", {"fields": ("rule",), "classes": ("for-defined",)}),
    )
    inlines = (SetDateInline,)
    list_display = ("name", "of_agreement", "kind", "section", "rule", "now")
    list_filter = (AgreementFilter, "kind")
    search_fields = ("name", "about", "section", "rule", "agreement__reference")
    search_help_text = "Search by name, section, rule or agreement"
    ordering = ("agreement__reference", "position")

    def rows(self, request: HttpRequest) -> QuerySet[KeyDate]:
        return entry.key_dates(user_of(request))

    @admin.display(description="agreement", ordering="agreement__reference")
    def of_agreement(self, key_date: KeyDate) -> str:
        return key_date.agreement.reference

    @admin.display(description="recorded", ordering="latest_date")
    def now(self, key_date: KeyDate) -> str:
        return recorded(key_date)

    def context_of(self, agreement: Agreement, row: Any) -> dict[str, Any]:
        return {"happenings": _happenings(row)} if row is not None else {}


def _happenings(key_date: KeyDate) -> SafeString | str:
    if key_date.kind not in RECORDED:
        return ""
    context = {
        "key_date": key_date,
        "happenings": entry.happenings(key_date),
        "record_url": record_url(key_date),
    }
    return render_to_string("admin/entry/happenings.html", context)
