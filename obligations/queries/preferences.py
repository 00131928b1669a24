"""What a person has wished of their mails, and what they follow."""

from __future__ import annotations

from dataclasses import dataclass

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import Following, Obligation, Preferences


def preferences_of(person: User) -> Preferences:
    """A person's preferences; without any, those that count for everybody (not stored)."""
    return Preferences.objects.filter(person=person).first() or Preferences(person=person)


def followed_by(person: User) -> list[Following]:
    """What a person follows or has own leads for, of what they may see, by agreement."""
    rows = Following.objects.filter(
        person=person, obligation__agreement__in=visible_agreements(person)
    ).select_related("obligation__agreement")
    return list(
        rows.order_by("obligation__agreement__reference", "obligation__position", "obligation_id")
    )


@dataclass(frozen=True)
class Follow:
    """How an obligation stands to a person: their own row, and whether they answer for it."""

    own: Following | None
    answers: bool
    others: list[User]


def follow_of(obligation: Obligation, person: User) -> Follow:
    """A person's own leads for an obligation, and who else follows it. Loaded with its people."""
    rows = list(
        Following.objects.filter(obligation=obligation).select_related("person").order_by("id")
    )
    own = next((row for row in rows if row.person_id == person.pk), None)
    others = [row.person for row in rows if row.person_id != person.pk and row.person.is_active]
    answering = obligation.responsible or obligation.agreement.owner
    return Follow(own, answering is not None and answering.pk == person.pk, others)
