"""Today shows what is late, what comes, what waits and what is forbidden, to whom it concerns."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.clock import business_now, machine_now
from obligations.models import Heartbeat
from obligations.queries.today import today_for

pytestmark = pytest.mark.django_db


def titles(found, name):
    return [line.title for line in found.sections[name].lines]


@pytest.fixture
def found(agreement, tuesday, owner):
    return today_for(owner, business_now(), tuesday, mine=False)


def test_each_line_stands_in_its_section(found):
    assert titles(found, "overdue") == [
        "Send the yearly forecast",
        "Report the stock",
        "Report the stock",
        "Pay for a delivery",
        "Report the stock",
    ]
    assert titles(found, "due-today") == ["Insure the warehouse"]
    assert titles(found, "week") == []
    assert titles(found, "month") == ["Pay for a delivery", "Report the stock"]
    assert titles(found, "quarter") == ["Report the stock", "Report the stock"]
    assert titles(found, "forbidden") == ["Sell no crates to others"]
    assert titles(found, "undated") == ["Tell of a shortage at once"]


def test_a_key_date_is_awaited_by_its_obligations(found):
    (awaited,) = found.awaited
    assert (awaited.agreement, awaited.name, awaited.obligations) == (
        "SUP-2019",
        "Renewal Notice",
        1,
    )


def test_what_is_mine_is_what_i_answer_for(agreement, tuesday, colleague):
    found = today_for(colleague, business_now(), tuesday, mine=True)
    assert set(titles(found, "overdue")) == {"Report the stock", "Pay for a delivery"}
    assert titles(found, "due-today") == []
    assert found.awaited == []


def test_the_outsider_sees_an_empty_page_that_says_what_to_do(agreement, as_outsider):
    page = as_outsider.get("/").content.decode()
    assert "There is no agreement that you may see." in page
    assert "SUP-2019" not in page


def test_without_a_sign_in_there_is_nothing(client, db, sign_in_page):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, f"{sign_in_page}?next=/")


def test_it_begins_with_what_is_mine(agreement, as_owner, as_administrator):
    assert "What is yours" in as_owner.get("/").content.decode()
    assert "Everything that you may see" in as_administrator.get("/").content.decode()


def test_a_silent_sender_is_told_in_words(agreement, as_owner):
    Heartbeat.objects.create(name="planner", beat_at=machine_now())
    Heartbeat.objects.create(name="sender", beat_at=machine_now() - timedelta(minutes=7))
    Heartbeat.objects.create(name="loop", beat_at=machine_now() - timedelta(seconds=46))
    page = as_owner.get("/").content.decode()
    assert "The sender, which sends mail, has been silent for 7 minutes." in page
    assert "The loop, which rings every few seconds, has been silent for 46 seconds." in page
    assert "The planner" not in page


def test_beating_parts_raise_no_alarm(agreement, as_owner):
    for name in ("planner", "sender", "queue", "loop"):
        Heartbeat.objects.create(name=name, beat_at=machine_now())
    assert "may not be leaving" not in as_owner.get("/").content.decode()


def test_more_rows_do_not_make_more_queries(agreement, as_owner, grow):
    with CaptureQueriesContext(connection) as before:
        as_owner.get("/?whose=all")
    grow(agreement, 40)
    with CaptureQueriesContext(connection) as after:
        as_owner.get("/?whose=all")
    assert len(after) == len(before) < 40
