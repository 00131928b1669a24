"""Who is told of an occurrence: the first in line who can still sign in, and who follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass

from agreements.models import Agreement, TeamMember, User
from agreements.models.user import SYSTEM_EMAIL
from obligations.models import Following, Occurrence
from obligations.queries.compiled import any_of


def active_people() -> Set[int]:
    """The ids of everybody who has access."""
    rows = User.objects.filter(is_active=True).exclude(email=SYSTEM_EMAIL)
    return frozenset(rows.values_list("pk", flat=True))


def who_answers(line: Iterable[int | None], active: Set[int]) -> int | None:
    """The first of assignee, responsible and owner who has access; None when none of them has."""
    return next((person for person in line if person in active), None)


@dataclass(frozen=True)
class Followers:
    """Who follows which obligation, and may still see it: people by obligation."""

    by_obligation: dict[int, list[int]]

    def of(self, obligation: int) -> list[int]:
        """The ids of those who follow an obligation."""
        return self.by_obligation.get(obligation, [])


def followers_of(obligations: Collection[int], active: Set[int]) -> Followers:
    """Who follows some obligations, has access and is on this side of their walls. Two queries."""
    rows = Following.objects.filter(any_of("obligation_id", sorted(obligations))).values_list(
        "obligation_id",
        "person_id",
        "obligation__agreement_id",
        "obligation__agreement__visibility",
    )
    found = [row for row in rows.order_by("obligation_id", "id") if row[1] in active]
    team = TeamMember.objects.filter(user__in={row[1] for row in found})
    on_team = set(team.values_list("agreement_id", "user_id"))
    people: dict[int, list[int]] = defaultdict(list)
    for obligation, person, agreement, visibility in found:
        if visibility == Agreement.Visibility.ALL_STAFF or (agreement, person) in on_team:
            people[obligation].append(person)
    return Followers(dict(people))


@dataclass(frozen=True)
class Told:
    """Who is told of what: whoever answers, and whoever follows. For one round of many rows."""

    active: Set[int]
    followers: Followers
    fallback: list[int]

    def answering(self, line: Iterable[int | None]) -> list[int]:
        """The first in line who has access, else the administrators."""
        person = who_answers(line, self.active)
        return self.fallback if person is None else [person]

    def of(self, line: Iterable[int | None], obligation: int) -> list[int]:
        """Who is told: whoever answers, and whoever follows."""
        return list(dict.fromkeys([*self.answering(line), *self.followers.of(obligation)]))

    def of_row(self, row: Occurrence) -> list[int]:
        """Who is told of an occurrence, loaded with its obligation and its agreement."""
        line = (row.assignee_id, row.obligation.responsible_id, row.agreement.owner_id)
        return self.of(line, row.obligation_id)


def told_of(obligations: Collection[int]) -> Told:
    """Who is told of what happens under some obligations. Four queries."""
    active = active_people()
    administrators = User.objects.filter(pk__in=active, role=User.Role.ADMINISTRATOR)
    fallback = list(administrators.values_list("pk", flat=True))
    return Told(active, followers_of(obligations, active), fallback)
