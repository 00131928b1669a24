"""Walls between people and agreements, as the database keeps them.

Every read goes through queries that are given a user. Behind them stands
PostgreSQL's row-level security: it looks at two local settings of the
transaction, and without them shows no rows at all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from agreements.models.user import User

# Read by the policies, which migrations make (agreements/migrations/_walls.py).
USER_SETTING = "longstop.user"
SCOPE_SETTING = "longstop.scope"


@contextlib.contextmanager
def seeing_as(user: User | None) -> Iterator[None]:
    """A transaction in which the database shows what a user may see; nothing for None."""
    with _scope(str(user.pk) if user is not None and user.pk else "", ""):
        yield


@contextlib.contextmanager
def seeing_everything() -> Iterator[None]:
    """A transaction past all walls: for planning, sending and the command line."""
    with _scope("", "all"):
        yield


@contextlib.contextmanager
def _scope(user: str, scope: str) -> Iterator[None]:
    with transaction.atomic():
        before = _set(user, scope)
        yield
        # After an error the transaction takes the settings back by itself.
        _set(*before)


def _set(user: str, scope: str) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting(%s, true), current_setting(%s, true)",
            [USER_SETTING, SCOPE_SETTING],
        )
        before = cursor.fetchone()
        cursor.execute(
            "SELECT set_config(%s, %s, true), set_config(%s, %s, true)",
            [USER_SETTING, user, SCOPE_SETTING, scope],
        )
    return before[0] or "", before[1] or ""


View = TypeVar("View", bound=Callable[..., HttpResponse])


def in_own_transactions(view: View) -> View:
    """Marks a view whose steps are kept one by one: no transaction is put around it.

    It sees nothing but what it opens itself, by `seeing_as` or `seeing_everything`.
    """
    view.in_own_transactions = True  # type: ignore[attr-defined]
    return view


class WallMiddleware:
    """Puts each request into one transaction that sees as its user.

    Errors become responses before they come back here, so what an action
    wrote before a failing page stays: actions are transactions of their own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or _opens_its_own(request):
            return self.get_response(request)
        with seeing_as(user):
            return self.get_response(request)


def _opens_its_own(request: HttpRequest) -> bool:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return getattr(view, "in_own_transactions", False)
