"""Versions of calendars: drafts are entered here too, and put in force on their own page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agreements.audit import Unexplained
from agreements.models import User
from obligations.actions import calendars as drafting
from obligations.admin.base import EntryAdmin, Tabular, user_of
from obligations.admin.errors import EntryForm, PageForm, PageRefused, sentences
from obligations.admin.fields import SuggestingInput, calendar_suggestions
from obligations.admin.saving import own_changes
from obligations.admin.site import site
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import DayChange
from obligations.engine.calendars.definition import WEEKDAYS
from obligations.engine.errors import EngineError
from obligations.models import CalendarDay, CalendarVersion
from obligations.permissions import NotAllowed, user_can_administer

WEEK = tuple((str(number), name) for number, name in enumerate(WEEKDAYS))
FRAME = ("title", "source", "first_date", "last_date", "weekend")


class DraftForm(PageForm):
    """What a calendar is beside its days. What is left empty is as in the one below."""

    name = forms.CharField(
        label="Calendar",
        max_length=60,
        help_text="One that there is, to change it; or an id of your own, as firm-london.",
    )
    weekend = forms.MultipleChoiceField(
        label="Closed every week on",
        choices=WEEK,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        labels = {
            "upon": "Built upon",
            "first_date": "Verified from",
            "last_date": "Verified to",
        }
        help_texts = {"upon": "A calendar that ships, whose closings count here too."}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget = SuggestingInput(calendar_suggestions())
        if self.instance.pk:
            self.fields["name"].disabled = True
            self.initial["name"] = self.instance.calendar.name
        self.initial["weekend"] = [str(day) for day in self.instance.weekend or ()]

    def clean_weekend(self) -> list[int] | None:
        """The weekdays as they are kept; none ticked is as in the calendar below."""
        days = [int(day) for day in self.cleaned_data["weekend"]]
        return days or (None if self.instance.weekend is None else [])

    def said(self) -> drafting.Said:
        """The frame as the action takes it."""
        said = self.cleaned_data
        weekend = said.get("weekend")
        return drafting.Said(
            title=said.get("title") or "",
            source=said.get("source") or "",
            first=said.get("first_date"),
            last=said.get("last_date"),
            weekend=None if weekend is None else tuple(weekend),
            upon=said.get("upon") or "",
        )


class DayRow(EntryForm):
    class Meta:
        labels = {"is_open": "Open"}


class DayInline(Tabular):
    model = CalendarDay
    form = DayRow
    verbose_name_plural = "days that are closed or open otherwise"
    fields = ("day", "is_open", "name", "basis")
    ordering = ("day",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)


def _may_change(request: HttpRequest, row: CalendarVersion | None) -> bool:
    is_draft = row is None or row.state == CalendarVersion.State.DRAFT
    return is_draft and user_can_administer(user_of(request))


@admin.register(CalendarVersion, site=site)
class CalendarVersionAdmin(EntryAdmin):
    """Drafts and versions of calendars. Only administrators draft; nobody changes a version."""

    form = DraftForm
    change_form_template = "admin/entry/calendar.html"
    heading = "Calendars"
    fieldsets = (
        ("Which calendar", {"fields": ("name", "upon")}),
        ("What it is", {"fields": ("title", "source", ("first_date", "last_date"), "weekend")}),
    )
    inlines = (DayInline,)
    list_display = ("calendar", "version", "made_by", "because")
    list_filter = ("state",)
    search_fields = ("calendar__name", "reason")
    search_help_text = "Search by calendar or reason"
    ordering = ("calendar__name", "-pk")

    def rows(self, request: HttpRequest) -> QuerySet[CalendarVersion]:
        return CalendarVersion.objects.select_related("calendar", "made_by")

    @admin.display(description="version", ordering="number")
    def version(self, row: CalendarVersion) -> str:
        return row.label or row.get_state_display()

    @admin.display(description="why")
    def because(self, row: CalendarVersion) -> str:
        return row.reason

    def has_add_permission(self, request: HttpRequest) -> bool:
        return user_can_administer(user_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft is given up on its own page; a version stays."""
        return False

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Days are added once there is a draft to add them to."""
        return self.inlines if obj is not None else ()

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        """Saves the page through the actions, whole or not at all. Raises PageRefused."""
        assert isinstance(form, DraftForm)
        reason = form.cleaned_data.get("reason", "").strip()
        if not reason:
            raise PageRefused({"": [("reason", "Say in a few words why; it is kept.")]})
        try:
            with transaction.atomic():
                _write(form, formsets, user_of(request), reason, change)
        except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
            said: list[tuple[str | None, str]] = [(None, text) for text in sentences(error)]
            raise PageRefused({"": said}) from error

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return self._onward(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._onward(request, obj)

    def _onward(self, request: HttpRequest, row: CalendarVersion) -> HttpResponse:
        """On to the draft's own page, where one sees what it moves."""
        messages.success(request, "The draft is saved. See what it moves, and put it in force.")
        return HttpResponseRedirect(reverse("calendar_draft", args=[row.pk]))


def _write(form: DraftForm, formsets: Sequence[Any], by: User, reason: str, change: bool) -> None:
    name = form.cleaned_data["name"].strip().lower()
    if not change and name not in in_force().ids:
        row = drafting.begin_own(name=name, said=form.said(), by=by, reason=reason)
    else:
        begun = form.instance if change else None
        row = begun or drafting.begin_change(name=name, by=by, reason=reason)
        if own_changes(form) and (change or any(form.cleaned_data.get(f) for f in FRAME)):
            drafting.change_frame(draft=row, said=form.said(), by=by, reason=reason)
    for day in _gone(formsets):
        drafting.take_out(draft=row, day=day, by=by)
    if days := list(_entered(formsets)):
        drafting.put_days(draft=row, days=days, by=by, reason=reason)
    form.instance.pk = row.pk


def _gone(formsets: Sequence[Any]) -> Iterator[date]:
    """The days that stood in the draft and are removed, or have become others."""
    for formset in formsets:
        for row in formset.initial_forms:
            if row in formset.deleted_forms or "day" in row.changed_data:
                yield row.initial["day"]


def _entered(formsets: Sequence[Any]) -> Iterator[DayChange]:
    for formset in formsets:
        for row in formset.forms:
            if row.has_changed() and row not in formset.deleted_forms:
                said = row.cleaned_data
                yield DayChange(said["day"], said["is_open"], said["name"], said["basis"])
