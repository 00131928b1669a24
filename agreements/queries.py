"""Every read of agreements, always for a user."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.models import Agreement, Party, TeamMember, User


class NoUser(ValueError):
    """A read without a user: there is nothing that nobody may see."""


def check_somebody(user: User) -> None:
    """Raises NoUser without a signed-in user."""
    if user is None or not user.pk:
        raise NoUser("Whose view is this? Reads are always for a user.")


def visible_agreements(user: User) -> QuerySet[Agreement]:
    """The agreements that a user may see: marked for all staff, or with the user on the team.

    Raises NoUser without a signed-in user.
    """
    check_somebody(user)
    if user.is_system:
        return Agreement.objects.all()
    on_team = TeamMember.objects.filter(agreement=OuterRef("pk"), user=user)
    return Agreement.objects.filter(Q(visibility=Agreement.Visibility.ALL_STAFF) | Exists(on_team))


def visible_parties(user: User) -> QuerySet[Party]:
    """The parties of the agreements that a user may see."""
    return Party.objects.filter(agreements__in=visible_agreements(user)).distinct()
