"""What a register can be filtered by: only what its user may see."""

from __future__ import annotations

from dataclasses import dataclass

from agreements.models import User
from agreements.queries import visible_agreements, visible_parties
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.status import STATUSES
from obligations.queries.register import ACTIVE

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """Values and texts for each list; the empty value is for everything."""

    agreements: list[Choice]
    parties: list[Choice]
    persons: list[Choice]
    kinds: list[Choice]
    statuses: list[Choice]


def choices_for(user: User) -> Choices:
    """The lists for a user: three queries."""
    agreements = visible_agreements(user).order_by("reference")
    parties = visible_parties(user).order_by("name")
    return Choices(
        agreements=[(ref, f"{ref} {title}") for ref, title in agreements.values_list(*_AGREEMENT)],
        parties=[(str(pk), name) for pk, name in parties.values_list("pk", "name")],
        persons=people_choices(),
        kinds=[(kind, _capital(kind)) for kind in OBLIGATION_KINDS],
        statuses=[(ACTIVE, "Active: open, due or in force")]
        + [(status, _capital(status)) for status in STATUSES],
    )


_AGREEMENT = ("reference", "title")


def people_choices() -> list[Choice]:
    """Everybody who can answer for something; colleagues are no secret."""
    people = User.objects.filter(is_active=True).order_by("full_name", "pk")
    return [(str(pk), name) for pk, name in people.values_list("pk", "full_name")]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
