"""Feeds of calendars: made, stopped, and what was fetched of them."""

from __future__ import annotations

import secrets
from datetime import datetime

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.clock import machine_now
from obligations.engine.errors import EngineError
from obligations.models import Feed, SavedView
from obligations.permissions import check_user_can_stop_feed
from obligations.queries.feeds import feeds_of, hash_of
from obligations.queries.saved_views import view_of

MOST = 20
# 256 bits, in letters that need no quoting in an address.
_TOKEN_BYTES = 32


def make_feed(*, about: str, by: User, name: str = "") -> tuple[Feed, str]:
    """Makes a feed of `mine`, `agreement:<reference>` or `view:<id>`; with its token.

    The token is given out this once: what is kept is its hash. Raises EngineError for
    what the person does not see, or for one feed too many.
    """
    kind, _, which = about.partition(":")
    with recording(by=by, action="make a feed", reason="to see dates in another calendar"):
        if feeds_of(by).count() >= MOST:
            raise EngineError(f"You have {MOST} feeds; stop one that you no longer use first.")
        row = Feed(owner=by, made_at=machine_now())
        usual = _aim(row, kind, which)
        row.name = " ".join(name.split())[:80] or usual[:80]
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        row.token_hash = hash_of(token)
        row.save()
        return row, token


def stop_feed(*, feed: Feed, by: User, reason: str = "") -> None:
    """Stops a feed at once and for good: its address answers no more."""
    with recording(by=by, action="stop a feed", reason=reason or "no longer wanted"):
        check_user_can_stop_feed(by, feed)
        Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=machine_now())


def note_fetch(feed: Feed, etag: str, at: datetime) -> datetime:
    """Notes that a feed was fetched; since when it is as it is now."""
    changed = feed.changed_at if feed.etag == etag and feed.changed_at else at
    Feed.objects.filter(pk=feed.pk).update(fetched_at=at, etag=etag, changed_at=changed)
    return changed


def _aim(row: Feed, kind: str, which: str) -> str:
    """Sets what the feed is of; its usual name."""
    if kind == Feed.Kind.MINE and not which:
        row.kind = Feed.Kind.MINE
        return "My dates"
    try:
        if kind == Feed.Kind.AGREEMENT:
            agreement = visible_agreements(row.owner).get(reference=which)
            row.kind, row.reference = Feed.Kind.AGREEMENT, agreement.reference
            return agreement.reference
        if kind == Feed.Kind.VIEW and which.isascii() and which.isdigit():
            row.kind, row.view = Feed.Kind.VIEW, view_of(row.owner, int(which[:18]))
            return row.view.name
    except (Agreement.DoesNotExist, SavedView.DoesNotExist):
        pass
    raise EngineError("Choose from the list what the feed shows; that is not among it (any more).")
