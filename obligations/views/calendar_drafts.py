"""Changing a calendar: a draft, what it would move, and putting it in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agreements.audit import Unexplained
from obligations.actions import calendars as drafting
from obligations.actions.calendar_applying import Changed, Effect, apply, foresee
from obligations.calendar_file import MOST_BYTES, NotAList, read_days
from obligations.engine.calendars import SHIPPED
from obligations.engine.errors import EngineError
from obligations.forms.calendar import (
    ApplyForm,
    DayForm,
    FrameForm,
    ListForm,
    OwnForm,
    ReasonForm,
    frame_of,
)
from obligations.forms.days import read_day
from obligations.models import CalendarVersion
from obligations.permissions import check_user_can_administer
from obligations.policies import NotNow
from obligations.queries.calendar_versions import draft_with_id, what_a_draft_changes
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.calendars import find, frame
from obligations.views.requests import SignedInRequest

# Beginning


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begins a calendar of the firm's own."""
    check_user_can_administer(request.user)
    form = OwnForm(request.POST or None)

    def act() -> CalendarVersion:
        said = form.cleaned_data
        return drafting.begin_own(
            name=said["name"], said=form.said(said["upon"]), by=request.user, reason=said["reason"]
        )

    return _began(request, form, act, "calendars/new.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, name: str) -> HttpResponse:
    """Begins a change of a calendar, with its first day or without one yet."""
    check_user_can_administer(request.user)
    found = find(name)
    empty = request.POST.get("do") == "empty"
    form = DayForm(request.POST or None if not empty else None)
    bare = ReasonForm(request.POST if empty else None, prefix="bare")

    def act() -> CalendarVersion:
        reason = (bare if empty else form).cleaned_data["reason"]
        draft = drafting.begin_change(name=found.id, by=request.user, reason=reason)
        if not empty:
            drafting.put_days(draft=draft, days=[form.change()], by=request.user, reason=reason)
        return draft

    context = frame(request, found) | {"bare": bare, "form": form}
    return _began(request, bare if empty else form, act, "calendars/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def go_back(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    """Begins to undo: a draft that says what an older version said."""
    check_user_can_administer(request.user)
    found, older = find(name), find(name, number)
    form = ReasonForm(request.POST or None)

    def act() -> CalendarVersion:
        return drafting.begin_return(
            name=found.id, number=number, by=request.user, reason=form.cleaned_data["reason"]
        )

    context = frame(request, found) | {"older": older, "number": number}
    return _began(request, form, act, "calendars/return.html", context)


def _began(
    request: SignedInRequest,
    form: forms.Form,
    act: Callable[[], CalendarVersion],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The page with its form, or on to the draft that was begun."""
    made: list[CalendarVersion] = []
    if request.method == "POST" and form.is_valid() and done(form, lambda: made.append(act())):
        return redirect("calendar_draft", pk=made[0].pk)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


# The draft

PARTS: dict[str, type[forms.Form]] = {"day": DayForm, "list": ListForm, "frame": FrameForm}


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft: what it changes so far, and the forms to change more."""
    check_user_can_administer(request.user)
    row = _find(pk)
    page = {name: _part(request, row, name) for name in PARTS}
    do = request.POST.get("do", "")
    if request.method == "POST" and do in page:
        form = page[do]
        if form.is_valid() and done(form, lambda: _act(request, row, do, form)):
            return redirect("calendar_draft", pk=pk)
    failed = any(form.errors for form in page.values())
    context = _about(request, row) | {"parts": page, "do": do}
    status = UNPROCESSABLE if failed else 200
    return render(request, "calendars/draft.html", context, status=status)


def _part(request: SignedInRequest, row: CalendarVersion, name: str) -> forms.Form:
    mine = request.method == "POST" and request.POST.get("do") == name
    data, files = (request.POST, request.FILES) if mine else (None, None)
    if name == "frame":
        ships = row.calendar.name in SHIPPED
        return FrameForm(data, initial=frame_of(row), ships=ships, prefix=name)
    return PARTS[name](data, files, prefix=name)


def _act(request: SignedInRequest, row: CalendarVersion, do: str, form: Any) -> None:
    by, reason = request.user, form.cleaned_data["reason"]
    if do == "frame":
        drafting.change_frame(draft=row, said=form.said(row.upon), by=by, reason=reason)
        messages.success(request, "The draft is changed.")
        return
    days = [form.change()] if do == "day" else _listed(form.cleaned_data["file"])
    count = drafting.put_days(draft=row, days=days, by=by, reason=reason, skip_known=do == "list")
    known = len(days) - count
    told = f"{count} day{'s' * (count != 1)} changed in the draft"
    messages.success(request, f"{told}; {known} stood there already." if known else f"{told}.")


def _listed(upload: Any) -> list[Any]:
    if upload.size > MOST_BYTES:
        raise NotAList("The file is too large for a list of closures: 1 MB is the most.")
    return read_days(upload.read())


@require_POST
def alter(request: SignedInRequest, pk: int) -> HttpResponseRedirect:
    """Takes a day out of a draft, brings a stale one up to date, or gives it up."""
    check_user_can_administer(request.user)
    row = _find(pk)
    then = reverse("calendar_draft", args=[pk])
    try:
        with transaction.atomic():
            then = _altered(request, row) or then
    except (EngineError, Unexplained, forms.ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    return HttpResponseRedirect(then)


def _altered(request: SignedInRequest, row: CalendarVersion) -> str | None:
    match request.POST.get("do"):
        case "take out":
            day = read_day(request.POST.get("day", ""))
            drafting.take_out(draft=row, day=day, by=request.user)
        case "bring up to date":
            drafting.bring_up_to_date(draft=row, by=request.user)
            messages.success(request, "The draft now stands upon the version in force.")
        case "discard":
            reason = request.POST.get("reason", "")
            drafting.discard(draft=row, by=request.user, reason=reason)
            messages.success(request, f"The draft of {row.calendar} is discarded.")
            return reverse("calendars")
        case _:
            raise NotNow("Press one of the buttons.")
    return None


# What it moves, and putting it in force


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every date that a draft would move, and the form that puts it in force."""
    check_user_can_administer(request.user)
    row = _find(pk)
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_applied(request, row, form):
        return redirect("calendar_versions", name=row.calendar.name)
    effect, error = _foreseen(request, row)
    context = _about(request, row) | {"effect": effect, "error": error, "form": form}
    status = UNPROCESSABLE if form.errors or error else 200
    return render(request, "calendars/preview.html", context, status=status)


def _is_applied(request: SignedInRequest, row: CalendarVersion, form: ApplyForm) -> bool:
    said = form.cleaned_data
    try:
        with transaction.atomic():
            found = apply(draft=row, by=request.user, **said)
    except Changed as error:
        messages.warning(request, str(error))
        return False
    except (EngineError, Unexplained) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _told(row, found))
    return True


def _told(row: CalendarVersion, found: Effect) -> str:
    moved = len(found.moved) + found.hidden_moved
    kept = len(found.kept) + found.hidden_kept
    stay = f" {kept} that somebody has decided stay{'s' * (kept == 1)} as it is." if kept else ""
    moves = f"{moved} date{'s' * (moved != 1)} moved."
    return f"{row.calendar} is in force as version {found.label}: {moves}{stay}"


def _foreseen(request: SignedInRequest, row: CalendarVersion) -> tuple[Effect | None, str]:
    try:
        return foresee(draft=row, by=request.user), ""
    except EngineError as error:
        return None, str(error)


def _about(request: SignedInRequest, row: CalendarVersion) -> dict[str, Any]:
    """What every page of a draft shows."""
    return {
        "draft": row,
        "name": row.calendar.name,
        "difference": what_a_draft_changes(row),
        "ships": row.calendar.name in SHIPPED,
        "stale": _stale(row),
    }


def _stale(row: CalendarVersion) -> str:
    """Why a draft cannot be applied as it is; empty for one that can."""
    try:
        drafting.check_is_draft(row)
        drafting.check_is_current(row)
    except NotNow as error:
        return str(error)
    return ""


def _find(pk: int) -> CalendarVersion:
    try:
        return draft_with_id(pk)
    except CalendarVersion.DoesNotExist as error:
        raise Http404("There is no such draft.") from error
