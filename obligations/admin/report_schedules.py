"""Reports by mail in data entry: set up and changed by the form of their own pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agreements.audit import Unexplained
from agreements.models import User
from obligations.actions import report_schedules as acts
from obligations.admin.base import EntryAdmin, user_of, yes_or_no
from obligations.admin.errors import sentences
from obligations.admin.site import site
from obligations.engine.errors import EngineError
from obligations.forms.report_schedule import ScheduleForm
from obligations.models import ReportSchedule
from obligations.permissions import NotAllowed, user_can_change_schedule
from obligations.queries.report_rhythm import hour_come, next_turn, visible_schedules

PARTS = (
    ("What", ("name", "kind", "scope", "agreement", "party", "horizon", "format")),
    ("When", ("rhythm", "weekday", "month_day", "hour", "zone")),
    ("For whom", ("recipients", "attach")),
)


@admin.register(ReportSchedule, site=site)
class ReportScheduleAdmin(EntryAdmin):
    """Schedules of reports that the person made or gets reports by; for administrators all.

    Whoever only gets reports by one is led to its page, where they can take themselves off.
    """

    change_form_template = "admin/entry/report_schedule.html"
    active = yes_or_no("is_active", "active")
    list_filter = ("kind", "rhythm")
    list_display = ("name", "kind", "when", "active", "made_by", "error")
    search_fields = ("name",)
    ordering = ("name", "id")

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return visible_schedules(user_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and user_can_change_schedule(user_of(request), obj)

    def take_out(self, row: models.Model, by: User, reason: str) -> None:
        assert isinstance(row, ReportSchedule)
        acts.give_up(schedule=row, by=by, reason=reason)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, which saves through the same actions as the page of reports by mail."""
        row = None if object_id is None else self.get_object(request, object_id)
        if object_id is not None and row is None:
            raise Http404("There is no such schedule, or it is somebody else's.")
        if row is not None and not user_can_change_schedule(user_of(request), row):
            return HttpResponseRedirect(f"{reverse('report_schedules')}#s{row.pk}")
        form = ScheduleForm(user_of(request), request.POST or None, {}, row)
        if request.method == "POST" and form.is_valid():
            saved = _save(form, row, user_of(request))
            if saved is not None:
                return self._onward(request, saved)
        return self._shown(request, form, row, form_url)

    def _onward(self, request: HttpRequest, row: ReportSchedule) -> HttpResponse:
        messages.success(request, f"“{row}” is saved: {row.when}.")
        names = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse(f"{names}_add"))
        if "_continue" in request.POST:
            return HttpResponseRedirect(reverse(f"{names}_change", args=[row.pk]))
        return HttpResponseRedirect(reverse(f"{names}_changelist"))

    def _shown(
        self, request: HttpRequest, form: ScheduleForm, row: ReportSchedule | None, form_url: str
    ) -> HttpResponse:
        parts = [(name, {"fields": fields}) for name, fields in PARTS]
        shown = AdminForm(form, parts, {}, (), model_admin=self)  # type: ignore[arg-type]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{'Change' if row else 'Add'} {self.opts.verbose_name}",
            "adminform": shown,
            "original": row,
            "next": row and row.is_active and next_turn(row, hour_come(row)),
            "is_popup": False,
            "errors": form.errors,
            "media": self.media,
            "inline_admin_formsets": [],
            "show_save_as_new": False,
        }
        is_new = row is None
        return self.render_change_form(
            request, context, add=is_new, change=not is_new, form_url=form_url, obj=row
        )


def _save(form: ScheduleForm, row: ReportSchedule | None, by: User) -> ReportSchedule | None:
    """Sets it up or changes it; None with the reason in the form where it is refused."""
    try:
        with transaction.atomic():
            if row is None:
                return acts.set_up(**form.what, by=by)
            reason = form.cleaned_data["reason"]
            return acts.change(schedule=row, **form.what, by=by, reason=reason)
    except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return None
