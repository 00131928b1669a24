"""Parties: who they are in which agreement, and all that is owed by and to each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from agreements.models import Party
from obligations.clock import business_now, business_today
from obligations.engine.run import show
from obligations.outputs.party_sheets import PARTY_HEAD, party_rows, party_sheets
from obligations.outputs.spreadsheet import csv_text
from obligations.outputs.workbook import CONTENT_TYPE, workbook
from obligations.queries.party import (
    MOST,
    MOST_IN_FILES,
    PartyPage,
    parties_named,
    party_of,
    party_page,
    with_roles,
)
from obligations.views.finding import not_there
from obligations.views.looking import days_in_name, from_another_day, viewpoint_of
from obligations.views.requests import SignedInRequest

LISTED = 200


def find(request: SignedInRequest, pk: int, most: int = MOST) -> PartyPage:
    """A party for its reader, or a page that says that there is none."""
    try:
        row = party_of(request.user, pk)
    except Party.DoesNotExist:
        not_there("party")
    return party_page(request.user, row, business_now(), business_today(), most)


@require_safe
@from_another_day(as_at=True)
def parties(request: SignedInRequest) -> HttpResponse:
    """The parties of the agreements that a person may see, by name."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = list(with_roles(request.user, parties_named(request.user, text, LISTED + 1)))
    context = {"rows": rows[:LISTED], "more": len(rows) > LISTED, "most": LISTED, "text": text}
    return render(request, "party/parties.html", context)


@require_safe
@from_another_day(as_at=True)
def party(request: SignedInRequest, pk: int) -> HttpResponse:
    """A party's page."""
    page = find(request, pk)
    context = {
        "page": page,
        "party": page.party,
        "shown": [part for part in page.parts if part.lines],
        "register": f"{reverse('register')}?party={pk}",
        "calendar": f"{reverse('agenda')}?party={pk}",
        "today": business_today(),
    }
    return render(request, "party/party.html", context)


@require_safe
@from_another_day(as_at=True)
def as_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is owed by and to a party as a CSV file: the register's columns and the side."""
    page = find(request, pk, MOST_IN_FILES)
    text = csv_text(PARTY_HEAD, party_rows(page, business_today()))
    return _file(request, text.encode(), "text/csv; charset=utf-8", page.party, "csv")


@require_safe
@from_another_day(as_at=True)
def as_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """A party as an Excel workbook, a sheet for each part of its page."""
    page, today = find(request, pk, MOST_IN_FILES), business_today()
    point = viewpoint_of(request)
    note = f"{page.party.name}, {point.words if point else f'as at {show(today)}'}"
    content = workbook(party_sheets(page, today, note))
    return _file(request, content, CONTENT_TYPE, page.party, "xlsx")


def _file(
    request: SignedInRequest, content: bytes, kind: str, row: Party, ending: str
) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"{slugify(row.name) or f'party-{row.pk}'}-{days_in_name(request)}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
