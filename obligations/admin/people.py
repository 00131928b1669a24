"""People, to look at: they are invited and given their role on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.models import User
from obligations.actions.ladders import ladder_of_person
from obligations.admin.base import EntryAdmin, user_of, yes_or_no
from obligations.admin.site import site
from obligations.forms.settings import WEEKDAYS
from obligations.permissions import user_can_administer
from obligations.queries.obligation import ladder_in_words
from obligations.queries.people import people
from obligations.queries.preferences import preferences_of


@admin.register(User, site=site)
class PersonAdmin(EntryAdmin):
    """Who can be put on a team or made to answer for an obligation."""

    fields = ("full_name", "email", "role", "zone", "is_active", "reminded", "daily", "weekly")
    readonly_fields = ("reminded", "daily", "weekly")
    heading = "People"
    active = yes_or_no("is_active", "can sign in")
    list_display = ("full_name", "email", "role", "active")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "email")
    search_help_text = "Search by name or address"
    ordering = ("full_name",)

    def rows(self, request: HttpRequest) -> QuerySet[User]:
        return people()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What people wish of their mails is theirs, and for administrators to see."""
        found = super().get_fields(request, obj)
        wishes = () if user_can_administer(user_of(request)) else self.readonly_fields
        return [name for name in found if name not in wishes]

    @admin.display(description="reminded")
    def reminded(self, person: User) -> str:
        wishes = preferences_of(person)
        if wishes.leads is None and wishes.nag_every is None and wishes.on_the_day:
            return "as usual"
        return ladder_in_words(ladder_of_person(person))

    @admin.display(description="daily mail")
    def daily(self, person: User) -> str:
        return f"{preferences_of(person).digest_hour:02}:00 {person.zone}"

    @admin.display(description="weekly “nothing due”")
    def weekly(self, person: User) -> str:
        day = preferences_of(person).nothing_due_weekday
        return "not wished" if day is None else f"on {WEEKDAYS[day]}s"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
