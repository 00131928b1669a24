"""Pages looked at from another day: `?known_on=` shows them as they stood that evening.

One mechanism for all: the page's own view and queries, on the rows as they were
recorded by then, with the business clock at that day. Nothing can be entered.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse

from agreements.models import User
from obligations.clock import looking_from
from obligations.queries.as_known import Viewpoint, begins
from obligations.queries.looking_back import reading_as_known
from obligations.views.requests import SignedInRequest
from obligations.views.viewpoint import day_asked

Rest = ParamSpec("Rest")
View = Callable[Concatenate[SignedInRequest, Rest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at: from where, whether it can be asked as at a day, what is amiss.

    `asks_itself`: it has an as-at field of its own. `refused`: an as-at day that
    was asked for and means nothing here. `begins`: the first day on record, where
    nothing was yet.
    """

    point: Viewpoint | None
    as_at: bool
    asks_itself: bool
    refused: bool = False
    begins: date | None = None

    @property
    def query(self) -> str:
        """What addresses carry to keep looking as known on that day."""
        known_on = self.point.known_on if self.point else None
        return urlencode({"known_on": known_on.isoformat()}) if known_on else ""


def from_another_day(
    *, as_at: bool = False, asks_itself: bool = False
) -> Callable[[View[Rest]], View[Rest]]:
    """Lets a view be looked at as known on a day, and with `as_at` as at a day too.

    `asks_itself`: the page has an as-at field of its own, which may name any day.
    A form that is sent is never looked at from another day.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def seen(request: SignedInRequest, *args: Rest.args, **more: Rest.kwargs) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return view(request, *args, **more)
            sight = request.sight = _sight(request, as_at, asks_itself)
            if sight.point is None:
                return view(request, *args, **more)
            known_on = sight.point.known_on
            reading = reading_as_known(known_on) if known_on else nullcontext()
            with looking_from(sight.point.day), reading:
                return view(request, *args, **more)

        return seen

    return decorate


def _sight(request: SignedInRequest, as_at: bool, asks_itself: bool) -> Sight:
    known_on = day_asked(request, "known_on", "As known on")
    day = day_asked(request, "as_at", "As at") if as_at else None
    point = Viewpoint(day, known_on) if day or known_on else None
    refused = bool(request.GET.get("as_at")) and not (as_at or asks_itself)
    return Sight(point, as_at, asks_itself, refused, _not_yet(request.user, known_on))


def _not_yet(user: User, known_on: date | None) -> date | None:
    """The day on which the record begins, where that is later than what is asked for."""
    first = begins(user) if known_on else None
    return first if first and known_on and known_on < first else None
