"""Calendars of business days: which there are, a year of one, its versions, as a file."""

from __future__ import annotations

import csv
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from obligations.clock import business_today
from obligations.engine.calendars import BusinessCalendar
from obligations.permissions import user_can_administer
from obligations.queries import calendars as queries
from obligations.queries.calendar_uses import members
from obligations.queries.calendar_versions import drafts_of, version_lines
from obligations.queries.calendar_warnings import open_warnings
from obligations.views.requests import SignedInRequest

SHOWN_USERS = 12


@require_safe
def calendars(request: SignedInRequest) -> HttpResponse:
    """All calendars, with their versions, ranges and sources, and how many agreements use each."""
    single, joint = queries.calendar_lines(request.user)
    may = user_can_administer(request.user)
    context = {
        "single": single,
        "joint": joint,
        "new": queries.new_drafts() if may else [],
        "may": may,
        "warnings": open_warnings(request.user) if may else [],
        "today": business_today(),
    }
    return render(request, "calendars/calendars.html", context)


@require_safe
def calendar(request: SignedInRequest, name: str) -> HttpResponse:
    """A year of a calendar, single or joint: its months, its closings with their sources."""
    number = _number(request.GET.get("version"))
    found = find(name, number)
    year = _number(request.GET.get("year"))
    users = queries.users_of(request.user, found.id)
    context = frame(request, found) | {
        "year": queries.year_of(found, business_today().year if year is None else year),
        "weekend": queries.weekend_in_words(found),
        "readings": queries.other_readings(found.id),
        "users": users[:SHOWN_USERS],
        "more_users": len(users) - SHOWN_USERS,
        "version": number,
        "here": "year",
    }
    return render(request, "calendars/calendar.html", context)


@require_safe
def versions(request: SignedInRequest, name: str) -> HttpResponse:
    """The versions of a single calendar, and what each of them changed."""
    found = find(name)
    if len(found.members) > 1:
        raise Http404("A joint calendar has the versions of its members.")
    context = frame(request, found) | {"versions": version_lines(found.id), "here": "versions"}
    return render(request, "calendars/versions.html", context)


@require_safe
def as_csv(request: SignedInRequest, name: str) -> HttpResponse:
    """The closings of a calendar as a file, in the form in which a list is read."""
    found = find(name, _number(request.GET.get("version")))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.id}.csv"'
    # Spreadsheets take the mark at the beginning as a sign that this is UTF-8.
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(("date", "state", "name", "source"))
    writer.writerows(queries.as_rows(found))
    return answer


def find(name: str, number: int | None = None) -> BusinessCalendar:
    """A calendar by the id in an address. Raises Http404 with a sentence."""
    try:
        return queries.find(name, number)
    except queries.NoSuchCalendar as error:
        raise Http404(str(error)) from error


def frame(request: SignedInRequest, found: BusinessCalendar) -> dict[str, Any]:
    """What every page of a calendar shows around its content."""
    single = len(found.members) == 1
    may = user_can_administer(request.user)
    return {
        "calendar": found,
        "single": single,
        "parts": members(found.id),
        "may": may,
        "drafts": drafts_of(found.id) if may and single else [],
        "fixed": found.id in queries.FIXED,
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
