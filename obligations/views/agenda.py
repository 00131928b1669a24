"""The calendar: a month as a grid and day by day, by the same filters as the register."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from obligations.clock import business_now, business_today
from obligations.outputs.icalendar import CONTENT_TYPE as CALENDAR
from obligations.outputs.icalendar import feed
from obligations.outputs.register_sheet import register_sheet
from obligations.outputs.spreadsheet import HEAD, cells, csv_text
from obligations.outputs.workbook import CONTENT_TYPE as WORKBOOK
from obligations.outputs.workbook import workbook
from obligations.queries.agenda import Agenda, month_of
from obligations.queries.calendar_entries import entries_of
from obligations.queries.choices import Choices, choices_for
from obligations.queries.lines import Line
from obligations.views.addresses import parameters
from obligations.views.looking import days_in_name, from_another_day, viewpoint_of
from obligations.views.requests import SignedInRequest
from obligations.views.view_choice import Chosen, chosen

_MONTH = re.compile(r"(\d{4})-(\d{2})")
YEARS = range(1900, 2200)
A_DAY = timedelta(days=1)


@require_safe
@from_another_day(as_at=True)
def agenda(request: SignedInRequest) -> HttpResponse:
    """A month. The month and the filter are in the address."""
    shown, first, found = _asked(request)
    list_only = request.GET.get("show") == "list"
    context = {
        "agenda": found,
        "shown": shown,
        "filters": shown.filters,
        "lists": _lists(shown, choices_for(request.user)),
        "problems": shown.problems,
        "today": business_today(),
        "month": first.strftime("%Y-%m"),
        "list_only": list_only,
        **_addresses(shown, first, list_only),
    }
    return render(request, "agenda/agenda.html", context)


def _asked(request: SignedInRequest) -> tuple[Chosen, date, Agenda]:
    """What the address asks for: the filter, the month's first day, and the month."""
    shown = chosen(request.user, request.GET)
    filters = replace(shown.filters, since=None, until=None, order="date")
    first = _month(request.GET.get("month", ""), shown.problems)
    found = month_of(request.user, filters, business_now(), first, business_today())
    return shown, first, found


def _month(text: str, problems: list[str]) -> date:
    """The first day of a month written as 2001-09; this month, and a sentence, for nonsense."""
    told = text.strip()[:20]
    read = _MONTH.fullmatch(told)
    if read and int(read[1]) in YEARS and 1 <= int(read[2]) <= 12:
        return date(int(read[1]), int(read[2]), 1)
    if told:
        problems.append(f"“{told}” is no month from 1900 to 2199; write it as 2001-09.")
    return business_today().replace(day=1)


def _addresses(shown: Chosen, first: date, list_only: bool) -> dict[str, Any]:
    """Where the months around this one are, the other look, the files, the feed."""
    look = {"show": "list"} if list_only else {}
    before, after = (first - A_DAY).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    return {
        "previous": (before, _address(shown, before, **look)) if before.year in YEARS else None,
        "following": (after, _address(shown, after, **look)) if after.year in YEARS else None,
        "now": _address(shown, business_today().replace(day=1), **look),
        "other_look": _address(shown, first, **({} if list_only else {"show": "list"})),
        "files": [
            (text, _address(shown, first, f"agenda_{name}"))
            for text, name in (("CSV", "csv"), ("Excel", "xlsx"), ("iCalendar", "ics"))
        ],
        "register": f"{reverse('register')}?{parameters(shown.filters) or 'all=1'}",
        "plain": f"{reverse('agenda')}?month={first:%Y-%m}",
    }


def _address(shown: Chosen, first: date, name: str = "agenda", **more: str) -> str:
    told = {"month": first.strftime("%Y-%m"), **more}
    if shown.view is not None:
        told["view"] = str(shown.view.id)
    return f"{reverse(name)}?{parameters(shown.filters, **told)}"


def _lists(shown: Chosen, choices: Choices) -> list[dict[str, Any]]:
    """The drop-down lists with what is chosen."""
    views = tuple((str(view.id), view.name) for view in shown.views)
    filters = shown.filters
    found = (
        ("agreement", "Agreement", choices.agreements, filters.agreement),
        ("party", "Party", choices.parties, filters.party),
        ("person", "Who answers", choices.persons, filters.person),
        ("kind", "Kind", choices.kinds, filters.kind),
        ("status", "Status", choices.statuses, filters.status),
        *((("view", "Saved view", views, shown.view and shown.view.id),) if views else ()),
    )
    return [
        {"name": name, "label": label, "choices": some, "chosen": str(value or "")}
        for name, label, some, value in found
    ]


@require_safe
@from_another_day(as_at=True)
def as_csv(request: SignedInRequest) -> HttpResponse:
    """The lines of a month as a CSV file, with the register's columns."""
    _, first, found = _asked(request)
    today = business_today()
    text = csv_text(HEAD, (cells(line, today) for line in found.lines))
    return _file(request, text.encode(), "text/csv; charset=utf-8", f"{first:%Y-%m}.csv")


@require_safe
@from_another_day(as_at=True)
def as_xlsx(request: SignedInRequest) -> HttpResponse:
    """The lines of a month as an Excel workbook."""
    _, first, found = _asked(request)
    note = f"Calendar, {_of(request, first)}"
    sheet = register_sheet(found.lines, business_today(), note, title="Calendar")
    return _file(request, workbook([sheet]), WORKBOOK, f"{first:%Y-%m}.xlsx")


@require_safe
@from_another_day(as_at=True)
def as_ics(request: SignedInRequest) -> HttpResponse:
    """The lines of a month as a calendar file."""
    shown, first, found = _asked(request)
    name = shown.view.name if shown.view else "Longstop"
    content = feed(f"{name}, {_of(request, first)}", entries_of(_own_lines(request, found.lines)))
    return _file(request, content, CALENDAR, f"{first:%Y-%m}.ics")


def _own_lines(request: SignedInRequest, lines: list[Line]) -> list[Line]:
    """Lines of another day as entries of their own: they must not move those of now."""
    point = viewpoint_of(request)
    return [replace(one, key=f"{one.key} {point.query}") for one in lines] if point else lines


def _of(request: SignedInRequest, first: date) -> str:
    """The month in words, and from where it is looked at."""
    point = viewpoint_of(request)
    return f"{first:%B %Y}, {point.words}" if point else f"{first:%B %Y}"


def _file(request: SignedInRequest, content: bytes, kind: str, name: str) -> HttpResponse:
    seen = f"seen-{days_in_name(request)}-" if viewpoint_of(request) else ""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="calendar-{seen}{name}"'
    return answer
