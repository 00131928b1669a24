"""What a register can be filtered by: only what its user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from agreements.models import User
from agreements.queries import check_somebody, visible_agreements, visible_parties
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.status import STATUSES
from obligations.queries.compiled import AN_ID, Compiled, Rows, rows_of
from obligations.queries.register import ACTIVE

Choice = tuple[str, str]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


KINDS = tuple((kind, _capital(kind)) for kind in OBLIGATION_KINDS)
SHOWN_STATUSES = (
    (ACTIVE, "Active: open, due or in force"),
    *((status, _capital(status)) for status in STATUSES),
)

CERTAINTIES = (
    ("actual", "Rests on what happened"),
    ("assumed", "Rests on something assumed"),
    ("planned", "Planned: rests on something to come"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """Values and texts for each list; the empty value is for everything."""

    agreements: tuple[Choice, ...]
    parties: tuple[Choice, ...]
    persons: tuple[Choice, ...]
    kinds: tuple[Choice, ...] = KINDS
    statuses: tuple[Choice, ...] = SHOWN_STATUSES
    certainties: tuple[Choice, ...] = CERTAINTIES


def choices_for(user: User) -> Choices:
    """The lists for a user: three queries."""
    agreements = _asked(_AGREEMENTS, user)
    return Choices(
        agreements=tuple((ref, f"{ref} {title}") for ref, title in agreements),
        parties=tuple((str(pk), name) for pk, name in _asked(_PARTIES, user)),
        persons=people_choices(),
    )


def _asked(query: Compiled, user: User) -> Rows:
    check_somebody(user)
    return rows_of(query.make(user)) if user.is_system else query.rows(user=user.pk)


def _agreements(user: User | int) -> QuerySet[Any, Any]:
    rows = visible_agreements(_as_user(user)).order_by("reference")
    return rows.values_list("reference", "title")


def _parties(user: User | int) -> QuerySet[Any, Any]:
    return visible_parties(_as_user(user)).order_by("name").values_list("pk", "name")


def _as_user(user: User | int) -> User:
    return User(pk=user) if isinstance(user, int) else user


def _people() -> QuerySet[Any, Any]:
    people = User.objects.filter(is_active=True).order_by("full_name", "pk")
    return people.values_list("pk", "full_name")


_AGREEMENTS = Compiled(_agreements, user=AN_ID)
_PARTIES = Compiled(_parties, user=AN_ID)
_PEOPLE = Compiled(_people)


def people_choices() -> tuple[Choice, ...]:
    """Everybody who can answer for something; colleagues are no secret."""
    return tuple((str(pk), name) for pk, name in _PEOPLE.rows())
