"""The demonstration's clock: buttons for a day, a week and a month forward."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST
from django_q.tasks import async_task

from agreements.walls import in_own_transactions
from obligations.actions.clock import Moved, forward
from obligations.clock import business_today
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.views.going_back import way_back
from obligations.views.requests import SignedInRequest

STEPS: dict[str, timedelta | relativedelta] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": relativedelta(months=1),
}


@in_own_transactions
@require_POST
def forward_clock(request: SignedInRequest) -> HttpResponse:
    """Moves the clock, has the queue send what that made, and tells what happened."""
    step = STEPS.get(request.POST.get("by", ""))
    if step is None:
        messages.error(request, "Say by how much: one day, one week or one month.")
        return HttpResponseRedirect(way_back(request))
    try:
        moved = forward(to=_reached(business_today(), step), by=request.user)
    except EngineError as error:
        messages.error(request, str(error))
    else:
        async_task("obligations.tasks.ring")
        messages.success(request, told(moved))
    return HttpResponseRedirect(way_back(request))


def _reached(today: date, step: timedelta | relativedelta) -> date:
    return today + step


def told(moved: Moved) -> str:
    """What a move did, in a sentence or two."""
    parts = [
        _counted(moved.planned, "reminder planned", "reminders planned"),
        _counted(moved.queued, "mail queued", "mails queued"),
    ]
    if moved.recomputed:
        parts.append(_counted(moved.recomputed, "agreement", "agreements") + " worked out again")
    return f"It is {show(moved.day)} now: {', '.join(parts)}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"
