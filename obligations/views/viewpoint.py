"""From which day a page looks: `?as_at=` and `?known_on=`. Such pages are for reading alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agreements.models import Agreement
from obligations.clock import business_today
from obligations.engine.run import show
from obligations.forms.days import read_day
from obligations.models import Obligation
from obligations.queries.as_known import (
    Viewpoint,
    begins,
    duty_seen,
    key_dates_seen,
    lines_seen,
    page_seen,
)
from obligations.queries.register import Filters
from obligations.views.addresses import parameters
from obligations.views.requests import SignedInRequest

# The parts of Today that make sense on another day, with their filters.
PARTS = (
    ("Overdue", "overdue"),
    ("Due today", "due today"),
    ("Due soon", "due soon"),
    ("Prohibitions in force", "in force"),
    ("Open", "open"),
    ("Awaiting an event", "awaiting"),
)
FIRST = 10


def viewpoint_of(request: HttpRequest) -> Viewpoint | None:
    """The viewpoint that an address names; None for now.

    A day that cannot be read, or is still to come, is told, and the page shows now.
    """
    point = Viewpoint(
        day_asked(request, "as_at", "As at"), day_asked(request, "known_on", "As known on")
    )
    return point if point.as_at or point.known_on else None


def day_asked(request: HttpRequest, name: str, words: str) -> date | None:
    """A past day that an address names; what is wrong with one is told, and now is shown."""
    text = request.GET.get(name, "").replace("\0", "").strip()
    if not text:
        return None
    try:
        day = read_day(text)
    except ValidationError as error:
        messages.error(request, f"{words}: {error.messages[0]}")
        return None
    if day > business_today():
        messages.error(request, f"{words}: {show(day)} is still to come; choose a day until today.")
        return None
    return day


def today_seen(request: SignedInRequest, point: Viewpoint) -> HttpResponse:
    """Today, from another day."""
    parts = []
    for title, status in PARTS:
        found, count = lines_seen(request.user, point, Filters(status=status), FIRST)
        address = f"?{point.query}&{parameters(Filters(status=status))}"
        parts.append({"title": title, "lines": found, "count": count, "register": address})
    return _shown(request, point, "today", {"parts": parts})


def register_seen(request: SignedInRequest, point: Viewpoint, filters: Filters) -> HttpResponse:
    """The register, from another day; its filter stays."""
    keys = {"after": request.GET.get("after", ""), "before": request.GET.get("before", "")}
    found = page_seen(request.user, filters, point, **keys)
    told = f"?{point.query}&{parameters(filters)}".rstrip("&")
    context = {
        "page": found,
        "filters": filters,
        "csv": f"{reverse('register_csv')}{told}",
        "excel": f"{reverse('register_xlsx')}{told}",
        "previous": found.previous and f"{told}&{parameters(Filters(), before=found.previous)}",
        "following": found.following and f"{told}&{parameters(Filters(), after=found.following)}",
    }
    return _shown(request, point, "register", context)


def agreement_seen(
    request: SignedInRequest, point: Viewpoint, agreement: Agreement
) -> HttpResponse:
    """An agreement, from another day: what had happened, and every date."""
    filters = Filters(agreement=agreement.reference)
    found, count = lines_seen(request.user, point, filters)
    context = {
        "agreement": agreement,
        "key_dates": key_dates_seen(agreement, point),
        "lines": found,
        "count": count,
    }
    return _shown(request, point, "agreement", context)


def obligation_seen(
    request: SignedInRequest, point: Viewpoint, obligation: Obligation
) -> HttpResponse:
    """An obligation, from another day: its words, its dates, what was agreed or decided."""
    context = {
        "obligation": obligation,
        "agreement": obligation.agreement,
        "seen": duty_seen(obligation, point),
    }
    return _shown(request, point, "obligation", context)


def _shown(
    request: SignedInRequest, point: Viewpoint, name: str, context: dict[str, Any]
) -> HttpResponse:
    """The page; before the record begins it says when it does."""
    first = begins(request.user) if point.known_on else None
    early = first if first and point.known_on and point.known_on < first else None
    return render(request, f"as_known/{name}.html", {**context, "point": point, "begins": early})
