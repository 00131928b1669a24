"""The health address says whether Longstop works, and does so without a sign-in."""

import pytest
from django.db import connection

from config import health
from config.database import parse


@pytest.mark.django_db
def test_it_is_well(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok"}


@pytest.mark.django_db
def test_it_is_never_kept(client):
    assert "no-store" in client.get("/health")["Cache-Control"]


@pytest.mark.django_db
def test_one_failing_check_fails_the_whole(client, monkeypatch):
    monkeypatch.setitem(health.CHECKS, "sender", lambda: "silent for 50 s")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "database": "ok", "sender": "silent for 50 s"}


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
