"""Who is away on a day, and who is told in their place: only somebody who may see the agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.models import Absence, Obligation
from obligations.permissions import user_can_administer


@dataclass(frozen=True, slots=True)
class Away:
    """One absence: through which days, and who was named for it."""

    first: date
    last: date
    deputy: int


@dataclass
class Cover:
    """Who stands in for whom, for one round of planning; what each may see is read once."""

    active: Set[int]
    away: Mapping[int, list[Away]] = field(default_factory=dict)
    _sees: dict[int, Set[int]] = field(default_factory=dict)

    def deputy_of(
        self, person: int, day: date, agreement: int, others: Iterable[int | None] = ()
    ) -> int | None:
        """Who is told in a person's place on a day; None while the person is there.

        The deputy named for the absence, else the first of `others` (the obligation's deputy,
        the agreement's owner): whoever has access, is not away too, and may see the agreement.
        None as well where there is nobody of that kind.
        """
        absence = self._away(person, day)
        if absence is None:
            return None
        for other in (absence.deputy, *others):
            if other is not None and other != person and self._can_stand_in(other, day, agreement):
                return other
        return None

    def is_away(self, person: int, day: date) -> bool:
        """Whether a person is away on a day."""
        return self._away(person, day) is not None

    def sees(self, person: int, agreement: int) -> bool:
        """Whether a person may see an agreement."""
        if person not in self._sees:
            found = visible_agreements(User(pk=person)).values_list("pk", flat=True)
            self._sees[person] = frozenset(found)
        return agreement in self._sees[person]

    def _away(self, person: int, day: date) -> Away | None:
        found = self.away.get(person, ())
        return next((one for one in found if one.first <= day <= one.last), None)

    def _can_stand_in(self, person: int, day: date, agreement: int) -> bool:
        there = person in self.active and not self.is_away(person, day)
        return there and self.sees(person, agreement)


def cover(active: Set[int], since: date) -> Cover:
    """The absences that hold on a day or later: one query, and one for each who stands in."""
    away: dict[int, list[Away]] = defaultdict(list)
    rows = standing().filter(last_date__gte=since).order_by("first_date", "id")
    for row in rows:
        last = row.last_date
        if row.ended_date is not None:
            last = min(last, row.ended_date - timedelta(days=1))
        away[row.person_id].append(Away(row.first_date, last, row.deputy_id))
    return Cover(active, dict(away))


# Not taken back; those that ended early have that as their end.
_STANDING = Q(ended_date=None) | Q(ended_date__gt=F("first_date"))


def standing() -> QuerySet[Absence]:
    """The absences that were not taken back; those that ended early, with that as their end."""
    return Absence.objects.filter(_STANDING)


def absences_seen(user: User) -> QuerySet[Absence]:
    """All absences that a user may know of, past ones too: their own, those they stood in for,
    everybody's for administrators."""
    rows = Absence.objects.select_related("person", "deputy")
    return rows if user_can_administer(user) else rows.filter(Q(person=user) | Q(deputy=user))


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence as its page shows it; `hidden` are agreements that the deputy may not see."""

    row: Absence
    is_own: bool
    may_end: bool
    hidden: tuple[str, ...]


@dataclass(frozen=True)
class Absences:
    """What a person may know of who is away: themselves, whom they stand in for, or everybody."""

    user: User
    lines: list[AbsenceLine]

    def to_end(self) -> QuerySet[Absence]:
        """Those that the person may end."""
        return Absence.objects.filter(pk__in=[x.row.pk for x in self.lines if x.may_end])


def absences_for(user: User, today: date) -> Absences:
    """The absences that are not over: a person's own, those they stand in for, all for
    administrators."""
    rows = absences_seen(user).filter(_STANDING, last_date__gte=today)
    rows = rows.filter(Q(ended_date=None) | Q(ended_date__gt=today))
    administers = user_can_administer(user)
    found = list(rows.order_by("first_date", "id"))
    return Absences(
        user,
        [
            AbsenceLine(
                row,
                is_own=row.person_id == user.pk,
                may_end=administers or row.person_id == user.pk,
                hidden=_hidden_from(row.deputy, user) if row.person_id == user.pk else (),
            )
            for row in found
        ],
    )


def _hidden_from(deputy: User, person: User) -> tuple[str, ...]:
    """The agreements in which a person answers for something and that the deputy may not see."""
    answers = Obligation.objects.filter(
        Q(responsible=person) | Q(responsible=None, agreement__owner=person), retired_at=None
    )
    rows = visible_agreements(person).filter(pk__in=answers.values("agreement"))
    rows = rows.exclude(visibility=Agreement.Visibility.ALL_STAFF).exclude(team=deputy)
    return tuple(rows.order_by("reference").values_list("reference", flat=True))
