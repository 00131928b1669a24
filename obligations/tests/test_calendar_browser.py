"""An administrator closes a day in a real browser, and sees what moves before it moves."""

from datetime import date

import pytest

from agreements.walls import seeing_everything
from obligations.actions.calendars import begin_change, put_days
from obligations.tests.calendars import closed
from obligations.tests.finding import row_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_from_the_menu_to_a_version_in_force(browse, counting, administrator):
    page = browse(administrator)
    page.goto("/")
    page.locator("summary", has_text="Ada Quill").click()
    page.get_by_role("link", name="Calendars of business days").click()
    title = "Bank holidays in England and Wales, with Good Friday and Christmas Day"
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("link", name="Close or open a day").click()
    page.get_by_label("Day", exact=True).fill("16 Mar 2020")
    page.get_by_label("What the day is called").fill("Storm closure")
    page.get_by_label("Source").fill("London Gazette")
    page.get_by_label("Why it is entered").fill("Announced this morning")
    page.locator("form").filter(has=page.get_by_label("Source")).get_by_role("button").click()
    page.get_by_role("link", name="Show what it moves").click()
    page.get_by_role("heading", name="3 dates in 1 agreement").wait_for()
    page.get_by_label("Why it is put in force").fill("It is certain")
    page.get_by_role("button", name="Put it in force as 2026.1 correction 1").click()
    page.get_by_text("is in force as version 2026.1 correction 1: 3 dates moved.").wait_for()
    with seeing_everything():
        assert row_of(counting, "pay").due_date == date(2020, 3, 18)


@pytest.mark.parametrize(
    "path",
    [
        "/calendars",
        "/calendars/england?year=2020",
        "/calendars/us-fed+california-banks?year=2000",
        "/calendars/england/versions",
        "/calendars/england/change",
        "/calendars/new",
        "/calendars/drafts/{}",
        "/calendars/drafts/{}/preview",
    ],
)
def test_a_page_fits_a_phone(browse, counting, administrator, path):
    with seeing_everything():
        draft = begin_change(name="england", by=administrator, reason="announced")
        days = [closed(date(2020, 3, 16))]
        put_days(draft=draft, days=days, by=administrator, reason="announced")
    page = browse(administrator, **PHONE)
    page.goto(path.format(draft.pk))
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
