"""The health address says whether Longstop works, and does so without a sign-in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from config import health
from config.database import parse
from obligations.models import Heartbeat


def beat(**silent_for: timedelta) -> None:
    for name, silence in silent_for.items():
        Heartbeat.objects.create(name=name, beat_at=timezone.now() - silence)


NOW, LONG_AGO = timedelta(0), timedelta(minutes=4)


@pytest.mark.django_db
def test_it_is_well(client):
    beat(planner=NOW, sender=NOW)
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "sender": "ok",
        "calendars": "ok",
        "audit": "nothing sealed yet",
    }


@pytest.mark.django_db
def test_a_silent_sender_is_told(client):
    beat(planner=NOW, sender=LONG_AGO)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["sender"] == "sender silent for 4 minutes"


@pytest.mark.django_db
def test_reminders_that_never_left_are_told(client):
    assert "planner silent since it was set up" in client.get("/health").json()["sender"]


@pytest.mark.django_db
def test_it_costs_five_questions(client, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/health")


@pytest.mark.django_db
def test_it_is_never_kept(client):
    assert "no-store" in client.get("/health")["Cache-Control"]


@pytest.mark.django_db
def test_one_failing_check_fails_the_whole(client, monkeypatch):
    beat(planner=NOW, sender=NOW)
    monkeypatch.setitem(health.CHECKS, "another", lambda: "silent for 50 s")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert answer.json()["another"] == "silent for 50 s"


@pytest.mark.django_db(transaction=True)
def test_an_unreachable_database_is_told(client, monkeypatch):
    connection.close()
    for name, value in parse("postgresql://longstop_app@127.0.0.1:1/longstop").items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"
    connection.close()


@pytest.mark.django_db
def test_it_only_answers_questions(client):
    assert client.post("/health").status_code == 405
