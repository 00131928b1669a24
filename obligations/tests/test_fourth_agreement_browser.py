"""An agreement that nobody has seen, entered by hand: its dates, a reminder, a report."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.management import call_command

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions import reports
from obligations.models import Occurrence, Report
from obligations.tests.test_admin_browser import key_date, new_party, obligation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OBLIGATIONS = (
    ("4.1", "condition precedent", "Obtain clearance", "on or before [Long Stop Date]"),
    ("6.2", "deliverable", "Deliver accounts", "within 60 Business Days after [Completion]"),
    (
        "8.3",
        "survival",
        "Claims can be made",
        "from [Completion] until 18 months after [Completion]",
    ),
    (
        "9.1",
        "deliverable",
        "Send the earn-out statement",
        "within 30 days after end of each calendar quarter, from [Completion], until 2021-03-31",
    ),
)


def test_a_share_purchase_agreement_by_hand(
    browse: Callable[..., Any], colleague: User, tuesday: date, own_files: Any
) -> None:
    page = browse(colleague)
    page.goto("/agreements")
    page.get_by_role("link", name="Enter an agreement").click()
    enter_facts(page)
    for one in OBLIGATIONS:
        page.goto("/agreements/SPA-2020/obligations")
        page.get_by_role("link", name="Add an obligation").click()
        obligation(page, *one)
        page.click("button[name=_save]")
    record(page, "Signing", "2 Mar 2020", "Wed 2 Sep 2020")
    record(page, "Completion", "10 Mar 2020", "Mon 8 Jun 2020")
    see_dates()
    be_reminded(page)
    take_a_report(page)


def enter_facts(page: Any) -> None:
    page.fill("#id_reference", "SPA-2020")
    page.fill("#id_title", "Sale of Hawthorn Instruments")
    page.fill("#id_conventions-0-calendar", "england")
    page.fill("#id_conventions-0-zone", "Europe/London")
    new_party(page, 0, "Rowan Holdings plc", "Buyer")
    new_party(page, 1, "Hazel Family Trust", "Seller")
    key_date(page, 0, "Signing", "Event, happens once")
    key_date(page, 1, "Completion", "Event, happens once")
    key_date(page, 2, "Long Stop Date", "Defined by a rule")
    page.fill("[name=key_dates-2-rule]", "6 months after [Signing]")
    page.click("text=Save and stay here")
    page.get_by_role("heading", level=1, name="SPA-2020").wait_for()


def record(page: Any, name: str, day: str, brings: str) -> None:
    page.goto("/agreements/SPA-2020")
    page.get_by_role("link", name=f"Record {name}").click()
    page.wait_for_load_state()  # the preview follows what is typed once its script is there
    page.get_by_label("Date", exact=True).fill(day)
    page.locator("#foreseen").get_by_text(brings).first.wait_for()
    page.get_by_role("button", name="Record it").click()
    page.get_by_text(f"“{name}” is recorded").wait_for()


def see_dates() -> None:
    with seeing_everything():
        rows = Occurrence.objects.filter(agreement__reference="SPA-2020").order_by("sort_date")
        found = [(row.obligation.ref, str(row.sort_date)) for row in rows]
    assert found == [
        ("9.1", "2020-04-30"),
        # Sixty business days over Good Friday, Easter Monday and two holidays in May 2020.
        ("6.2", "2020-06-08"),
        ("9.1", "2020-07-30"),
        ("4.1", "2020-09-02"),
        ("9.1", "2020-10-30"),
        ("9.1", "2021-01-30"),
        ("9.1", "2021-04-30"),
        ("8.3", "2021-09-10"),
    ]


def be_reminded(page: Any) -> None:
    page.get_by_role("button", name="one month").click()
    page.get_by_text("It is Fri 10 Apr 2020 now").wait_for()
    call_command("dispatch")
    page.goto("/mail")
    row = page.locator("tbody tr", has_text="Send the earn-out statement").first
    assert {"Ben Okafor", "Sent"} <= set(row.inner_text().split("\t"))


def take_a_report(page: Any) -> None:
    page.goto("/reports")
    page.get_by_label("Agreement", exact=True).select_option("SPA-2020")
    page.get_by_role("button", name="Make the report").click()
    page.get_by_text("Waiting for its turn").wait_for()
    with seeing_everything():
        report = Report.objects.get()
    reports.run(report_id=report.pk)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the PDF").click()
    pdf = pypdfium2.PdfDocument(fetched.value.path())
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    for said in ("Rowan Holdings plc", "Deliver accounts", "60 Business Days", "Mon 8 Jun 2020"):
        assert said in " ".join(words.split())
