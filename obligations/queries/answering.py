"""Who is told of an occurrence: the first in line who can still sign in."""

from __future__ import annotations

from collections.abc import Iterable, Set

from agreements.models import User
from agreements.models.user import SYSTEM_EMAIL


def active_people() -> Set[int]:
    """The ids of everybody who has access."""
    rows = User.objects.filter(is_active=True).exclude(email=SYSTEM_EMAIL)
    return frozenset(rows.values_list("pk", flat=True))


def who_answers(line: Iterable[int | None], active: Set[int]) -> int | None:
    """The first of assignee, responsible and owner who has access; None when none of them has."""
    return next((person for person in line if person in active), None)
