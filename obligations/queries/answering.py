"""Who is told of an occurrence: the first in line who may still see it, and who follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from django.db.models import QuerySet

from agreements.models import Agreement, User
from agreements.models.user import SYSTEM_EMAIL
from obligations.models import Following, Obligation, Occurrence
from obligations.queries.compiled import any_of


def active_people() -> Set[int]:
    """The ids of everybody who has access."""
    return frozenset(_with_access().values_list("pk", flat=True))


def administrators() -> QuerySet[User]:
    """The administrators who have access."""
    return _with_access().filter(role=User.Role.ADMINISTRATOR)


def _with_access() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email=SYSTEM_EMAIL)


def who_answers(line: Iterable[int | None], access: Set[int]) -> int | None:
    """The first of assignee, responsible and owner who has access; None when none of them has."""
    return next((person for person in line if person in access), None)


@dataclass(frozen=True)
class Access:
    """Who has access at all, and who is on the teams of agreements that not all staff may see."""

    active: Set[int]
    teams: Mapping[int, Set[int]]

    def to(self, agreement: int) -> Set[int]:
        """The ids of those who may see an agreement, of those that this was read for."""
        team = self.teams.get(agreement)
        return self.active if team is None else self.active & team


def access_to(obligations: Collection[int]) -> Access:
    """Who may see the agreements of some obligations. Two queries."""
    theirs = Obligation.objects.filter(any_of("pk", sorted(obligations))).values("agreement")
    walled = Agreement.objects.filter(pk__in=theirs).exclude(
        visibility=Agreement.Visibility.ALL_STAFF
    )
    teams: dict[int, set[int]] = defaultdict(set)
    for agreement, person in walled.values_list("pk", "team"):
        teams[agreement].add(person)
    return Access(active_people(), dict(teams))


@dataclass(frozen=True)
class Followers:
    """Who follows which obligation, and may still see it: people by obligation."""

    by_obligation: dict[int, list[int]]

    def of(self, obligation: int) -> list[int]:
        """The ids of those who follow an obligation."""
        return self.by_obligation.get(obligation, [])


def _followers_of(obligations: Collection[int], access: Access) -> Followers:
    """Who follows some obligations and may still see them. One query."""
    rows = Following.objects.filter(any_of("obligation_id", sorted(obligations))).values_list(
        "obligation_id", "person_id", "obligation__agreement_id"
    )
    people: dict[int, list[int]] = defaultdict(list)
    for obligation, person, agreement in rows.order_by("obligation_id", "id"):
        if person in access.to(agreement):
            people[obligation].append(person)
    return Followers(dict(people))


@dataclass(frozen=True)
class Told:
    """Who is told of what: whoever answers, and whoever follows. For one round of many rows.

    Where nobody in line may see the agreement the administrators are told that there is something;
    what it is, their mails tell only to those of them who may see it.
    """

    access: Access
    followers: Followers
    fallback: list[int]

    def answering(self, line: Iterable[int | None], agreement: int) -> list[int]:
        """The first in line who may see the agreement, else the administrators."""
        person = who_answers(line, self.access.to(agreement))
        return self.fallback if person is None else [person]

    def of(self, line: Iterable[int | None], obligation: int, agreement: int) -> list[int]:
        """Who is told: whoever answers, and whoever follows."""
        answering = self.answering(line, agreement)
        return list(dict.fromkeys([*answering, *self.followers.of(obligation)]))

    def in_full(self, line: Iterable[int | None], obligation: int, agreement: int) -> list[int]:
        """Those of them who may see what it is about."""
        access = self.access.to(agreement)
        return [person for person in self.of(line, obligation, agreement) if person in access]


def line_of(row: Occurrence) -> tuple[int | None, ...]:
    """Who answers for an occurrence, loaded with its obligation and its agreement, in order."""
    return row.assignee_id, row.obligation.responsible_id, row.agreement.owner_id


def told_of(obligations: Collection[int]) -> Told:
    """Who is told of what happens under some obligations. Four queries."""
    access = access_to(obligations)
    fallback = list(administrators().values_list("pk", flat=True))
    return Told(access, _followers_of(obligations, access), fallback)
