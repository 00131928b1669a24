"""Calendar feeds in data entry: which there are, and to stop one whose address leaked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agreements.models import User
from obligations.actions.feeds import stop_feed
from obligations.admin.base import user_of
from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.engine.run import show
from obligations.models import Feed
from obligations.permissions import user_can_stop_feed
from obligations.queries.feeds import feeds_seen

# Without the names of agreements and views, which their owner alone may know.
_SHOWS: dict[str, str] = {
    Feed.Kind.MINE: "all that they answer for, stand in for or follow",
    Feed.Kind.AGREEMENT: "an agreement",
    Feed.Kind.VIEW: "a saved view",
}


@admin.register(Feed, site=site)
class FeedAdmin(OnItsPage):
    """One's own feeds; administrators see that others have some, and not what they call them.

    The address is nowhere: what is kept of it is a hash, which is not shown either.
    """

    heading = "Calendar feeds"
    delete_word = "Stop"
    gone = "is stopped: its address answers no more"
    list_filter = ("kind",)  # type: ignore[assignment]
    list_display = ("owner", "shows", "made", "fetched", "state", "away")
    list_display_links = None
    search_fields = ("owner__full_name", "owner__email")
    search_help_text = "Search by owner"
    ordering = ("owner__full_name", "-pk")

    @admin.display(description="shows", ordering="kind")
    def shows(self, row: Feed) -> str:
        return _SHOWS[row.kind]

    def spoken(self, row: Any) -> str:
        return str(row.owner)

    @admin.display(description="made", ordering="made_at")
    def made(self, row: Feed) -> str:
        return show(row.made_at.date())

    @admin.display(description="last fetched", ordering="fetched_at")
    def fetched(self, row: Feed) -> str:
        return show(row.fetched_at.date()) if row.fetched_at else "never fetched"

    @admin.display(description="state", ordering="revoked_at")
    def state(self, row: Feed) -> str:
        if row.revoked_at is not None:
            return f"stopped on {show(row.revoked_at.date())}"
        return "at work" if row.owner.is_active else "its owner has no access"

    @admin.display(description="what to do")
    def away(self, row: Any) -> str:
        return super().away(row) if row.revoked_at is None else ""

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return feeds_seen(user_of(request))

    def called(self, request: HttpRequest, row: Any) -> str:
        user = user_of(request)
        if row.owner_id == user.pk:
            return f"“{row}”"
        return f"A feed of {row.owner} ({_SHOWS[row.kind]})"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A feed is made on the page of feeds, which shows its address once."""
        return HttpResponseRedirect(reverse("feeds"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        stoppable = obj is not None and obj.revoked_at is None
        return stoppable and user_can_stop_feed(user_of(request), obj)

    def take_out(self, row: models.Model, by: User, reason: str) -> None:
        assert isinstance(row, Feed)
        stop_feed(feed=row, by=by, reason=reason)

    def page_of(self, row: Any) -> str:
        """One's own stands on the page of feeds; of another's there is only how to stop it."""
        return reverse("feeds")
