"""Schedules: the tables of an agreement, their texts side by side, and changing a row."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from obligations.actions import schedules as acting_on
from obligations.forms.schedule import ReasonForm, RowForm, ScheduleForm, TableForm
from obligations.models import Schedule, ScheduleRow, ScheduleText
from obligations.permissions import check_user_can_enter
from obligations.queries.schedules import (
    as_typed,
    row_of,
    schedule_detail,
    schedule_details,
    schedule_of,
    selection_as_typed,
    text_of,
    texts_as_typed,
)
from obligations.tables_of import columns_of
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_key_date, not_there
from obligations.views.looking import from_another_day
from obligations.views.previewed import Previewed
from obligations.views.requests import SignedInRequest

DONE = "The table is changed, and what hangs on it is worked out."


@require_safe
@from_another_day()
def schedules(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every schedule of an agreement, by the text that counts."""
    found = find_agreement(request.user, reference)
    context = frame(request, found, "schedules") | {"details": schedule_details(found)}
    return render(request, "schedule/schedules.html", context)


@require_safe
@from_another_day()
def schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """One schedule by one of its texts (?text=), and how another text differs."""
    found = _schedule(request, pk)
    wanted = request.GET.get("text", "")
    text = found.texts.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
    context = frame(request, found.agreement, "schedules") | {
        "detail": schedule_detail(found, text)
    }
    return render(request, "schedule/schedule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changes a row after showing what that moves."""
    row = _row(request, pk)

    def do(form: RowForm, request: SignedInRequest, document: Any) -> Any:
        reason = form.cleaned_data["reason"]
        return acting_on.change_row(row=row, cells=form.cells(), by=request.user, reason=reason)

    form = RowForm(_sent(request), columns=columns_of(row.text.schedule), cells=row.cells)
    return _previewed(request, row.text, "Change a row", form, do)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adds a row to a text."""
    text = _text(request, pk)

    def do(form: RowForm, request: SignedInRequest, document: Any) -> Any:
        reason = form.cleaned_data["reason"]
        return acting_on.add_row(text=text, cells=form.cells(), by=request.user, reason=reason)

    form = RowForm(_sent(request), columns=columns_of(text.schedule), cells={})
    return _previewed(request, text, "Add a row", form, do)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a row out."""
    row = _row(request, pk)

    def do(form: ReasonForm, request: SignedInRequest, document: Any) -> Any:
        again = ScheduleRow.objects.select_related("text__schedule__agreement").get(pk=pk)
        reason = form.cleaned_data["reason"]
        return acting_on.remove_row(row=again, by=request.user, reason=reason)

    return _previewed(request, row.text, "Take a row out", ReasonForm(_sent(request)), do, str(row))


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: SignedInRequest, pk: int) -> HttpResponse:
    """Has another text count."""
    text = _text(request, pk)

    def do(form: ReasonForm, request: SignedInRequest, document: Any) -> Any:
        reason = form.cleaned_data["reason"]
        return acting_on.count_text(text=text, by=request.user, reason=reason)

    title = "Take the dates from this text"
    return _previewed(request, text, title, ReasonForm(_sent(request)), do, str(text))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, reference: str) -> HttpResponse:
    """Enters a schedule."""
    found = find_agreement(request.user, reference)
    check_user_can_enter(request.user, found)
    form = ScheduleForm(_sent(request), texts=())
    then = reverse("schedules", args=[found.reference])
    return _entering(request, Schedule(agreement=found), form, "Enter a schedule", then)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changes a whole table: its columns, its texts, all rows."""
    found = _schedule(request, pk)
    check_user_can_enter(request.user, found.agreement)
    form = ScheduleForm(_sent(request), texts=texts_as_typed(found), initial=as_typed(found))
    then = reverse("schedule", args=[found.pk])
    return _entering(request, found, form, "Change the table", then)


def _entering(
    request: SignedInRequest, row: Schedule, form: ScheduleForm, title: str, then: str
) -> HttpResponse:
    pk = row.pk

    def do(form: ScheduleForm, request: SignedInRequest, document: Any) -> Any:
        row = Schedule.objects.get(pk=pk) if pk else Schedule(agreement=agreement)
        columns, identified_by, texts = form.read()
        given = form.cleaned_data
        row.name, row.section, row.about = given["name"], given["section"], given["about"]
        row.columns, row.identified_by = columns, identified_by
        reason = given["reason"]
        return acting_on.save_schedule(row=row, texts=texts, by=request.user, reason=reason)

    agreement = row.agreement
    return Previewed(
        request, agreement, title, form, do, here="schedules", then=then, says=DONE
    ).answer()


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Has a set of dates follow a table."""
    found = find_key_date(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    initial = {"schedule": found.schedule_id, **selection_as_typed(found)}
    form = TableForm(_sent(request), agreement=found.agreement, initial=initial)

    def do(form: TableForm, request: SignedInRequest, document: Any) -> Any:
        return acting_on.take_from_table(
            key_date=find_key_date(request.user, pk),
            schedule=form.cleaned_data["schedule"],
            selection=form.selection(),
            by=request.user,
            reason=form.cleaned_data["reason"],
        )

    return Previewed(
        request,
        found.agreement,
        "Take the dates from a table",
        form,
        do,
        here="schedules",
        then=reverse("key_date", args=[found.pk]),
        says=DONE,
        context={"about": found.name},
    ).answer()


def _schedule(request: SignedInRequest, pk: int) -> Schedule:
    try:
        return schedule_of(request.user, pk)
    except Schedule.DoesNotExist:
        not_there("schedule")


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _row(request: SignedInRequest, pk: int) -> ScheduleRow:
    try:
        return row_of(request.user, pk)
    except ScheduleRow.DoesNotExist:
        not_there("row")


def _text(request: SignedInRequest, pk: int) -> ScheduleText:
    try:
        return text_of(request.user, pk)
    except ScheduleText.DoesNotExist:
        not_there("schedule")


def _previewed(
    request: SignedInRequest, text: ScheduleText, title: str, form: Any, do: Any, about: str = ""
) -> HttpResponse:
    schedule = text.schedule
    check_user_can_enter(request.user, schedule.agreement)
    then = f"{reverse('schedule', args=[schedule.pk])}?text={text.pk}"
    return Previewed(
        request,
        schedule.agreement,
        title,
        form,
        do,
        here="schedules",
        then=then,
        says=DONE,
        context={"about": about or str(text)},
    ).answer()
