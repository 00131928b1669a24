"""Parties, and their notice addresses under each agreement."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from agreements.models import CopyRecipient, Participation, Party
from agreements.queries import visible_agreements
from obligations.admin.base import EntryAdmin, Stacked, user_of, yes_or_no
from obligations.admin.site import site
from obligations.queries import entry


@admin.register(Party, site=site)
class PartyAdmin(EntryAdmin):
    """Who agrees. A party stays in the record; its name and kind can be corrected."""

    fields = ("name", "kind", "jurisdiction")
    list_display = ("name", "kind", "jurisdiction", "agreement_count")
    search_fields = ("name", "kind", "jurisdiction")
    search_help_text = "Search by name, kind or jurisdiction"
    ordering = ("name",)

    def rows(self, request: HttpRequest) -> QuerySet[Party]:
        user = user_of(request)
        rows = entry.parties(user, request.session.get("parties", ()))
        return rows.annotate(number=_agreements_seen(request))

    @admin.display(description="agreements", ordering="number")
    def agreement_count(self, party: Any) -> int:
        return int(party.number)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A new party. Named in full, one that stands behind a wall becomes choosable instead.

        Its name can be there once only, so this tells no more than a refusal would.
        """
        name = " ".join(request.POST.get("name", "").replace("\0", "").split())
        known = Party.objects.filter(name__iexact=name).first() if name else None
        if known is None or self.get_queryset(request).filter(pk=known.pk).exists():
            return super().add_view(request, form_url, extra_context)
        request.session["parties"] = [*request.session.get("parties", ()), known.pk]
        return self.response_add(request, known)


def _agreements_seen(request: HttpRequest) -> Count:
    from django.db.models import Q

    seen = visible_agreements(user_of(request)).values("pk")
    return Count("participations__agreement", Q(participations__agreement__in=seen), distinct=True)


class CopyInline(Stacked):
    model = CopyRecipient
    verbose_name = "copy"
    verbose_name_plural = "copies of notices go to"
    fields = (("name", "attention"), ("fax", "email"), "address")


@admin.register(Participation, site=site)
class ParticipationAdmin(EntryAdmin):
    """A party under one agreement: where notices go, and who gets copies of them."""

    change_form_template = "admin/entry/participation.html"
    fieldsets = (
        ("Its role", {"fields": ("party", ("role", "is_ours"))}),
        ("Where notices go", {"fields": (("attention", "fax", "email"), "address")}),
    )
    readonly_fields = ("party",)
    inlines = (CopyInline,)
    ours = yes_or_no("is_ours", "we act for it")
    list_display = ("party", "role", "agreement", "ours")
    search_fields = ("party__name", "role", "agreement__reference")
    ordering = ("agreement__reference", "position")

    def rows(self, request: HttpRequest) -> QuerySet[Participation]:
        return entry.participations(user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Parties are put into an agreement on its own page."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
