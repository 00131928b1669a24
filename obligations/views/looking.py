"""Pages looked at from another day: `?as_at=` judges them then, `?known_on=` shows what was known.

One mechanism for all: the page's own view and queries, on the rows as they stood
then, with the business clock at that day. Nothing can be entered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase

from agreements.models import User
from obligations.clock import business_today
from obligations.engine.run import show
from obligations.forms.days import read_day
from obligations.forms.fields import EARLIEST
from obligations.permissions import NotAllowed
from obligations.queries.looking_back import Viewpoint, begins, seen_from
from obligations.views.kept_days import LOOKS_BACK, keep_days
from obligations.views.requests import SignedInRequest

Rest = ParamSpec("Rest")
View = Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at: from where, whether it can be asked as at a day, what is amiss.

    `asks_itself`: it has an as-at field of its own. `refused`: an as-at day that
    was asked for and means nothing here. `begins`: the first day on record, where
    nothing was yet. `now`: the address of the same page as it is now.
    """

    point: Viewpoint | None
    as_at: bool
    asks_itself: bool
    refused: bool = False
    begins: date | None = None
    now: str = ""

    @property
    def query(self) -> str:
        """What the addresses of an agreement's pages carry to keep looking as known on that day."""
        known_on = self.point.known_on if self.point else None
        return Viewpoint(known_on=known_on).query


def from_another_day(
    *, as_at: bool = False, asks_itself: bool = False
) -> Callable[[View[Rest]], View[Rest]]:
    """Lets a view be looked at as known on a day, and with `as_at` as at a day too.

    `asks_itself`: the page has an as-at field of its own, which may name any day.
    Its links go on looking from there. A form that is sent there is refused.
    """

    def decorate(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def seen(
            request: SignedInRequest, *args: Rest.args, **more: Rest.kwargs
        ) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD"):
                _refuse(request, as_at)
                return view(request, *args, **more)
            sight = request.sight = _sight(request, as_at, asks_itself)
            if sight.point is None:
                return view(request, *args, **more)
            try:
                with seen_from(sight.point):
                    answer = view(request, *args, **more)
            except Http404 as error:
                raise _not_known(error, sight.point) from error
            return keep_days(answer, request.path, sight.point)

        setattr(seen, LOOKS_BACK, ("as_at", "known_on") if as_at or asks_itself else ("known_on",))
        return seen

    return decorate


def viewpoint_of(request: SignedInRequest) -> Viewpoint | None:
    """From where the page is looked at; None for now."""
    sight: Sight = request.sight
    return sight.point


def known_on(request: SignedInRequest) -> date | None:
    """The day as known on which the page is looked at; None for now."""
    point = viewpoint_of(request)
    return point.known_on if point else None


def days_in_name(request: SignedInRequest) -> str:
    """The end of a file's name: the day that it is judged on, and the one of what was known."""
    known = known_on(request)
    told = f"-known-{known.isoformat()}" if known else ""
    return f"{business_today().isoformat()}{told}"


def _refuse(request: HttpRequest, as_at: bool) -> None:
    """Nothing that is sent from another day is taken, as if it were of now."""
    if request.GET.get("known_on") or (as_at and request.GET.get("as_at")):
        raise NotAllowed(
            "This is looked at from another day, and is for reading alone. Go back to now to"
            " enter anything."
        )


def _not_known(error: Http404, point: Viewpoint) -> Http404:
    if point.known_on is None:
        return error
    told = str(error) or "There is nothing here that you may see."
    return Http404(f"{told} Or it was not on the record yet on {show(point.known_on)}.")


def _sight(request: SignedInRequest, as_at: bool, asks_itself: bool) -> Sight:
    known = day_asked(request, "known_on", "As known on")
    day = day_asked(request, "as_at", "As at") if as_at else None
    point = Viewpoint(day, known) if day or known else None
    refused = bool(request.GET.get("as_at")) and not (as_at or asks_itself)
    first = _not_yet(request.user, known)
    return Sight(point, as_at, asks_itself, refused, first, _now(request, asks_itself))


def _now(request: HttpRequest, asks_itself: bool) -> str:
    """The page's address without the days from which it is looked at."""
    asked = request.GET.copy()
    for name in ("known_on",) if asks_itself else ("known_on", "as_at"):
        asked.pop(name, None)
    query = asked.urlencode()
    return f"{request.path}?{query}" if query else request.path


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
    if day < EARLIEST:
        messages.error(
            request, f"{words}: {show(day)} is before the years that Longstop counts in."
        )
        return None
    if day > business_today():
        messages.error(request, f"{words}: {show(day)} is still to come; choose a day until today.")
        return None
    return day


def _not_yet(user: User, known: date | None) -> date | None:
    """The day on which the record begins, where that is later than what is asked for."""
    first = begins(user) if known else None
    return first if first and known and known < first else None
