"""Reminders are planned as rows: so many days before, on the day, again while overdue."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from obligations.actions import occurrences
from obligations.actions.planning import drop_overtaken, plan
from obligations.clock import machine_now
from obligations.models import Conventions, Obligation, Occurrence, Reminder, ReminderPolicy
from obligations.tests.conftest import TUESDAY


@pytest.fixture
def rungs_of(occurrence: Callable[..., Occurrence]) -> Callable[..., list[tuple[int, date]]]:
    """Lead and day of the planned reminders of an occurrence, in their order."""

    def find(ref: str, day: date | None = None) -> list[tuple[int, date]]:
        rows = Reminder.objects.filter(occurrence=occurrence(ref, day), state="planned")
        return list(rows.order_by("falls_on").values_list("lead", "falls_on"))

    return find


def test_the_ladder_leads_to_the_safe_date(agreement: Agreement, rungs_of) -> None:
    plan(today=TUESDAY)
    # Wednesday 25 March; a lead of 30 days would fall before the delivery that came before.
    assert rungs_of("3.1", date(2020, 3, 25)) == [
        (14, date(2020, 3, 11)),
        (7, date(2020, 3, 18)),
        (1, date(2020, 3, 24)),
        (0, date(2020, 3, 25)),
    ]


def test_planning_twice_plans_nothing_new(agreement: Agreement) -> None:
    assert plan(today=TUESDAY) > 0
    assert plan(today=TUESDAY) == 0


def test_an_overdue_one_is_told_of_again_each_week(agreement: Agreement, rungs_of) -> None:
    plan(today=TUESDAY)
    # Due by the safe date Tuesday 31 December 2019: ten weeks ago today.
    assert rungs_of("2.1") == [(-70, date(2020, 3, 10)), (-77, date(2020, 3, 17))]


def test_what_ends_is_not_told_of_after_its_end(agreement: Agreement, rungs_of) -> None:
    plan(today=date(2021, 2, 1))
    assert rungs_of("4") == []


def test_a_series_is_not_reminded_of_before_its_last_date(agreement: Agreement, rungs_of) -> None:
    plan(today=TUESDAY)
    # Monthly: a lead of thirty days would fall into the month before.
    leads = [lead for lead, _ in rungs_of("3.2", date(2020, 5, 2))]
    assert leads == [14, 7, 1, 0]


def test_reminders_come_before_a_weekend(agreement: Agreement, rungs_of) -> None:
    plan(today=TUESDAY)
    days = [day for _, day in rungs_of("3.2", date(2020, 5, 2))]
    assert all(day.weekday() < 5 for day in days)


def test_an_agreements_own_policy_is_followed(
    agreement: Agreement, obligation: Callable[[str], Obligation], system: User, rungs_of
) -> None:
    with recording(by=system, action="enter", reason="for a test"):
        policy = ReminderPolicy.objects.create(
            name="Long", leads=[90, 3], on_the_day=False, repeat_every=None
        )
        row = obligation("3.1")
        row.policy = policy
        row.save()
    plan(today=TUESDAY)
    leads = [lead for lead, _ in rungs_of("3.1", date(2020, 3, 25))]
    assert leads == [3]


def test_it_goes_to_whoever_answers(agreement: Agreement, occurrence, colleague: User) -> None:
    plan(today=TUESDAY)
    people = Reminder.objects.filter(occurrence=occurrence("3.1")).values_list("recipient")
    assert set(people) == {(colleague.pk,)}


def test_who_lost_access_is_followed_by_the_owner(
    agreement: Agreement, occurrence, colleague: User, owner: User, system: User
) -> None:
    with recording(by=system, action="people", reason="left the firm"):
        colleague.is_active = False
        colleague.save()
    plan(today=TUESDAY)
    people = Reminder.objects.filter(occurrence=occurrence("3.1")).values_list("recipient")
    assert set(people) == {(owner.pk,)}


def test_who_left_the_team_is_followed_by_the_owner(
    agreement: Agreement, occurrence, colleague: User, owner: User, system: User
) -> None:
    with recording(by=system, action="team", reason="off the team"):
        TeamMember.objects.filter(user=colleague).delete()
    plan(today=TUESDAY)
    people = Reminder.objects.filter(occurrence=occurrence("3.1")).values_list("recipient")
    assert set(people) == {(owner.pk,)}


def test_with_nobody_left_the_administrators_are_told(
    agreement: Agreement, occurrence, administrator: User, system: User
) -> None:
    with recording(by=system, action="people", reason="nobody is left"):
        for person in User.objects.filter(role__in=["counsel", "editor"]):
            person.is_active = False
            person.save()
    plan(today=TUESDAY)
    people = Reminder.objects.filter(occurrence=occurrence("3.1")).values_list("recipient")
    assert set(people) == {(administrator.pk,)}


def test_a_completed_one_is_dropped_with_its_reason(
    agreement: Agreement, occurrence, owner: User
) -> None:
    plan(today=TUESDAY)
    row = occurrence("2.2")
    occurrences.complete(occurrence=row, on=TUESDAY, by=owner)
    assert set(Reminder.objects.filter(occurrence=row).values_list("state", "dropped_because")) == {
        ("dropped", "it was completed")
    }


def test_what_stands_in_the_way_is_dropped_too(agreement: Agreement, occurrence) -> None:
    plan(today=TUESDAY)
    row = occurrence("2.2")
    Reminder.objects.filter(occurrence=row).update(due_date=TUESDAY + timedelta(days=1))
    assert drop_overtaken(now=machine_now()) == Reminder.objects.filter(occurrence=row).count()
    assert set(Reminder.objects.filter(occurrence=row).values_list("dropped_because")) == {
        ("the date moved",)
    }


def test_an_agreement_whose_calendar_is_gone_is_reminded_of_all_the_same(
    agreement: Agreement, owner: User
) -> None:
    plan(today=TUESDAY)
    usual = set(Reminder.objects.values_list("occurrence", "due_date", "lead"))
    Reminder.objects.all().delete()
    with recording(by=owner, action="test", reason="a calendar that is no more"):
        Conventions.objects.filter(agreement=agreement).update(calendar="no-such-calendar")
    plan(today=TUESDAY)
    assert set(Reminder.objects.values_list("occurrence", "due_date", "lead")) == usual
