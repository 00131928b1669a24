"""The closing checklist as a report: asked for on the page, made in the queue, of one or all."""

import pytest
from django.urls import reverse

from obligations.actions import reports
from obligations.actions.closing import Marked, mark
from obligations.clock import business_now
from obligations.models import Occurrence, Report
from obligations.outputs.checklist_pdf import html
from obligations.queries.report import Wanted
from obligations.queries.report_closing import closing_checklists
from obligations.tests.conftest import FILES, TUESDAY, enter
from obligations.tests.finding import key_date_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(own_files):
    """Reports go to a folder of this test's own."""
    return own_files / "reports"


@pytest.fixture
def sale(unwalled, tuesday, owner, colleague, system):
    """CHK-2020 (files/checklist-2020.yaml)."""
    return enter(FILES / "checklist-2020.yaml", [owner, colleague], system)


def test_it_is_asked_for_on_the_page_and_made(sale, as_owner):
    address = reverse("closing_pdf", args=[sale.reference])
    closing = key_date_of(sale, "First Closing")
    assert as_owner.post(address, {"closing": closing.pk}).status_code == 302
    report = Report.objects.get()
    assert (report.kind, report.closing) == ("closing", closing)
    reports.run(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.pages) == ("done", 1)
    assert report.file_name == "closing-chk-2020-first-closing-2020-03-10.pdf"
    page = as_owner.get(reverse("reports")).content.decode()
    assert "Closing checklist: " in page and "First Closing" in page
    assert as_owner.post(address).status_code == 302 and Report.objects.count() == 2
    for wrong in ("0", "x", "9" * 30, key_date_of(sale, "Longstop Date").pk):
        assert as_owner.post(address, {"closing": wrong}).status_code == 404


def test_what_was_entered_is_escaped_and_what_failed_is_told(sale, owner):
    row = Occurrence.objects.get(agreement=sale, obligation__ref="opinion")
    said = Marked(state="failed", day=TUESDAY, note="<b>No</b> opinion", asked="Oak & Co")
    mark(occurrence=row, marked=said, by=owner)
    wanted = Wanted(TUESDAY, agreement=sale.pk, kind="closing")
    text = html(closing_checklists(owner, wanted, business_now()))
    assert "&lt;b&gt;No&lt;/b&gt; opinion" in text and "Asked: Oak &amp; Co" in text
    assert "Closing checklist of Share Purchase Agreement" in text and "Failed" in text
    assert "Cut-off Wed" in text
