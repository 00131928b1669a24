"""Scenarios in data entry: a list of those on paper, each leading to its own page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from obligations.admin.base import user_of
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.models import Scenario
from obligations.queries.scenarios import visible_scenarios


@admin.register(Scenario, site=site)
class ScenarioAdmin(OnItsPage):
    """Changes on paper that the person may see; what they would move stands on their pages."""

    list_filter = ("sharing",)  # type: ignore[assignment]
    list_display = ("name", "made_by", "sharing", "made_at", "applied_at")
    search_fields = ("name", "about")
    ordering = ("-made_at",)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_scenarios(user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A scenario begins, or comes from a file, on the page of all scenarios."""
        return HttpResponseRedirect(reverse("what_if"))

    def page_of(self, row: Any) -> str:
        return reverse("scenario", args=[row.pk]) if row else reverse("what_if")
