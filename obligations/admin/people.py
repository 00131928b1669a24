"""People, to look at: they are invited and given their role on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.models import User
from obligations.admin.base import EntryAdmin, yes_or_no
from obligations.admin.site import site
from obligations.queries.people import people


@admin.register(User, site=site)
class PersonAdmin(EntryAdmin):
    """Who can be put on a team or made to answer for an obligation."""

    fields = ("full_name", "email", "role", "zone", "is_active")
    heading = "People"
    active = yes_or_no("is_active", "can sign in")
    list_display = ("full_name", "email", "role", "active")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "email")
    search_help_text = "Search by name or address"
    ordering = ("full_name",)

    def rows(self, request: HttpRequest) -> QuerySet[User]:
        return people()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
