"""A reminder is acknowledged or put off: what still comes, what no longer does, and why."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, User
from obligations.actions import occurrences
from obligations.actions.acknowledging import acknowledge, snooze, take_back
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.engine.run import show
from obligations.models import Acknowledgement, Message, Occurrence, Reminder, Snooze
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.tests.conftest import TUESDAY, set_day

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 25)


@pytest.fixture
def planned(agreement: Agreement) -> None:
    plan(today=TUESDAY)


@pytest.fixture
def delivery(planned: None, occurrence: Callable[..., Occurrence]) -> Occurrence:
    """Due on Wednesday 25 March; the colleague is reminded 14, 7, 1 days before and on the day."""
    return occurrence("3.1", DUE)


def rungs(row: Occurrence, state: str = "planned") -> list[tuple[int, date]]:
    found = Reminder.objects.filter(occurrence=row, state=state).order_by("falls_on", "-lead")
    return list(found.values_list("lead", "falls_on"))


def why(row: Occurrence) -> set[str]:
    found = Reminder.objects.filter(occurrence=row, state="dropped")
    return set(found.values_list("dropped_because", flat=True))


def test_what_comes_before_its_day_is_dropped_and_the_day_itself_stays(
    delivery: Occurrence, colleague: User
) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    assert rungs(delivery) == [(0, DUE)]
    assert why(delivery) == {"acknowledged by Ben Okafor on Tue 10 Mar 2020"}


def test_planning_again_does_not_bring_it_back(delivery: Occurrence, colleague: User) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    assert plan(today=TUESDAY) == 0
    assert rungs(delivery) == [(0, DUE)]


def test_it_never_counts_as_done(delivery: Occurrence, colleague: User) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    delivery.refresh_from_db()
    assert delivery.phase == "live" and delivery.done_date is None
    plan(today=DUE + timedelta(days=8))
    assert any(lead < 0 for lead, _ in rungs(delivery))


def test_the_day_is_told_of_even_where_the_policy_leaves_it_out(
    delivery: Occurrence, colleague: User
) -> None:
    Reminder.objects.filter(occurrence=delivery, lead=0).delete()
    acknowledge(occurrence=delivery, by=colleague)
    assert rungs(delivery) == [(0, DUE)]


def test_another_persons_acknowledgement_leaves_the_reminders(
    delivery: Occurrence, owner: User
) -> None:
    before = rungs(delivery)
    acknowledge(occurrence=delivery, by=owner)
    assert rungs(delivery) == before


def test_it_lapses_with_the_date(delivery: Occurrence, colleague: User, owner: User) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    later = date(2020, 4, 15)
    occurrences.extend(
        occurrence=delivery, to=later, by=owner, reason="by letter", agreed_with="the buyer"
    )
    assert (1, later - timedelta(days=1)) in rungs(delivery)
    with pytest.raises(NotNow, match="has moved since: from Wed 25 Mar 2020 to Wed 15 Apr 2020"):
        acknowledge(occurrence=delivery, by=colleague, seen=DUE)
    acknowledge(occurrence=delivery, by=colleague, seen=later)
    assert Acknowledgement.objects.count() == 2


def test_nobody_acknowledges_twice(delivery: Occurrence, colleague: User) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    with pytest.raises(NotNow, match="acknowledged this on Tue 10 Mar 2020"):
        acknowledge(occurrence=delivery, by=colleague)


def test_what_is_done_is_not_acknowledged(delivery: Occurrence, colleague: User) -> None:
    occurrences.complete(occurrence=delivery, on=TUESDAY, by=colleague)
    with pytest.raises(NotNow, match="This is done"):
        acknowledge(occurrence=delivery, by=colleague)


def test_an_outsider_may_not(delivery: Occurrence, outsider: User) -> None:
    with pytest.raises(NotAllowed):
        acknowledge(occurrence=delivery, by=outsider)
    with pytest.raises(NotAllowed):
        snooze(occurrence=delivery, until=date(2020, 3, 16), by=outsider)


def test_a_reader_may_who_is_reminded_of_it(delivery: Occurrence, colleague: User) -> None:
    colleague.role = User.Role.READER
    assert acknowledge(occurrence=delivery, by=colleague).person == colleague


# Taken back


def test_taken_back_it_is_as_if_it_had_never_been_given(
    delivery: Occurrence, colleague: User
) -> None:
    before = rungs(delivery)
    acknowledge(occurrence=delivery, by=colleague)
    take_back(occurrence=delivery, by=colleague, reason="the wrong line")
    assert rungs(delivery) == before and why(delivery) == set()
    assert not Acknowledgement.objects.exists()
    with pytest.raises(NotNow, match="acknowledged nothing here that still counts"):
        take_back(occurrence=delivery, by=colleague, reason="again")
    acknowledge(occurrence=delivery, by=colleague)
    assert rungs(delivery) == [(0, DUE)]


def test_what_was_passed_meanwhile_is_not_told_of_twice(
    delivery: Occurrence, colleague: User
) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    set_day(date(2020, 3, 19))
    take_back(occurrence=delivery, by=colleague, reason="the wrong line")
    # Of the two leads that passed, the later one is made up for.
    assert [lead for lead, _ in rungs(delivery)] == [7, 1, 0]


# Who takes it back, what became of the date, and the sentence; None: it is taken back
TAKEN_BACK = [
    ("colleague", "as it was", None),
    ("colleague", "overdue", "nothing here that still counts"),
    ("colleague", "moved", "nothing here that still counts"),
    ("colleague", "done", "Nothing is sent about this any more"),
    ("owner", "as it was", "nothing here that still counts"),
]


@pytest.mark.parametrize(("who", "became", "sentence"), TAKEN_BACK)
def test_who_takes_what_back(
    delivery: Occurrence, colleague: User, owner: User, who: str, became: str, sentence: str | None
) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    if became == "overdue":
        set_day(DUE + timedelta(days=1))
    elif became == "moved":
        later = date(2020, 4, 15)
        occurrences.extend(
            occurrence=delivery, to=later, by=owner, reason="by letter", agreed_with="the buyer"
        )
    elif became == "done":
        occurrences.complete(occurrence=delivery, on=TUESDAY, by=colleague)
    by = {"colleague": colleague, "owner": owner}[who]
    if sentence is None:
        take_back(occurrence=delivery, by=by, reason="a mistake")
    else:
        with pytest.raises(NotNow, match=sentence):
            take_back(occurrence=delivery, by=by, reason="a mistake")
    assert Acknowledgement.objects.exists() == (sentence is not None)


def test_an_outsider_takes_nothing_back(delivery: Occurrence, outsider: User) -> None:
    with pytest.raises(NotAllowed):
        take_back(occurrence=delivery, by=outsider, reason="so")


def test_it_is_taken_back_on_the_page_and_in_the_log(
    delivery: Occurrence, colleague: User, as_colleague: Client, as_owner: Client
) -> None:
    page = reverse("obligation", args=[delivery.obligation_id]) + f"?o={delivery.pk}"
    log = reverse("delivery", args=[delivery.obligation_id])
    act = reverse("act", args=[delivery.pk, "not-acknowledged"])
    assert act not in as_colleague.get(page).content.decode()
    acknowledge(occurrence=delivery, by=colleague)
    for client, there in ((as_colleague, True), (as_owner, False)):
        for address in (page, log):
            assert (act in client.get(address).content.decode()) is there
    assert as_colleague.post(act, {"reason": " "}).status_code == 422
    assert as_colleague.post(act, {"reason": "the wrong line"}).status_code == 302
    for address in (page, log):
        shown = as_colleague.get(address).content.decode()
        assert act not in shown and "Taken back: the wrong line" in shown
    said = "took the acknowledgement of the reminder of"
    assert (
        said
        in as_owner.get(
            reverse("obligation_history", args=[delivery.obligation_id])
        ).content.decode()
    )


# Later


def test_a_snooze_drops_what_comes_before_it_and_wakes_up(
    delivery: Occurrence, colleague: User
) -> None:
    snooze(occurrence=delivery, until=date(2020, 3, 19), by=colleague)
    # The leads of 14 and 7 days fell before that Thursday.
    assert rungs(delivery) == [(6, date(2020, 3, 19)), (1, date(2020, 3, 24)), (0, DUE)]
    assert why(delivery) == {"to be told again on Thu 19 Mar 2020"}
    again = Reminder.objects.get(occurrence=delivery, purpose="wake-up")
    assert again.recipient == colleague


def test_a_wake_up_on_a_weekend_comes_before_it(delivery: Occurrence, colleague: User) -> None:
    snooze(occurrence=delivery, until=date(2020, 3, 22), by=colleague)
    again = Reminder.objects.get(occurrence=delivery, purpose="wake-up")
    assert again.falls_on == date(2020, 3, 20)


def test_a_wake_up_that_was_dropped_is_planned_again(delivery: Occurrence, colleague: User):
    snooze(occurrence=delivery, until=date(2020, 3, 19), by=colleague)
    Reminder.objects.filter(purpose="wake-up").delete()
    assert plan(today=TUESDAY) == 1
    assert Reminder.objects.filter(purpose="wake-up", state="planned").count() == 1


def test_the_last_snooze_counts(delivery: Occurrence, colleague: User) -> None:
    for day in (19, 17, 24):
        snooze(occurrence=delivery, until=date(2020, 3, day), by=colleague)
    assert Snooze.objects.get().until == date(2020, 3, 24)
    again = Reminder.objects.filter(occurrence=delivery, purpose="wake-up", state="planned")
    assert [row.falls_on for row in again] == [date(2020, 3, 24)]


def test_an_acknowledgement_keeps_the_wake_up(delivery: Occurrence, colleague: User) -> None:
    snooze(occurrence=delivery, until=date(2020, 3, 19), by=colleague)
    acknowledge(occurrence=delivery, by=colleague)
    assert rungs(delivery) == [(6, date(2020, 3, 19)), (0, DUE)]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2020, 3, 26), "Thu 26 Mar 2020 is too late: the last possible day is Wed 25 Mar"),
        (TUESDAY, "Tue 10 Mar 2020 is not ahead. Name a day from Wed 11 Mar 2020 to Wed 25 Mar"),
    ],
)
def test_a_day_out_of_bounds_is_refused_with_the_last_possible_one(
    delivery: Occurrence, colleague: User, until: date, sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        snooze(occurrence=delivery, until=until, by=colleague)
    assert not Snooze.objects.exists()


def test_the_safe_date_bounds_it_where_there_is_one(planned: None, owner: User) -> None:
    safe = Occurrence.objects.filter(phase="live", act_by_date__lt=F("due_date"))
    row = safe.filter(act_by_date__gt=TUESDAY).order_by("sort_date").first()
    assert row is not None and row.act_by_date is not None
    with pytest.raises(NotNow, match=f"last possible day is {show(row.act_by_date)}"):
        snooze(occurrence=row, until=row.act_by_date + timedelta(days=1), by=owner)


def test_an_extended_date_bounds_it(delivery: Occurrence, owner: User, colleague: User) -> None:
    later = date(2020, 4, 15)
    occurrences.extend(
        occurrence=delivery, to=later, by=owner, reason="by letter", agreed_with="the buyer"
    )
    delivery.refresh_from_db()
    snooze(occurrence=delivery, until=later, by=colleague)
    with pytest.raises(NotNow, match="last possible day is Wed 15 Apr 2020"):
        snooze(occurrence=delivery, until=later + timedelta(days=1), by=colleague)


def test_what_is_overdue_is_put_off_no_more(planned: None, occurrence, owner: User) -> None:
    with pytest.raises(NotNow, match="can be put off no more"):
        snooze(occurrence=occurrence("2.1"), until=date(2020, 3, 16), by=owner)


# Between planning and sending


@pytest.mark.parametrize("answered", ["acknowledged", "put off"])
def test_answered_between_queueing_and_composing_it_is_left_out(
    delivery: Occurrence, colleague: User, answered: str
) -> None:
    day = date(2020, 3, 11)
    set_day(day)
    Reminder.objects.exclude(occurrence=delivery).delete()
    queue_messages(today=day)
    message = Message.objects.get(recipient=colleague)
    if answered == "acknowledged":
        acknowledge(occurrence=delivery, by=colleague)
    else:
        snooze(occurrence=delivery, until=date(2020, 3, 19), by=colleague)
    assert compose(message) is False
    assert Reminder.objects.get(occurrence=delivery, lead=14).state == "dropped"


def test_a_row_that_escaped_the_dropping_is_dropped_when_it_is_composed(
    delivery: Occurrence, colleague: User
) -> None:
    """As after a race: planned by another turn at the moment of the acknowledgement."""
    day = date(2020, 3, 11)
    Reminder.objects.exclude(occurrence=delivery).delete()
    acknowledge(occurrence=delivery, by=colleague)
    Reminder.objects.filter(lead=14).update(state="planned", dropped_because="")
    queue_messages(today=day)
    assert compose(Message.objects.get(recipient=colleague)) is False
    assert Reminder.objects.get(lead=14).dropped_because.startswith("acknowledged by Ben")
