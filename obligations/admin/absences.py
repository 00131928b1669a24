"""Absences in data entry: who is away, when, and who stands in; entered and ended on their page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from obligations.admin.base import user_of
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.engine.run import show
from obligations.models import Absence
from obligations.queries.absences import absences_seen


@admin.register(Absence, site=site)
class AbsenceAdmin(OnItsPage):
    """Absences of the past too: one's own and those one stood in for; for administrators all."""

    list_filter = ()
    list_display = ("person", "first", "last", "deputy", "ended", "note")
    search_fields = ("person__full_name", "deputy__full_name")
    search_help_text = "Search by name"
    ordering = ("-first_date", "-pk")

    @admin.display(description="from", ordering="first_date")
    def first(self, row: Absence) -> str:
        return show(row.first_date)

    @admin.display(description="through", ordering="last_date")
    def last(self, row: Absence) -> str:
        return show(row.last_date)

    @admin.display(description="back on", ordering="ended_date")
    def ended(self, row: Absence) -> str:
        if row.ended_date is None:
            return ""
        return show(row.ended_date) if row.ended_date > row.first_date else "taken back"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return absences_seen(user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An absence is entered on its page, which names what the deputy may not see."""
        return HttpResponseRedirect(reverse("absence"))

    def page_of(self, row: Any) -> str:
        return reverse("absence")
