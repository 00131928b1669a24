"""An agreement on one page: facts, how it counts, parties, key dates, notices, team, defects."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from agreements.models import Agreement, Defect, Participation, TeamMember
from obligations.admin.agreement_forms import (
    AgreementForm,
    ConventionsForm,
    DefectForm,
    NoticeRuleForm,
)
from obligations.admin.base import EntryAdmin, Stacked, Tabular, user_of
from obligations.admin.happenings import recorded
from obligations.admin.key_date_form import KeyDateRowForm
from obligations.admin.names import names_for
from obligations.admin.of_agreement import place_of
from obligations.admin.readings import FIELDS
from obligations.admin.site import site
from obligations.models import Conventions, KeyDate, NoticeRule
from obligations.queries import entry


class ConventionsInline(Stacked):
    model = Conventions
    form = ConventionsForm
    verbose_name = "how it counts"
    min_num = max_num = 1
    can_delete = False
    template = "admin/entry/single.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("calendar", "business_day_defined"),
                    "calendar_source",
                    ("zone", "fiscal_year_end"),
                    ("roll", "month_end"),
                )
            },
        ),
        (
            "Readings of doubtful words",
            {
                "fields": (
                    *(FIELDS[n : n + 2] for n in range(0, len(FIELDS), 2)),
                    "reading_calendars",
                    "readings_reason",
                )
            },
        ),
    )


class ParticipationInline(Stacked):
    model = Participation
    verbose_name = "party"
    verbose_name_plural = "parties"
    autocomplete_fields = ("party",)
    explained = "Each in its role, as the agreement calls it, with its address for notices."
    more = "Copies of notices"
    first_rows = 2
    fields = (("party", "role", "is_ours"), ("attention", "fax", "email"), "address")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        rows = super().get_queryset(request).select_related("party").order_by("position", "pk")
        return entry.with_copies(rows)


class KeyDateInline(Tabular):
    model = KeyDate
    form = KeyDateRowForm
    explained = (
        "The dates that deadlines count from. Rules write their names in brackets: [Closing Date]."
    )
    more = "Details"
    first_rows = 3
    fields = ("name", "kind", "section", "rule", "recorded")
    readonly_fields = ("recorded",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeyDate]:
        return entry.key_dates(user_of(request)).order_by("position", "pk")

    @admin.display(description="recorded")
    def recorded(self, key_date: KeyDate) -> str:
        return recorded(key_date)


class NoticeRuleInline(Stacked):
    model = NoticeRule
    form = NoticeRuleForm
    verbose_name = "channel"
    verbose_name_plural = "when a notice counts as received"
    explained = "By which channel a notice can be given, and the day on which it counts."
    fields = (("channel", "section"), "rules", "note")
    ordering = ("position", "pk")


class DefectInline(Stacked):
    model = Defect
    form = DefectForm
    verbose_name_plural = "defects of the text"
    explained = "What the text leaves blank or contradicts. It is noted, never filled in."
    fields = (("title", "kind", "section"), "text", "affects", ("decision", "decided_because"))
    ordering = ("position", "pk")


class TeamInline(Tabular):
    model = TeamMember
    verbose_name = "person"
    verbose_name_plural = "team"
    autocomplete_fields = ("user",)
    explained = "Only its team sees an agreement, unless all staff may."
    fields = ("user",)
    ordering = ("user__full_name",)


@admin.register(Agreement, site=site)
class AgreementAdmin(EntryAdmin):
    """Agreements stay in the record: their status says when they are over."""

    form = AgreementForm
    change_form_template = "admin/entry/agreement.html"
    autocomplete_fields = ("owner",)
    fieldsets = (
        (
            "Facts",
            {
                "fields": (
                    ("reference", "title"),
                    ("kind", "signed_date", "status"),
                    ("governing_law", "made_under"),
                    "summary",
                    ("visibility", "owner"),
                )
            },
        ),
    )
    inlines = (
        ConventionsInline,
        ParticipationInline,
        KeyDateInline,
        NoticeRuleInline,
        DefectInline,
        # Last: who takes themselves off the team must still see what they save.
        TeamInline,
    )
    list_display = (
        "reference",
        "title",
        "status",
        "party_number",
        "key_date_number",
        "obligation_number",
        "unconfirmed_number",
    )
    list_display_links = ("reference", "title")
    list_filter = ("status", "visibility")
    search_fields = ("reference", "title", "kind", "parties__name")
    search_help_text = "Search by reference, title, kind or party"
    ordering = ("reference",)

    def rows(self, request: HttpRequest) -> QuerySet[Agreement]:
        return entry.agreements(user_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("reference",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": user_of(request).pk, **super().get_changeform_initial_data(request)}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        agreement = context["original"]
        if agreement is not None:
            context["obligations"] = entry.obligations_in(agreement)
            context["show_save_and_add_another"] = False
        context["agreement"] = agreement
        context["names"] = names_for(agreement)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_add(self, request: HttpRequest, obj: Agreement) -> HttpResponseRedirect:
        """A new agreement leads on to its obligations."""
        return HttpResponseRedirect(place_of(obj, "obligations"))

    # Numbers in the list

    @admin.display(description="parties", ordering="party_count")
    def party_number(self, agreement: Any) -> int:
        return int(agreement.party_count)

    @admin.display(description="key dates", ordering="key_date_count")
    def key_date_number(self, agreement: Any) -> int:
        return int(agreement.key_date_count)

    @admin.display(description="obligations", ordering="obligation_count")
    def obligation_number(self, agreement: Any) -> int:
        return int(agreement.obligation_count)

    @admin.display(description="unconfirmed", ordering="unconfirmed_count")
    def unconfirmed_number(self, agreement: Any) -> int:
        return int(agreement.unconfirmed_count)
