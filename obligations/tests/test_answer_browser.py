"""In a real browser: a reminder is answered from its mail, without a sign-in and without a slip."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions.planning import plan
from obligations.models import Acknowledgement, Occurrence, Snooze
from obligations.outputs.answer_links import token_for
from obligations.tests.conftest import TUESDAY
from obligations.tests.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DUE = date(2020, 3, 25)


def test_from_the_mail_to_the_answer(
    browse: Callable[..., Any], occurrence: Callable[..., Occurrence], colleague: User
) -> None:
    row = occurrence("3.1", DUE)
    with seeing_everything():
        plan(today=TUESDAY)
    page = browse(bypass_csp=True, viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto(reverse("answer", args=[token_for(row.pk, colleague.pk, DUE)]))
    assert violations(page) == []
    page.get_by_label("On another day").check()
    page.get_by_label("That day").fill("20 Mar 2020")
    page.get_by_role("button", name="Remind me later").click()
    page.get_by_text("You are reminded again on Fri 20 Mar 2020.").wait_for()
    page.reload()
    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("It is acknowledged.").wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="hand it over").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    with seeing_everything():
        assert Snooze.objects.get().until == date(2020, 3, 20)
        assert Acknowledgement.objects.get().person == colleague
