"""People, to look at: they are invited and given their role on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.models import User
from obligations.admin.base import EntryAdmin
from obligations.admin.site import site
from obligations.queries import entry


@admin.register(User, site=site)
class PersonAdmin(EntryAdmin):
    """Who can be put on a team or made to answer for an obligation."""

    fields = ("full_name", "email", "role", "zone", "is_active")
    list_display = ("full_name", "email", "role", "is_active")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "email")
    search_help_text = "Search by name or address"
    ordering = ("full_name",)

    def rows(self, request: HttpRequest) -> QuerySet[User]:
        return entry.people()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
