"""Feeds of calendars: the file at a secret address, and the page where they are made and stopped.

The address is all that a calendar program has to show: whoever has it sees what
its owner sees. So it is random, kept as a hash, stopped by a click, and hidden
from every log (config/logs.py).
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.walls import in_own_transactions, seeing_as, seeing_everything
from obligations.actions import feeds as acts
from obligations.clock import business_now, machine_now
from obligations.forms.feed import FeedForm
from obligations.models import Feed
from obligations.outputs.icalendar import CONTENT_TYPE
from obligations.outputs.icalendar import feed as feed_file
from obligations.queries.feeds import entries_of_feed, feed_choices, feed_of_token, feeds_of
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.requests import SignedInRequest

READS_AND_WRITES = ["GET", "HEAD", "POST"]
PLAIN = "text/plain; charset=utf-8"
GONE = "This feed was stopped. Make a new one in Longstop, under My settings."
NONE = "There is no feed at this address."


@require_safe
@login_not_required
@in_own_transactions
@sensitive_variables("token")
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The file of a feed, as its owner may see it now: 304 unless it changed, 410 once stopped."""
    with seeing_everything():
        row = feed_of_token(token)
    if row is None:
        return _plain(NONE, 404)
    if row.revoked_at is not None or not row.owner.is_active:
        return _plain(GONE, 410)
    at = machine_now()
    with seeing_as(row.owner):
        content = feed_file(row.name, entries_of_feed(row, business_now(), at))
        etag = hashlib.sha256(content).hexdigest()
        changed = acts.note_fetch(row, etag, at)
    whole = HttpResponse(content, content_type=CONTENT_TYPE)
    since = int(changed.timestamp())
    whole["Content-Disposition"] = 'inline; filename="longstop.ics"'
    whole["ETag"], whole["Last-Modified"] = f'"{etag}"', http_date(since)
    answer = get_conditional_response(request, whole["ETag"], since, whole)
    assert answer is not None
    # Kept by the program that fetches it alone, and asked for again each time.
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _plain(words: str, status: int) -> HttpResponse:
    answer = HttpResponse(f"{words}\n", content_type=PLAIN, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(READS_AND_WRITES)
@never_cache
def feeds(request: SignedInRequest) -> HttpResponse:
    """A person's feeds, and a new one, whose address is shown in the answer and never again."""
    choices = feed_choices(request.user)
    form = FeedForm(choices, request.POST or None, initial={"about": request.GET.get("about")})
    made: list[tuple[Feed, str]] = []

    def make() -> None:
        told = form.cleaned_data
        made.append(acts.make_feed(about=told["about"], name=told["name"], by=request.user))

    status = 200
    if request.method == "POST":
        status = 200 if form.is_valid() and done(form, make) else UNPROCESSABLE
    context: dict[str, Any] = {"form": form, **_rows(request)}
    if made:
        context |= {"made": made[0][0], "address": _address(made[0][1])}
        context["form"] = FeedForm(choices)
    return render(request, "settings/feeds_page.html", context, status=status)


def _rows(request: SignedInRequest) -> dict[str, Any]:
    return {"feeds": list(feeds_of(request.user))}


def _address(token: str) -> str:
    return f"{settings.LONGSTOP_BASE_URL}{reverse('feed', args=[token])}"


@require_POST
def stop_feed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stops a feed of one's own."""
    row = feeds_of(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such feed of yours.")
    acts.stop_feed(feed=row, by=request.user)
    messages.success(request, f"“{row.name}” is stopped: its address answers no more.")
    return HttpResponseRedirect(reverse("feeds"))
