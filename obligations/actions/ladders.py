"""Which ladder of reminders counts for whom: policies, and what people wish.

Precedence, the first that says something: a person's own leads for one obligation, the
obligation's leads, its policy, the person's leads for everything, the default policy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import User
from obligations.engine.reminding import AS_USUAL, Ladder, Wish, chosen_ladder
from obligations.models import Following, Obligation, Occurrence, Preferences, ReminderPolicy
from obligations.queries.compiled import any_of

# Nobody is reminded ten years ahead; a longer lead is a slip of the hand.
LONGEST = 3653
DEFAULT_LADDER = Ladder((30, 14, 7, 1), on_the_day=True, repeat_every=7)


@dataclass(frozen=True)
class Ladders:
    """All ladders of one round of planning: policies, and the wishes of people.

    `own` has a person's wishes for one obligation, by obligation and person.
    """

    policies: dict[int | None, Ladder]
    wishes: dict[int, Wish]
    own: dict[int, dict[int, Wish]]

    def of(self, row: dict[str, Any], person: int) -> Ladder:
        """The ladder for a person and an occurrence (a row of the planner's columns)."""
        leads = row["obligation__leads"]
        return chosen_ladder(
            usual=self.policies[None],
            policy=self.policies.get(row["obligation__policy_id"] or 0),
            leads=tuple(leads) if leads is not None else None,
            person=self.wishes.get(person, AS_USUAL),
            own=self.own.get(row["obligation_id"], {}).get(person, AS_USUAL),
        )


PLAIN = Ladders({None: DEFAULT_LADDER}, {}, {})


def ladders_for(obligations: Collection[int]) -> Ladders:
    """The ladders for the reminders of some obligations. Three queries."""
    return Ladders(_policies(), _wishes(), _own(obligations))


def _policies() -> dict[int | None, Ladder]:
    found: dict[int | None, Ladder] = {None: DEFAULT_LADDER}
    for policy in ReminderPolicy.objects.all():
        ladder = Ladder(tuple(policy.leads), policy.on_the_day, policy.repeat_every)
        found[policy.pk] = ladder
        if policy.is_default:
            found[None] = ladder
    return found


def _wishes() -> dict[int, Wish]:
    rows = Preferences.objects.values_list("person_id", "leads", "on_the_day", "nag_every")
    return {
        person: Wish(_known(leads), on_the_day, nag_every)
        for person, leads, on_the_day, nag_every in rows
    }


def _known(leads: list[int] | None) -> tuple[int, ...] | None:
    return None if leads is None else tuple(leads)


def _own(obligations: Collection[int]) -> dict[int, dict[int, Wish]]:
    found: dict[int, dict[int, Wish]] = defaultdict(dict)
    rows = Following.objects.filter(any_of("obligation_id", sorted(obligations)))
    for obligation, person, leads, on_the_day in rows.values_list(
        "obligation_id", "person_id", "leads", "on_the_day"
    ):
        found[obligation][person] = Wish(_known(leads), on_the_day)
    return dict(found)


# How far ahead to look


def longest_leads() -> list[int]:
    """The leads of policies: all that is near is looked at as far ahead as these reach."""
    return _longest(ReminderPolicy.objects.values_list("leads", flat=True))


def far_ahead(usual: int) -> tuple[int, QuerySet[Obligation]]:
    """How far the leads of single obligations and people reach, and whose obligations these are.

    Longer leads than the `usual` are looked up by obligation and person, so that one person's
    wish to hear a year ahead does not have everybody's year looked at.
    """
    single = Obligation.objects.filter(leads__isnull=False)
    followed = Following.objects.filter(leads__isnull=False)
    wishes = Preferences.objects.filter(leads__isnull=False)
    longest = [
        *_longest(single.filter(_reaches(usual)).values_list("leads", flat=True)),
        *_longest(followed.values_list("leads", flat=True)),
    ]
    people = []
    for person, leads in wishes.values_list("person_id", "leads"):
        reach = max(_longest([leads]), default=0)
        if reach > usual:
            people.append(person)
            longest.append(reach)
    return max(longest, default=0), _far_obligations(usual, people)


def _far_obligations(usual: int, people: list[int]) -> QuerySet[Obligation]:
    far = Q(leads__isnull=False) & _reaches(usual)
    far |= Q(pk__in=Following.objects.filter(leads__isnull=False).values("obligation"))
    if people:
        assigned = Occurrence.objects.filter(assignee__in=people, phase="live")
        followed = Following.objects.filter(person__in=people)
        far |= Q(responsible__in=people) | Q(agreement__owner__in=people)
        far |= Q(pk__in=assigned.values("obligation")) | Q(pk__in=followed.values("obligation"))
    return Obligation.objects.filter(far)


def _reaches(usual: int) -> Q:
    """Leads are kept longest first, so that the first tells."""
    return Q(leads__0__gt=usual)


def _longest(ladders: Iterable[list[int] | None]) -> list[int]:
    return [min(lead, LONGEST) for ladder in ladders for lead in ladder or ()]


def ladder_of(obligation: Obligation, person: User | None = None) -> Ladder:
    """The ladder by which a person is reminded of an obligation; without one, anybody."""
    row = {
        "obligation_id": obligation.pk,
        "obligation__leads": obligation.leads,
        "obligation__policy_id": obligation.policy_id,
    }
    return ladders_for([obligation.pk]).of(row, person.pk if person is not None else 0)


def ladder_of_person(person: User) -> Ladder:
    """The ladder by which a person is reminded where an obligation says nothing of its own."""
    row = {"obligation_id": 0, "obligation__leads": None, "obligation__policy_id": None}
    return ladders_for([]).of(row, person.pk)
