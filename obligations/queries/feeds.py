"""Feeds: a person's own, and what each shows, always as its owner may see it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import check_somebody, visible_agreements
from obligations.models import Feed, Following, Occurrence, SavedView
from obligations.models.occurrence import OFF
from obligations.permissions import user_can_administer
from obligations.queries.calendar_entries import Entry, entries_of
from obligations.queries.lines import NO_DATE, lines_of
from obligations.queries.register import Filters, occurrences
from obligations.queries.saved_views import filters_in, view_of, views_for

# How far back a feed goes; what is still to be done stays, however old.
BACK = timedelta(days=92)
# For how long what was called off is shown as cancelled.
OFF_FOR = timedelta(days=30)
MOST = 5_000
MINE = "All that I answer for, stand in for or follow"


def hash_of(token: str) -> str:
    """What is kept of a token: it is random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of_token(token: str) -> Feed | None:
    """The feed of a token, whoever asks: the token is what they are known by."""
    rows = Feed.objects.select_related("owner", "view")
    return rows.filter(token_hash=hash_of(token)).first()


def feeds_of(user: User) -> QuerySet[Feed]:
    """A user's own feeds that were not stopped, the latest first."""
    check_somebody(user)
    return Feed.objects.filter(owner=user, revoked_at=None).select_related("view").order_by("-pk")


def feeds_seen(user: User) -> QuerySet[Feed]:
    """The feeds that a user may stop or has stopped: their own; for administrators everybody's."""
    check_somebody(user)
    rows = Feed.objects.select_related("owner", "view")
    return rows if user_can_administer(user) else rows.filter(owner=user)


@dataclass(frozen=True, slots=True)
class About:
    """What a feed can be of: a value for forms, and words."""

    value: str
    words: str


def feed_choices(user: User) -> list[About]:
    """All that a user can have a feed of."""
    agreements = visible_agreements(user).order_by("reference").values_list("reference", "title")
    return [
        About("mine", MINE),
        *(About(f"view:{view.id}", f"View: {view.name}") for view in views_for(user)),
        *(About(f"agreement:{ref}", f"Agreement: {ref} {title}") for ref, title in agreements),
    ]


def entries_of_feed(feed: Feed, now: datetime, machine_now: datetime) -> list[Entry]:
    """What a feed shows at an instant, by date. `machine_now` judges what was called off lately.

    What its owner may not see any more is not in it, down to nothing at all.
    """
    filters = _filters(feed)
    if filters is None:
        return []
    since, lately = now.date() - BACK, machine_now - OFF_FOR
    there = occurrences(feed.owner, filters, now).exclude(phase__in=OFF)
    wanted = there.filter(Q(sort_date__gte=since) | Q(phase="live", due_date__isnull=False))
    found = _ids(feed, wanted)
    if not filters.status:
        found += _ids(
            feed, _called_off(feed.owner, filters, now, lately).filter(sort_date__gte=since)
        )
    # What holds, and so was begun before, has its last day still to come.
    entries = entries_of(lines_of([pk for _, pk in sorted(found)], now))
    return [entry for entry in entries if entry.is_deadline or entry.last >= since]


def _called_off(
    owner: User, filters: Filters, now: datetime, lately: datetime
) -> QuerySet[Any, Any]:
    waived = occurrences(owner, filters, now).filter(phase__in=OFF)
    withdrawn = occurrences(owner, replace(filters, status="withdrawn"), now)
    recent = Q(changed_at__gte=lately)
    ids = (waived.filter(recent).values("pk"), withdrawn.filter(recent).values("pk"))
    return Occurrence.objects.filter(Q(pk__in=ids[0]) | Q(pk__in=ids[1]))


def _ids(feed: Feed, rows: QuerySet[Any, Any]) -> list[tuple[date, int]]:
    """The first of a feed's rows that have a date, with it."""
    rows = rows.exclude(sort_date=NO_DATE)
    if feed.kind == Feed.Kind.MINE:
        rows = rows.filter(_mine(feed.owner_id))
    found = rows.order_by("sort_date", "pk").values_list("sort_date", "pk")
    return list(found[:MOST])


def _mine(person: int) -> Q:
    """What a person answers for, stands in for or follows."""
    follows = Following.objects.filter(person=person)
    nobody = Q(assignee=None)
    return (
        Q(assignee=person)
        | nobody & Q(obligation__responsible=person)
        | nobody & Q(obligation__responsible=None, agreement__owner=person)
        | Q(obligation__deputy=person)
        | Q(obligation__in=follows.values("obligation"))
    )


def _filters(feed: Feed) -> Filters | None:
    """What the register would be filtered by; None where the owner no longer sees it."""
    if feed.kind == Feed.Kind.MINE:
        return Filters()
    if feed.kind == Feed.Kind.AGREEMENT:
        return Filters(agreement=feed.reference)
    try:
        return filters_in(view_of(feed.owner, feed.view_id or 0).filters)
    except SavedView.DoesNotExist:
        return None
