"""The pages of one agreement: what it is, its obligations, its timeline, its text, its history."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from obligations.clock import business_now, business_today
from obligations.outputs.timeline import draw
from obligations.permissions import user_can_enter
from obligations.queries.agreement import counts, overview
from obligations.queries.conventions import in_words
from obligations.queries.duties import duties_of
from obligations.queries.history import history_of
from obligations.queries.history_words import told
from obligations.queries.key_dates import key_date_lines
from obligations.queries.timeline import timeline_of
from obligations.views.agreement_tabs import tabs_of
from obligations.views.finding import find_agreement
from obligations.views.looking import from_another_day, known_on
from obligations.views.requests import SignedInRequest

# In the table beside the drawing; the register has them all.
LISTED = 500


def frame(request: SignedInRequest, agreement: Agreement, here: str) -> dict[str, Any]:
    """What every page of an agreement shows around its content."""
    return {
        "agreement": agreement,
        "tabs": tabs_of(agreement, counts(agreement), here, _kept(request)),
        "today": business_today(),
        "may_enter": user_can_enter(request.user),
    }


def _kept(request: SignedInRequest) -> str:
    """What the tabs carry to keep looking as known on a day; nothing for now."""
    sight = getattr(request, "sight", None)
    return sight.query if sight else ""


@require_safe
@from_another_day(as_at=True)
def agreement(request: SignedInRequest, reference: str) -> HttpResponse:
    """Its facts, what presses, its key dates, its parties, how it counts."""
    found = find_agreement(request.user, reference)
    now = business_now()
    key_dates = key_date_lines(found, now)
    context = frame(request, found, "agreement") | {
        "found": overview(found, now),
        "conventions": in_words(getattr(found, "conventions", None)),
        "known": [line for line in key_dates if line.is_known],
        "open": [line for line in key_dates if not line.is_known],
    }
    return render(request, "agreement/agreement.html", context)


@require_safe
@from_another_day(as_at=True)
def obligations(request: SignedInRequest, reference: str) -> HttpResponse:
    """Its obligations by section, prohibitions and rights apart; filtered by kind and status."""
    found = find_agreement(request.user, reference)
    chosen = {name: request.GET.get(name, "") for name in ("kind", "status")}
    context = frame(request, found, "duties") | {
        "duties": duties_of(found, business_now(), **chosen),
        "chosen": chosen,
    }
    return render(request, "agreement/obligations.html", context)


@require_safe
@from_another_day(as_at=True)
def timeline(request: SignedInRequest, reference: str) -> HttpResponse:
    """Its days and periods drawn, and the same as a table."""
    found = find_agreement(request.user, reference)
    known = timeline_of(found, business_now())
    drawing = draw(known, business_today(), f"Timeline of {found.reference}")
    context = frame(request, found, "timeline") | {
        "timeline": known,
        "drawing": drawing,
        "listed": known.items[:LISTED],
        "left_out": max(0, len(known.items) - LISTED),
    }
    return render(request, "agreement/timeline.html", context)


@require_safe
@from_another_day()
def history(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who changed what, when and why, a page at a time."""
    found = find_agreement(request.user, reference)
    acts = history_of(found, until=known_on(request), after=request.GET.get("after", ""))
    context = frame(request, found, "history") | {
        "acts": told(acts.acts),
        "following": f"?{urlencode({'after': acts.following})}" if acts.following else "",
        "is_later": "after" in request.GET,
    }
    return render(request, "agreement/history.html", context)
