"""People: who there is, who can answer for what, and what was changed about whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from agreements.models import Agreement, User, UserHistory
from agreements.models.user import SYSTEM_EMAIL
from obligations.models import Obligation


def people() -> QuerySet[User]:
    """Everybody, those with access first, by name; Longstop itself is no person."""
    return User.objects.exclude(email=SYSTEM_EMAIL).order_by("-is_active", "full_name", "pk")


def people_who_can_answer(agreement: Agreement) -> QuerySet[User]:
    """Everybody who may see an agreement and can sign in, by name."""
    rows = User.objects.filter(is_active=True).exclude(email=SYSTEM_EMAIL)
    if agreement.visibility != Agreement.Visibility.ALL_STAFF:
        rows = rows.filter(agreements=agreement)
    return rows.order_by("full_name", "id")


def state_of(person: User) -> str:
    """Whether a person has access, waits to accept an invitation, or lost it."""
    if not person.is_active:
        return "access withdrawn"
    return "has access" if person.has_usable_password() else "invited"


def answered_for(person: User) -> int:
    """How many obligations a person answers for: nobody else is reminded of them."""
    return Obligation.objects.filter(responsible=person, retired_at=None).count()


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a person's account, with who made it and why."""

    at: datetime
    by: str
    action: str
    reason: str
    role: str
    is_active: bool


def changes_of(person: User) -> list[Change]:
    """What was changed about a person, the latest first."""
    rows = UserHistory.objects.filter(pgh_obj_id=person.pk)
    return [
        Change(
            at=row.pgh_created_at,
            by=row.pgh_context["name"],
            action=row.pgh_context["action"],
            reason=row.pgh_context["reason"],
            role=row.role,
            is_active=row.is_active,
        )
        for row in rows.order_by("-pgh_id")[:100]
    ]
