"""Somebody is away: whoever stands in is told as well, and for whom; nobody sees past a wall."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from obligations.actions.absences import end_absence, enter_absence
from obligations.actions.acknowledging import acknowledge
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.models import Absence, Message, Occurrence, Reminder
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.mailbox import letter_of
from obligations.tests.conftest import TUESDAY, set_day

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 25)
UNTIL = date(2020, 3, 20)


@pytest.fixture
def dora(agreement: Agreement, system: User) -> User:
    """Dora is on the team."""
    person = User.objects.create_user("dora@longstop.example", full_name="Dora Quist")
    with recording(by=system, action="team", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=person)
    return person


@pytest.fixture
def away(colleague: User, dora: User) -> Absence:
    """The colleague is away from Wednesday 11 through Friday 20 March; Dora stands in."""
    first = TUESDAY + timedelta(days=1)
    return enter_absence(person=colleague, deputy=dora, first=first, last=UNTIL, by=colleague)


def told(occurrence: Occurrence, person: User, state: str = "planned") -> list[int]:
    rows = Reminder.objects.filter(occurrence=occurrence, recipient=person, state=state)
    return list(rows.order_by("-lead").values_list("lead", flat=True))


def test_the_deputy_is_told_as_well_while_it_lasts(
    away: Absence, occurrence: Callable[..., Occurrence], colleague: User, dora: User
) -> None:
    plan(today=TUESDAY)
    row = occurrence("3.1", DUE)
    assert told(row, colleague) == [14, 7, 1, 0]
    assert told(row, dora) == [14, 7]
    copies = Reminder.objects.filter(occurrence=row, recipient=dora)
    assert {copy.on_behalf_of for copy in copies} == {colleague}


def test_the_mail_says_for_whom(
    away: Absence, occurrence: Callable[..., Occurrence], dora: User
) -> None:
    plan(today=TUESDAY)
    set_day(TUESDAY + timedelta(days=1))
    queue_messages(today=TUESDAY + timedelta(days=1))
    message = Message.objects.get(recipient=dora)
    assert compose(message)
    message.refresh_from_db()
    letter = letter_of(bytes(message.content))
    assert "For Ben Okafor, who is away" in letter.text
    assert "For Ben Okafor, who is away" in letter.html


def test_coming_back_drops_what_was_planned_for_the_deputy(
    away: Absence, occurrence: Callable[..., Occurrence], colleague: User, dora: User
) -> None:
    plan(today=TUESDAY)
    end_absence(absence=away, by=colleague)
    row = occurrence("3.1", DUE)
    assert told(row, dora) == []
    reasons = Reminder.objects.filter(recipient=dora).values_list("dropped_because", flat=True)
    assert set(reasons) == {"Ben Okafor is back"}
    assert plan(today=TUESDAY) == 0


def test_the_wall_holds_and_the_owner_is_told_instead(
    occurrence: Callable[..., Occurrence],
    agreement: Agreement,
    colleague: User,
    outsider: User,
    owner: User,
) -> None:
    enter_absence(person=colleague, deputy=outsider, first=TUESDAY, last=UNTIL, by=colleague)
    plan(today=TUESDAY)
    row = occurrence("3.1", DUE)
    assert told(row, outsider) == []
    assert told(row, owner) == [14, 7]


def test_a_deputy_off_the_team_between_planning_and_sending_hears_nothing(
    away: Absence, occurrence: Callable[..., Occurrence], dora: User, system: User
) -> None:
    plan(today=TUESDAY)
    with recording(by=system, action="team", reason="off the team"):
        TeamMember.objects.filter(user=dora).delete()
    queue_messages(today=TUESDAY + timedelta(days=1))
    assert compose(Message.objects.get(recipient=dora)) is False


def test_what_was_answered_before_leaving_is_left_alone(
    away: Absence, occurrence: Callable[..., Occurrence], colleague: User, dora: User
) -> None:
    row = occurrence("3.1", DUE)
    plan(today=TUESDAY)
    acknowledge(occurrence=row, by=colleague)
    assert told(row, dora) == []


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (UNTIL, TUESDAY, "is before the first"),
        (TUESDAY - timedelta(days=9), TUESDAY - timedelta(days=1), "has passed"),
        (TUESDAY, TUESDAY + timedelta(days=400), "longer than a year"),
        (date(2020, 3, 19), date(2020, 4, 2), "away from Wed 11 Mar 2020 through Fri 20 Mar 2020"),
    ],
)
def test_days_out_of_order_are_refused(
    away: Absence, colleague: User, dora: User, first: date, last: date, sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        enter_absence(person=colleague, deputy=dora, first=first, last=last, by=colleague)


def test_nobody_stands_in_for_themselves(colleague: User, tuesday: date) -> None:
    with pytest.raises(NotNow, match="Somebody else"):
        enter_absence(person=colleague, deputy=colleague, first=TUESDAY, last=UNTIL, by=colleague)


def test_only_administrators_enter_anothers(
    colleague: User, dora: User, owner: User, administrator: User
) -> None:
    given = {"person": colleague, "deputy": dora, "first": TUESDAY, "last": UNTIL}
    with pytest.raises(NotAllowed):
        enter_absence(**given, by=owner)
    assert enter_absence(**given, by=administrator).person == colleague


def test_the_page_enters_and_ends_one(as_colleague: Client, dora: User, agreement: Agreement):
    given = {"first": "11 Mar 2020", "last": "20 Mar 2020", "deputy": dora.pk, "note": "Skiing"}
    page = as_colleague.post(reverse("absence"), given, follow=True).content.decode()
    assert "Dora Quist" in page and "Skiing" in page and "Take it back" in page
    row = Absence.objects.get()
    as_colleague.post(reverse("end_absence", args=[row.pk]))
    row.refresh_from_db()
    assert row.ended_date == row.first_date
    assert "Skiing" not in as_colleague.get(reverse("absence")).content.decode()


def test_the_page_says_what_the_deputy_may_not_see(
    as_colleague: Client, outsider: User, agreement: Agreement
) -> None:
    given = {"first": "11 Mar 2020", "last": "20 Mar 2020", "deputy": outsider.pk}
    page = as_colleague.post(reverse("absence"), given, follow=True).content.decode()
    assert "may not see SUP-2019" in page


def test_others_absences_are_not_shown_nor_ended(away: Absence, as_outsider: Client) -> None:
    assert (
        "Ben Okafor"
        not in as_outsider.get(reverse("absence"))
        .content.decode()
        .partition("A new absence")[0]
        .partition("Who is away")[2]
    )
    assert as_outsider.post(reverse("end_absence", args=[away.pk])).status_code == 404
