"""The whole main job in a real browser: what is due, what moved, what was done, mail, report."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
from django.core.management import call_command

from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions import reports
from obligations.models import Happening, Obligation, Occurrence, Report
from obligations.tests.conftest import PASSWORD
from obligations.tests.smtp import MailServer, mail_server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Browse = Callable[..., Any]
LETTER = {"name": "cover-letter.txt", "mimeType": "text/plain", "buffer": b"We file today."}


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real mail server, which the senders of this test reach."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def test_the_main_job(
    browse: Browse,
    closing: Agreement,
    owner: User,
    colleague: User,
    own_files: Any,
    server: MailServer,
) -> None:
    page = browse()
    sign_in(page, colleague)
    find_what_is_overdue(page)
    complete_it(page)
    move_the_closing(page)
    counsel = browse(owner)
    decide(counsel)
    receive_a_reminder(counsel, server, owner)
    take_a_report_away(counsel)


def sign_in(page: Any, person: User) -> None:
    page.goto("/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def find_what_is_overdue(page: Any) -> None:
    page.get_by_role("link", name="Everything").click()
    page.get_by_text("File the shelf").first.wait_for()
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_role("link", name="Overdue").click()
    page.get_by_text("One line").wait_for()
    page.get_by_role("link", name="File the shelf").click()
    page.get_by_role("heading", level=1, name="File the shelf").wait_for()
    assert "the Filing Date" in page.locator(".meaning").inner_text()
    assert "Sun 1 Mar 2020" in page.locator(".steps").first.inner_text()


def complete_it(page: Any) -> None:
    page.get_by_role("link", name="Complete").click()
    act = page.locator("#act")
    act.get_by_label("Done on").fill("28 Feb 2020")
    act.get_by_label("How it was done").fill("Filed with the Commission.")
    act.get_by_label("Evidence").set_input_files(LETTER)
    act.get_by_role("button", name="Complete", exact=True).click()
    page.get_by_text("It is recorded as done.").wait_for()
    assert page.get_by_text("Done on time").first.is_visible()
    assert page.get_by_role("link", name="cover-letter").first.is_visible()


def move_the_closing(page: Any) -> None:
    page.get_by_role("link", name="CLO-2020", exact=True).click()
    page.locator("tr", has_text="Closing Date").get_by_role("link", name="Correct").click()
    page.wait_for_load_state()  # the preview follows what is typed once its script is there
    page.get_by_label("Date", exact=True).fill("3 Feb 2020")
    foreseen = page.locator("#foreseen")
    foreseen.get_by_text("dates move").wait_for()
    assert foreseen.get_by_text("Mon 1 Jun 2020").first.is_visible()
    assert foreseen.get_by_text("completed by Ben Okafor").first.is_visible()
    page.get_by_label("Why").fill("The closing was put off over the weekend.")
    page.get_by_role("button", name="Correct it").click()
    page.get_by_text("“Closing Date” is corrected").wait_for()
    with seeing_everything():
        agreement = Agreement.objects.get(reference="CLO-2020")
        row = dict(
            Occurrence.objects.filter(agreement=agreement).values_list(
                "obligation__ref", "due_date"
            )
        )
        assert Happening.objects.filter(key_date__agreement=agreement).count() == 2
        filed = Occurrence.objects.get(agreement=agreement, obligation__ref="file")
    assert str(row["effective"]) == "2020-06-01"
    # What is done keeps the date by which it was judged.
    assert (str(filed.due_date), filed.phase) == ("2020-03-01", "done")


def decide(page: Any) -> None:
    """What counsel does: confirms, extends, waives."""
    to_obligation(page, "report")
    page.get_by_role("link", name="Confirm").click()
    page.locator("#answers-form").get_by_role("button", name="Confirm").click()
    page.get_by_text("by Olivia Hart on").first.wait_for()
    act = page.locator("#act")
    page.get_by_role("link", name="Extend").click()
    act.get_by_label("New last day").fill("31 Jul 2020")
    act.get_by_label("Agreed with").fill("Dogwood Fund")
    act.get_by_label("Why").fill("The auditors are late.")
    act.get_by_role("button", name="Extend", exact=True).click()
    page.get_by_text("by the rule Tue 30 Jun 2020").wait_for()
    to_obligation(page, "effective")
    page.get_by_role("link", name="Waive").click()
    act.get_by_label("Why").fill("The Holders want no shelf any more.")
    act.get_by_role("button", name="Waive", exact=True).click()
    page.get_by_text("The waiver is recorded.").wait_for()


def to_obligation(page: Any, ref: str) -> None:
    with seeing_everything():
        pk = Obligation.objects.get(ref=ref).pk
    page.goto(f"/obligations/{pk}")


def receive_a_reminder(page: Any, server: MailServer, owner: User) -> None:
    page.get_by_role("button", name="one month").click()
    page.get_by_text("It is Fri 10 Apr 2020 now").wait_for()
    call_command("dispatch")
    assert any("quarterly statement" in str(mail) for mail in server.mails(owner.email))
    page.goto("/mail")
    page.locator("tbody a.title").first.click()
    frame = page.frame_locator("iframe.letter")
    link = frame.get_by_role("link", name="Send the quarterly statement")
    page.goto(urlsplit(link.get_attribute("href")).path)
    page.get_by_role("heading", level=1, name="Send the quarterly statement").wait_for()


def take_a_report_away(page: Any) -> None:
    page.get_by_role("link", name="Reports").click()
    page.get_by_label("Agreement", exact=True).select_option("CLO-2020")
    page.get_by_role("button", name="Make the report").click()
    page.get_by_text("Waiting for its turn").wait_for()
    with seeing_everything():
        report = Report.objects.get()
    reports.run(report_id=report.pk)
    page.get_by_role("link", name="Download the PDF").wait_for()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the PDF").click()
    pdf = pypdfium2.PdfDocument(fetched.value.path())
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    for said in ("Send the yearly report", "The auditors are late.", "cover-letter"):
        assert said in " ".join(words.split())
