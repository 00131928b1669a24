"""What was used of carve-outs, in one list: each is recorded and taken back on its own page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from obligations.admin.base import user_of
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.models import CarveOutUse
from obligations.queries.carve_outs import uses_seen


@admin.register(CarveOutUse, site=site)
class CarveOutUseAdmin(OnItsPage):
    """Uses are never changed here."""

    list_display = ("carve_out", "of_agreement", "party", "used_date", "quantity", "taken_back")
    search_fields = ("carve_out__title", "carve_out__obligation__agreement__reference")
    list_filter = ()
    ordering = ("-used_date",)

    @admin.display(description="agreement")
    def of_agreement(self, row: CarveOutUse) -> str:
        return row.carve_out.obligation.agreement.reference

    @admin.display(description="taken back")
    def taken_back(self, row: CarveOutUse) -> str:
        if row.reverses_id is not None:
            return "takes another back"
        return "yes" if hasattr(row, "reversed_by") else ""

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return uses_seen(user_of(request))

    def page_of(self, row: Any) -> str:
        if row is None:
            return reverse("may_we")
        return reverse("obligation", args=[row.carve_out.obligation_id])
