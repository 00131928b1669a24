"""A paralegal enters an agreement by hand in a real browser, and sees the right dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions.happenings import Said, record
from obligations.models import KeyDate, Obligation, Occurrence
from obligations.tests.conftest import FILES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Browse = Callable[..., Any]


def new_party(page: Any, row: int, name: str, role: str) -> None:
    """Enters a party that Longstop does not know yet, in the window that opens for it."""
    fields = page.locator(f"#participations-{row}")
    with page.expect_popup() as opened:
        fields.locator(".add-related").click()
    window = opened.value
    window.fill("#id_name", name)
    with window.expect_event("close"):
        window.click("text=Save")
    assert name in fields.locator(".select2-selection__rendered").inner_text()
    fields.locator("[name$=-role]").fill(role)


def key_date(page: Any, row: int, name: str, kind: str) -> None:
    page.fill(f"[name=key_dates-{row}-name]", name)
    page.select_option(f"[name=key_dates-{row}-kind]", label=kind)


def answer(page: Any, rule: str) -> Any:
    """What is said about a rule while it is typed."""
    return page.locator(f"{rule} ~ .trial-answer")


def obligation(page: Any, ref: str, kind: str, title: str, rule: str) -> None:
    page.fill("#id_ref", ref)
    page.fill("#id_section", ref)
    page.select_option("#id_kind", kind)
    page.fill("#id_title", title)
    page.fill("#id_summary", f"{title}.")
    page.fill("#id_rule", rule)
    page.locator("[name=obligors]").nth(1).check()
    page.locator("[name=obligees]").nth(0).check()


def test_a_paralegal_enters_an_agreement_by_hand(
    browse: Browse, colleague: User, tuesday: date
) -> None:
    page = browse(colleague)
    page.goto("/")
    page.click("details.menu > summary")
    page.click("text=Data entry")
    page.click("text=Enter an agreement")
    enter_agreement(page)
    enter_obligations(page)
    with seeing_everything():
        agreement = Agreement.objects.get(reference="SUP-2020")
        signing = KeyDate.objects.get(agreement=agreement, name="Signing")
        record(key_date=signing, said=Said(day=date(2020, 3, 6)), by=colleague)
    see_dates(page, agreement)


def enter_agreement(page: Any) -> None:
    page.fill("#id_reference", "SUP-2020")
    page.fill("#id_title", "Supply of lids")
    page.fill("#id_signed_date", "6 March 2020")
    page.fill("#id_conventions-0-calendar", "england")
    page.fill("#id_conventions-0-zone", "Europe/London")
    new_party(page, 0, "Cedar Ltd", "Supplier")
    new_party(page, 1, "Dogwood plc", "Customer")
    key_date(page, 0, "Signing", "Event, happens once")
    key_date(page, 1, "Delivery", "Repeating event")
    key_date(page, 2, "First Delivery Day", "Defined by a rule")
    page.locator("[name=key_dates-2-rule]").press_sequentially("10 business days after [sig")
    assert page.locator(".rule-names [aria-selected=true]").get_attribute("data-name") == "Signing"
    page.keyboard.press("Enter")
    assert page.input_value("[name=key_dates-2-rule]") == "10 business days after [Signing]"
    said = answer(page, "[name=key_dates-2-rule]")
    said.get_by_text("waits for [Signing]").wait_for()
    page.click("text=Save and stay here")
    assert page.locator("h1").inner_text() == "SUP-2020 Supply of lids"


def enter_obligations(page: Any) -> None:
    page.locator(".page-head").get_by_text("Add an obligation").click()
    obligation(page, "2.1", "deliverable", "Deliver the first lids", "on [First Delivery Day]")
    answer(page, "#id_rule").get_by_text("waits for [Signing]").wait_for()
    page.click("text=Save and add another")
    obligation(page, "3.1", "payment", "Pay the deposit", "within 5 busyness days after [Signing]")
    wrong = answer(page, "#id_rule")
    wrong.get_by_text("Not yet a rule.").wait_for()
    assert wrong.locator("mark").inner_text() == "busyness"
    page.click("text=Save and add another")
    page.get_by_text("Nothing is saved yet.").wait_for()
    assert page.input_value("#id_title") == "Pay the deposit"
    assert "busyness" in page.locator(".field-rule .error").inner_text()
    page.fill("#id_rule", "within 5 business days after [Signing]")
    page.click("text=Save and add another")
    obligation(page, "3.2", "payment", "Pay for a delivery", "within 30 days after [Delivery]")
    page.click("button[name=_save]")


def see_dates(page: Any, agreement: Agreement) -> None:
    page.goto(f"/admin/agreements/agreement/{agreement.pk}/change/")
    page.click("text=Deliver the first lids")
    assert "Fri 20 Mar 2020" in page.locator("#dates").inner_text()
    answer(page, "#id_rule").get_by_text("Fri 20 Mar 2020").first.wait_for()
    with seeing_everything():
        rows = Occurrence.objects.filter(agreement=agreement)
        due = dict(rows.values_list("obligation__ref", "due_date"))
    # Ten and five business days after Fri 6 Mar 2020; no delivery yet.
    assert due == {"2.1": date(2020, 3, 20), "3.1": date(2020, 3, 13), "3.2": None}


def test_an_agreement_file_is_looked_at_and_imported(
    browse: Browse, colleague: User, tuesday: date
) -> None:
    page = browse(colleague)
    page.goto("/admin/import/")
    page.set_input_files("#file", FILES / "supply-2019.yaml")
    page.click("text=Show what it would do")
    page.get_by_text("SUP-2019: a new agreement").wait_for()
    page.click("text=Enter this agreement")
    page.get_by_text("SUP-2019 is entered as its file says.").wait_for()
    assert page.locator("#obligations tbody tr").count() == 8


def test_pages_fit_a_narrow_screen(browse: Browse, agreement: Agreement, owner: User) -> None:
    page = browse(owner, viewport={"width": 390, "height": 800})
    with seeing_everything():
        row = agreement.obligations.order_by("position")[0]
    for url in (
        "/admin/",
        "/admin/obligations/obligation/",
        f"/admin/agreements/agreement/{agreement.pk}/change/",
        f"/admin/obligations/obligation/{row.pk}/change/",
        "/admin/import/",
    ):
        page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, url


def test_leaving_with_something_typed_asks_first(
    browse: Browse, agreement: Agreement, colleague: User
) -> None:
    page = browse(colleague)
    page.goto(f"/admin/agreements/agreement/{agreement.pk}/change/")
    page.fill("#id_title", "Another title")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("text=Overview")
    page.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]


def test_what_may_stand_at_the_cursor_is_chosen_with_the_keyboard(
    browse: Any, agreement: Agreement, owner: User
) -> None:
    page = browse(owner)
    with seeing_everything():
        found = Obligation.objects.filter(agreement=agreement).first()
    page.goto(f"/admin/obligations/obligation/{found.pk}/change/")
    rule = page.locator("#id_rule")
    rule.fill("")
    rule.press_sequentially("with")
    page.locator('.rule-names [aria-selected=true][data-text="within"]').wait_for()
    assert rule.get_attribute("aria-controls") == "rule-names"
    page.keyboard.press("Enter")
    rule.press_sequentially(" thirty (30) days ")
    page.keyboard.press("Control+Space")
    page.locator('.rule-names [data-text="after"]').wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".rule-names").count() == 0
    rule.press_sequentially("following agreement d")
    page.locator(".rule-names [aria-selected=true]").wait_for()
    page.keyboard.press("Tab")
    assert rule.input_value() == "within thirty (30) days following [Agreement Date]"
    page.get_by_text("Write it so").click()
    assert rule.input_value() == "within 30 days after [Agreement Date]"
    page.locator("#id_rule ~ .trial-answer").get_by_text("The safe date is").wait_for()


def test_without_javascript_a_rule_is_plain_text(
    browse: Any, agreement: Agreement, owner: User
) -> None:
    page = browse(owner, java_script_enabled=False)
    with seeing_everything():
        found = Obligation.objects.filter(agreement=agreement).first()
    page.goto(f"/admin/obligations/obligation/{found.pk}/change/")
    page.fill("#id_rule", "within 30 dais after [Agreement Date]")
    page.fill("#id_reason", "for a test")
    page.click("button[name=_save]")
    assert "dais" in page.locator(".field-rule .error").inner_text()
