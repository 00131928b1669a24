"""Reports by mail in data entry: a list of the schedules, each leading to their page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from obligations.admin.base import user_of, yes_or_no
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.models import ReportSchedule
from obligations.queries.report_rhythm import visible_schedules


@admin.register(ReportSchedule, site=site)
class ReportScheduleAdmin(OnItsPage):
    """Schedules of reports that the person made or gets reports by; for administrators all."""

    active = yes_or_no("is_active", "active")
    list_filter = ("kind", "rhythm")  # type: ignore[assignment]
    list_display = ("name", "kind", "when", "active", "made_by", "error")
    search_fields = ("name",)
    ordering = ("name", "id")

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_schedules(user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A schedule begins on the page of reports by mail."""
        return HttpResponseRedirect(reverse("report_schedules"))

    def page_of(self, row: Any) -> str:
        anchor = f"#s{row.pk}" if row else ""
        return f"{reverse('report_schedules')}{anchor}"
