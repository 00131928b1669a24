"""Filters of the lists: they offer what their reader may see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.queries import visible_agreements
from obligations.admin.base import user_of
from obligations.queries import entry
from obligations.queries.people import people


class AgreementFilter(admin.SimpleListFilter):
    """By agreement."""

    title = "agreement"
    parameter_name = "agreement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = visible_agreements(user_of(request)).order_by("reference")
        return [(str(pk), reference) for pk, reference in rows.values_list("pk", "reference")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(agreement=value) if value and value.isdecimal() else queryset


class ConfirmedFilter(admin.SimpleListFilter):
    """By whether a second person has confirmed the entry."""

    title = "confirmation"
    parameter_name = "confirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Confirmed"), ("no", "Not confirmed yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("yes", "no"):
            return queryset.filter(confirmed_at__isnull=self.value() == "no")
        return queryset


class RuleFilter(admin.SimpleListFilter):
    """By whether there is a rule."""

    title = "rule"
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With a rule"), ("no", "Without a rule")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(terms__rule="")
        return queryset.filter(terms__rule="") if self.value() == "no" else queryset


class InUseFilter(admin.SimpleListFilter):
    """Retired obligations are left out unless asked for."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("retired", "Retired"), ("all", "In use and retired")]

    def choices(self, changelist: Any) -> Any:
        found = list(super().choices(changelist))
        found[0]["display"] = "In use"
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(retired_at__isnull=self.value() != "retired")


class ResponsibleFilter(admin.SimpleListFilter):
    """By who answers for it."""

    title = "responsible"
    parameter_name = "responsible"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = entry.obligations(user_of(request)).exclude(responsible=None)
        found = people().filter(pk__in=used.values("responsible"))
        return [("nobody", "Nobody"), *((str(person.pk), str(person)) for person in found)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "nobody":
            return queryset.filter(responsible=None)
        return queryset.filter(responsible=value) if value and value.isdecimal() else queryset
