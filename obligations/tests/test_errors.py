"""What cannot be shown says in a sentence what is wrong and where to go."""

import pytest
from django.test import Client

from obligations.views import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_debug(settings):
    settings.DEBUG = False


def test_an_address_that_leads_nowhere(as_owner, client, without_debug):
    for browser in (as_owner, client):
        answer = browser.get("/nowhere")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.content.decode()


def test_a_right_that_is_missing_is_named(as_outsider):
    answer = as_outsider.get("/people/invite")
    assert answer.status_code == 403
    assert "This is for administrators." in answer.content.decode()


def test_a_form_that_is_too_old(owner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    answer = browser.post("/clock/forward", {"by": "day"})
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()


def test_a_failure_says_that_nothing_was_saved(as_owner, monkeypatch, without_debug):
    def fail(*args, **options):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(today, "pulses", fail)
    as_owner.raise_request_exception = False
    answer = as_owner.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "was not saved" in page and "on purpose" not in page
