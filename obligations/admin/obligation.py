"""Obligations, each with its rule, its sides and its carve-outs."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from agreements.audit import Unexplained
from agreements.models import Agreement
from obligations.actions import entering
from obligations.actions.together import Together
from obligations.admin.base import Stacked, user_of
from obligations.admin.closings import ClosingItemInline
from obligations.admin.errors import sentences
from obligations.admin.external import ExternalRecipientInline
from obligations.admin.filters import (
    AgreementFilter,
    ConfirmedFilter,
    InUseFilter,
    ResponsibleFilter,
    RuleFilter,
)
from obligations.admin.obligation_form import CarveOutForm, ObligationForm
from obligations.admin.of_agreement import OfAgreementAdmin
from obligations.admin.saving import own_changes
from obligations.admin.site import site
from obligations.admin.words import moved
from obligations.engine.errors import EngineError
from obligations.models import CarveOut, Obligation
from obligations.permissions import NotAllowed
from obligations.queries import entry

DATES_SHOWN = 12
NEW_VERSION = (
    "A changed summary, rule, condition, amount or consequence makes a new version of the terms;"
    " what older versions gave stays with them."
)


class CarveOutInline(Stacked):
    model = CarveOut
    form = CarveOutForm
    verbose_name = "carve-out"
    verbose_name_plural = "carve-outs"
    explained = "What a lock-up or a restriction leaves free."
    fields = (
        ("title", "section"),
        "summary",
        "rule",
        ("persons", "cap"),
        ("acts", "parties"),
        "condition",
        "by_consent",
        ("cap_quantity", "cap_unit"),
        ("cap_per", "cap_each"),
        "cap_name",
    )
    ordering = ("position", "pk")


@admin.register(Obligation, site=site)
class ObligationAdmin(OfAgreementAdmin):
    """An obligation is retired with a reason, never deleted."""

    form = ObligationForm
    change_form_template = "admin/entry/obligation.html"
    part = "obligations"
    moves_alone = True
    autocomplete_fields = ("responsible", "deputy")
    fieldsets = (
        ("What", {"fields": (("ref", "section"), "title", "kind", "acts", "summary")}),
        ("When", {"fields": ("rule", "trigger", "exercised_by", "condition")}),
        ("Who", {"fields": (("obligors", "obligees"), "each_obligor")}),
        ("What is at stake", {"fields": ("amount", "consequence")}),
        (
            "Who looks after it",
            {"fields": (("responsible", "deputy"), ("policy", "leads"))},
        ),
    )
    inlines = (CarveOutInline, ClosingItemInline, ExternalRecipientInline)
    list_display = (
        "ref",
        "title",
        "of_agreement",
        "section",
        "kind",
        "rule",
        "responsible",
        "confirmed",
    )
    list_display_links = ("ref", "title")
    list_filter = (
        AgreementFilter,
        "kind",
        ConfirmedFilter,
        ResponsibleFilter,
        RuleFilter,
        InUseFilter,
    )
    search_fields = ("ref", "title", "section", "agreement__reference", "terms__rule")
    search_help_text = "Search by reference, title, section, rule or agreement"
    ordering = ("agreement__reference", "position")

    def rows(self, request: HttpRequest) -> QuerySet[Obligation]:
        return entry.obligations(user_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is retired is only read."""
        in_use = obj is None or obj.retired_at is None
        return in_use and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The reference stays: occurrences and their evidence are filed under it."""
        return () if obj is None else ("ref",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and obj.retired_at is not None:
            return (("What", {"fields": ("ref", "section", "title", "kind")}),)
        found = list(super().get_fieldsets(request, obj))
        if obj is not None:
            found.insert(4, ("Amendment", {"fields": ("amendment",), "description": NEW_VERSION}))
        return found

    def context_of(self, agreement: Agreement, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        return {
            "dates": entry.dates_of(row)[:DATES_SHOWN],
            "versions": entry.versions_of(row),
        }

    def write(self, act: Together, form: ModelForm, change: bool) -> None:
        form = cast(ObligationForm, form)
        row = cast(Obligation, form.instance)
        if change and not own_changes(form):
            return
        if not change:
            last = Obligation.objects.filter(agreement=row.agreement).aggregate(n=Max("position"))
            row.position = 0 if last["n"] is None else last["n"] + 1
        data = form.cleaned_data
        act.save_obligation(
            row,
            form.says(),
            list(data["obligors"]),
            list(data["obligees"]),
            amendment=data.get("amendment", ""),
        )

    def tell(self, request: HttpRequest, act: Together) -> None:
        """Says which version the text now has, where it has a new one."""
        if act.new_version is not None:
            messages.info(request, f"This made version {act.new_version} of its terms.")
        super().tell(request, act)

    # Retiring

    def get_urls(self) -> list[Any]:
        retire = self.admin_site.admin_view(self.retire_view)
        name = "obligations_obligation_retire"
        return [path("<int:pk>/retire/", retire, name=name), *super().get_urls()]

    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for the reason, and retires the obligation through its action."""
        row = self.get_queryset(request).filter(pk=pk, retired_at=None).first()
        if row is None:
            raise Http404("There is no such obligation in use, or you are not on its team.")
        problems: list[str] = []
        if request.method == "POST":
            try:
                changes = entering.retire(
                    obligation=row, by=user_of(request), reason=request.POST.get("reason", "")
                )
            except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
                problems = sentences(error)
            else:
                said = moved(changes)
                messages.success(request, f"{row.ref} is retired. {said}".strip())
                return HttpResponseRedirect(reverse("admin:obligations_obligation_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Retire {row.ref}",
            "opts": self.opts,
            "original": row,
            "problems": problems,
        }
        return TemplateResponse(request, "admin/entry/retire.html", context)

    # Columns of the list

    @admin.display(description="agreement", ordering="agreement__reference")
    def of_agreement(self, row: Obligation) -> str:
        return row.agreement.reference

    @admin.display(description="rule", ordering="terms__rule")
    def rule(self, row: Obligation) -> str:
        return row.terms.rule if row.terms else ""

    @admin.display(description="confirmed", ordering="confirmed_at")
    def confirmed(self, row: Obligation) -> str:
        if row.retired_at is not None:
            return "retired"
        return str(row.confirmed_by) if row.confirmed_by else "not yet"
