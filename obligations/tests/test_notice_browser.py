"""Recording a notice in a real browser: the preview follows what is typed, and is what is kept."""

import pytest

from agreements.walls import seeing_everything
from obligations.models import Notice
from obligations.tests.conftest import FILES, enter, set_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def distribution(tuesday, owner, colleague, system):
    with seeing_everything():
        return enter(FILES / "notices-2020.yaml", [owner, colleague], system)


def test_the_preview_follows_what_is_typed(browse, distribution, owner):
    page = browse(owner)
    page.goto("/agreements/NOT-2020/notices/new")
    page.get_by_label("Kind").select_option("breach notice")
    page.get_by_label("What it is about").fill("The entry fee")
    page.get_by_label("Dogwood Stores Inc. (Distributor)", exact=True).check()
    page.get_by_label("Key date that it brings about").select_option(label="Breach Notice")
    page.get_by_label("Sent on").fill("14 Feb 2020")
    page.get_by_label("At (optional)", exact=True).fill("14:00")
    page.get_by_text("The clause leaves a gap: no day is given.").wait_for()
    page.get_by_label("At (optional)", exact=True).fill("14:30")
    page.locator("#foreseen").get_by_text("Tue 18 Feb 2020").first.wait_for()
    page.get_by_role("cell", name="Cure the notified breach").wait_for()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="The entry fee").wait_for()
    with seeing_everything():
        assert Notice.objects.get().counts_date.isoformat() == "2020-02-18"


def test_on_a_phone_nothing_runs_over_the_edge(browse, distribution, owner):
    set_day(distribution.signed_date)
    page = browse(owner, viewport={"width": 390, "height": 844})
    for path in ("notices", "notices/new", "letters/new", "rights"):
        page.goto(f"/agreements/NOT-2020/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
