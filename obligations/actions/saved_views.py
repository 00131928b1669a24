"""Saved views of the register: named, shared, changed, given up, opened with."""

from __future__ import annotations

from agreements.audit import recording
from agreements.models import User
from agreements.queries import visible_agreements, visible_parties
from agreements.walls import seeing_everything
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import DefaultView, SavedView
from obligations.permissions import (
    NotAllowed,
    check_user_can_change_view,
    check_user_can_remove_view,
)
from obligations.queries.register import Filters
from obligations.queries.saved_views import data_of, visible_views

MOST = 100


def save_view(*, name: str, filters: Filters, sharing: str, by: User) -> SavedView:
    """Keeps filters and order under a name. Whoever may read may keep what they read."""
    with recording(by=by, action="save a view", reason="to see it again"):
        if SavedView.objects.filter(made_by=by).count() >= MOST:
            raise EngineError(f"You have {MOST} views already; give one up first.")
        row = SavedView(made_by=by, made_at=business_now())
        _write(row, name, filters, sharing)
        return row


def change_view(
    *, view: SavedView, name: str, sharing: str, by: User, filters: Filters | None = None
) -> None:
    """Names it otherwise, shares it or takes it back to oneself, or lets it show `filters`."""
    with recording(by=by, action="change a view", reason="to see it otherwise"):
        row = _mine(view, by)
        _write(row, name, filters, sharing)


def remove_view(*, view: SavedView, by: User, reason: str = "") -> None:
    """Gives a view up, and the feeds of it; its history stays."""
    with recording(by=by, action="remove a view", reason=reason or "given up"):
        row = _seen(view, by)
        check_user_can_remove_view(by, row)
        # Others may have feeds of it, or open the register with it: those rows are behind walls.
        with seeing_everything():
            row.delete()


def open_with(*, view: SavedView | None, by: User) -> None:
    """Lets the register open with a view for a person; with none, with everything."""
    with recording(by=by, action="open the register with a view", reason="at their wish"):
        DefaultView.objects.filter(user=by).delete()
        if view is not None:
            DefaultView.objects.create(user=by, view=_seen(view, by))


def _write(row: SavedView, name: str, filters: Filters | None, sharing: str) -> None:
    row.name, row.sharing = " ".join(name.split()), sharing
    if not row.name:
        raise EngineError("Give the view a name, so that you find it again.")
    if filters is not None:
        _check_can_see(row.made_by, filters)
        row.filters = data_of(filters)
    row.full_clean(validate_constraints=False)
    _check_name_is_free(row)
    row.save()


def _check_name_is_free(row: SavedView) -> None:
    """Also where the other one is hidden, because it names what its maker no longer sees."""
    with seeing_everything():
        row.validate_constraints()


def _check_can_see(by: User, filters: Filters) -> None:
    seen = visible_agreements(by).filter(reference=filters.agreement)
    if filters.agreement and not seen.exists():
        raise EngineError(
            f"There is no agreement {filters.agreement}, or you are not on its team;"
            " choose one from the list."
        )
    if filters.party is not None and not visible_parties(by).filter(pk=filters.party).exists():
        raise EngineError("There is no such party in your agreements; choose one from the list.")


def _seen(view: SavedView, by: User) -> SavedView:
    if not visible_views(by).filter(pk=view.pk).exists():
        raise NotAllowed("There is no such view, or you may not see it.")
    return view


def _mine(view: SavedView, by: User) -> SavedView:
    """The view as its maker changes it, behind a lock."""
    _seen(view, by)
    check_user_can_change_view(by, view)
    return SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
