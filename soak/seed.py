"""Data for a soak: agreements with obligations that fall due in a week, worked out for real."""

from __future__ import annotations

from datetime import date

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions.recompute import recompute
from obligations.clock import business_now, machine_now
from obligations.models import Conventions, Obligation, Terms

EACH = 100


def fill(*, people: int, reminders: int, due: date) -> None:
    """So many people, and so many obligations due on a day, spread evenly among them."""
    system = User.objects.system()
    with recording(by=system, action="soak", reason="data for a long run"), seeing_everything():
        team = User.objects.bulk_create(
            User(email=f"person{n}@soak.example", full_name=f"Person {n}", password="!")
            for n in range(people)
        )
        for first in range(0, reminders, EACH):
            agreement = _agreement(first, due, [team[n % people] for n in _these(first, reminders)])
            recompute(agreement, by=system, because="a long run", now=business_now())


def _these(first: int, reminders: int) -> range:
    return range(first, min(first + EACH, reminders))


def _agreement(number: int, due: date, team: list[User]) -> Agreement:
    agreement = Agreement.objects.create(
        reference=f"SOAK-{number}",
        title="Soak",
        signed_date=date(2020, 1, 1),
        # Nobody is told of what they may not see.
        visibility=Agreement.Visibility.ALL_STAFF,
    )
    Conventions.objects.create(agreement=agreement, zone="America/New_York")
    duties = Obligation.objects.bulk_create(
        Obligation(
            agreement=agreement,
            ref=f"D{n}",
            section=str(n),
            kind="deliverable",
            title=f"Deliver thing {n}",
            responsible=person,
            position=n,
        )
        for n, person in enumerate(team)
    )
    terms = Terms.objects.bulk_create(
        Terms(
            obligation=duty,
            number=1,
            rule=f"on {due.isoformat()}",
            made_by=User.objects.system(),
            made_at=machine_now(),
        )
        for duty in duties
    )
    for duty, its in zip(duties, terms, strict=True):
        duty.terms = its
    Obligation.objects.bulk_update(duties, ["terms"])
    return agreement
