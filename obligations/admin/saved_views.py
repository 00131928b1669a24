"""Saved views of the register in data entry: a list, each leading to what it shows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agreements.models import User
from obligations.actions.saved_views import remove_view
from obligations.admin.base import user_of
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.engine.run import show
from obligations.models import SavedView
from obligations.permissions import user_can_remove_view
from obligations.queries.saved_views import visible_views


@admin.register(SavedView, site=site)
class SavedViewAdmin(OnItsPage):
    """One's own and shared views; what each shows is decided by its reader's own walls.

    Administrators can give a shared one up, such as of somebody who has left.
    """

    list_filter = ("sharing",)  # type: ignore[assignment]
    list_display = ("name", "made_by", "shared", "made")
    search_fields = ("name", "made_by__full_name")
    search_help_text = "Search by name or maker"
    ordering = ("name", "pk")

    @admin.display(description="shared", ordering="sharing")
    def shared(self, row: SavedView) -> str:
        return "shared" if row.sharing == SavedView.Sharing.SHARED else "private"

    @admin.display(description="made", ordering="made_at")
    def made(self, row: SavedView) -> str:
        return show(row.made_at.date())

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_views(user_of(request)).select_related("made_by")

    def get_list_display(self, request: HttpRequest) -> Any:
        """With how to give one up, which stands where it is offered only."""

        @admin.display(description="what to do")
        def away(row: SavedView) -> str:
            return self.away(row) if user_can_remove_view(user_of(request), row) else ""

        return (*self.list_display, away)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A view is saved from the register, filtered as one likes it."""
        return HttpResponseRedirect(f"{reverse('register')}?all=1")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and user_can_remove_view(user_of(request), obj)

    def take_out(self, row: models.Model, by: User, reason: str) -> None:
        assert isinstance(row, SavedView)
        remove_view(view=row, by=by, reason=reason)

    def page_of(self, row: Any) -> str:
        return reverse("saved_view", args=[row.pk]) if row else reverse("saved_views")
