"""Notices, to look at and to go to; and the wording of letters, to change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from obligations.admin.base import EntryAdmin, user_of
from obligations.admin.errors import PageForm
from obligations.admin.filters import AgreementFilter
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.engine.run import show
from obligations.models import LetterTemplate, Notice
from obligations.queries import entry
from obligations.queries.letter_texts import NAMES, shipped, unknown_names


@admin.register(Notice, site=site)
class NoticeAdmin(OnItsPage):
    """A notice is recorded, corrected and taken back on its own page, which shows what moves."""

    list_display = ("number", "subject", "of_agreement", "kind", "channel", "sent", "counts")
    list_display_links = ("number", "subject")
    list_filter = (AgreementFilter, "kind", "state", "channel")
    search_fields = ("subject", "agreement__reference", "section")
    ordering = ("agreement__reference", "-number")

    @admin.display(description="counts on", ordering="counts_date")
    def counts(self, notice: Notice) -> str:
        if notice.counts_date is not None:
            return show(notice.counts_date)
        return "draft" if notice.state == Notice.State.DRAFT else "not known yet"

    @admin.display(description="sent on", ordering="sent_date")
    def sent(self, notice: Notice) -> str:
        return show(notice.sent_date) if notice.sent_date else "not sent"

    def rows(self, request: HttpRequest) -> QuerySet[Notice]:
        return entry.notices(user_of(request))

    def page_of(self, row: Any) -> str:
        return reverse("notice", args=[row.pk]) if row else reverse("agreements")


class TemplateForm(PageForm):
    """The wording of one kind of letter."""

    class Meta:
        widgets = {"body": forms.Textarea({"rows": 18})}
        help_texts = {
            "body": "Paragraphs, with an empty line between them. In braces may stand: "
            + "; ".join(f"{{{name}}}, {what}" for name, what in NAMES.items())
            + ".",
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in ("subject", "body"):
            if unknown := unknown_names(given.get(name) or ""):
                known = ", ".join(f"{{{one}}}" for one in NAMES)
                told = f"Nothing is filled in for {{{unknown[0]}}}; what can be is {known}."
                self.add_error(name, ValidationError(told))
        return given


@admin.register(LetterTemplate, site=site)
class LetterTemplateAdmin(EntryAdmin):
    """The house's own wording takes the place of the one that Longstop brings along."""

    form = TemplateForm
    fields = ("kind", "subject", "body")
    list_display = ("kind", "subject")
    ordering = ("kind",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new template begins with the wording that ships."""
        kind = request.GET.get("kind", "other")
        found = shipped(kind if kind in Notice.Kind.values else "other")
        return {"kind": kind, "subject": found.subject, "body": found.body}
