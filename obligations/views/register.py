"""The register: one table for everything, its filter in its address; and the agreements' list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agreements.models import Party, User
from agreements.queries import visible_parties
from agreements.walls import seeing_as
from obligations.clock import business_now, business_today
from obligations.engine.run import show
from obligations.outputs.register_sheet import register_sheet
from obligations.outputs.spreadsheet import HEAD, cells
from obligations.outputs.workbook import CONTENT_TYPE, workbook
from obligations.permissions import user_can_enter
from obligations.queries.agreement_list import agreement_rows
from obligations.queries.choices import Choices, choices_for
from obligations.queries.looking_back import Viewpoint, seen_from
from obligations.queries.party import parties_named
from obligations.queries.register import Filters, Page, every_line, page
from obligations.views.addresses import NAMES, parameters, register_address
from obligations.views.looking import days_in_name, from_another_day, viewpoint_of
from obligations.views.requests import SignedInRequest
from obligations.views.view_choice import chosen

TABS = (
    ("", "Everything"),
    ("active", "Active"),
    ("overdue", "Overdue"),
    ("due soon", "Due soon"),
    ("scheduled", "Scheduled"),
    ("awaiting", "Awaiting"),
    ("in force", "In force"),
)
# Of an address without a filter: else the register opens with the view that a person chose.
EVERYTHING = "all=1"
FEW_PARTIES = 5
# About so many are written in some seconds, while the page waits.
MOST_IN_EXCEL = 20_000
TOO_LONG = (
    f"An Excel file holds {MOST_IN_EXCEL:,} lines of the register at most, and these are more."
    " Narrow the filter, or export it as CSV."
)


@require_safe
@from_another_day(as_at=True)
def register(request: SignedInRequest) -> HttpResponse:
    """A page of the register. The filter, the order and the page's key are in the address."""
    shown = chosen(request.user, request.GET, opens=True)
    filters = shown.filters
    keys = {"after": request.GET.get("after", ""), "before": request.GET.get("before", "")}
    found = page(request.user, filters, business_now(), **keys)
    context = {
        "filters": filters,
        "problems": shown.problems,
        "shown": shown,
        "tabs": _tabs(filters),
        "lists": _lists(filters, choices_for(request.user)),
        "page": found,
        "today": business_today(),
        "parties": _parties(request.user, filters),
        **_addresses(filters, found, shown.view.id if shown.view else None),
    }
    return render(request, "register/register.html", context)


def _parties(user: User, filters: Filters) -> Iterable[Party]:
    """The party that the register is of, or those whose name has the words that are searched."""
    if filters.party is not None:
        return Party.objects.filter(pk__in=visible_parties(user)).filter(pk=filters.party)
    return parties_named(user, filters.text, FEW_PARTIES) if filters.text else ()


def _addresses(filters: Filters, found: Page, view: int | None) -> dict[str, str]:
    """Where the pages around this one are, the other order, the file, and the whole register."""
    turned = "date" if filters.order == "-date" else "-date"
    return {
        "previous": found.previous and register_address(filters, before=found.previous, view=view),
        "following": found.following
        and register_address(filters, after=found.following, view=view),
        "turned": register_address(replace(filters, order=turned), view=view),
        "told": parameters(filters) or EVERYTHING,
        "csv": register_address(filters, "register_csv"),
        "excel": register_address(filters, "register_xlsx"),
        "plain": f"{reverse('register')}?{EVERYTHING}",
    }


def _tabs(filters: Filters) -> list[dict[str, Any]]:
    """The statuses that are asked for most, with the rest of the filter kept."""
    return [
        {
            "text": text,
            "url": _told(register_address(replace(filters, status=status))),
            "current": filters.status == status,
        }
        for status, text in TABS
    ]


def _told(address: str) -> str:
    """The address, which says that it means everything where it would say nothing."""
    return address if "?" in address else f"{address}?{EVERYTHING}"


def _lists(filters: Filters, choices: Choices) -> list[dict[str, Any]]:
    """The drop-down lists with what is chosen."""
    lists = (
        ("agreement", "Agreement", choices.agreements),
        ("party", "Party", choices.parties),
        ("kind", "Kind", choices.kinds),
        ("status", "Status", choices.statuses),
        ("person", "Who answers", choices.persons),
        ("certainty", "How sure", choices.certainties),
    )
    return [
        {
            "name": NAMES[name],
            "label": label,
            "choices": found,
            "chosen": str(getattr(filters, name) or ""),
        }
        for name, label, found in lists
    ]


@require_safe
@from_another_day(as_at=True)
def as_csv(request: SignedInRequest) -> StreamingHttpResponse:
    """The whole of a filtered register as a CSV file, sent while it is read."""
    filters = chosen(request.user, request.GET).filters
    point = viewpoint_of(request)
    answer = StreamingHttpResponse(
        _csv_lines(request.user, filters, point), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="register-{days_in_name(request)}.csv"'
    return answer


@require_safe
@from_another_day(as_at=True)
def as_xlsx(request: SignedInRequest) -> HttpResponse:
    """The whole of a filtered register as an Excel workbook; a longer one only as CSV."""
    filters = chosen(request.user, request.GET).filters
    point = viewpoint_of(request)
    found = list(islice(every_line(request.user, filters, business_now()), MOST_IN_EXCEL + 1))
    if len(found) > MOST_IN_EXCEL:
        messages.error(request, TOO_LONG)
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse('register')}?{query}".rstrip("?"))
    seen = point.words if point else f"as at {show(business_today())}"
    sheet = register_sheet(found, business_today(), f"Register {seen}")
    answer = HttpResponse(workbook([sheet]), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="register-{days_in_name(request)}.xlsx"'
    return answer


def _csv_lines(user: User, filters: Filters, point: Viewpoint | None) -> Iterator[str]:
    """The file in pieces. It sees and looks back by itself: the request has ended by then."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    # Spreadsheets take the mark at the beginning as a sign that this is UTF-8.
    buffer.write("\ufeff")
    writer.writerow(HEAD)
    with seeing_as(user), seen_from(point) if point else nullcontext():
        today = business_today()
        for line in every_line(user, filters, business_now()):
            writer.writerow(cells(line, today))
            if buffer.tell() > 32_000:
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


@require_safe
@from_another_day(as_at=True)
def agreements(request: SignedInRequest) -> HttpResponse:
    """The agreements that the user may see, by reference."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    today: date = business_today()
    found = agreement_rows(
        request.user, business_now(), today, text=text, after=request.GET.get("after", "")[:100]
    )
    following = {"q": text, "after": found.following} if found.following else {}
    context = {
        "rows": found.rows,
        "text": text,
        "may_enter": user_can_enter(request.user),
        "parties": parties_named(request.user, text, FEW_PARTIES) if text else (),
        "today": today,
        "following": following and f"?{urlencode(following)}",
    }
    return render(request, "register/agreements.html", context)
