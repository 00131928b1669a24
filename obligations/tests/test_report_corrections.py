"""The report says of a corrected key date what stood there before, and why."""

from datetime import date

from obligations.actions.happenings import Said, record
from obligations.clock import machine_now
from obligations.outputs.pdf import html
from obligations.queries.report import Wanted, compliance
from obligations.tests.conftest import TUESDAY
from obligations.tests.finding import key_date_of


def test_a_corrected_key_date_says_why(closing, owner):
    def text():
        return html(compliance(owner, Wanted(TUESDAY, agreement=closing.pk), machine_now()))

    assert "Corrected, was" not in text()
    said = Said(day=date(2020, 2, 14), corrects=1)
    closing_date = key_date_of(closing, "Closing Date")
    record(key_date=closing_date, said=said, by=owner, reason="The bank says so.")
    assert "Corrected, was Fri 31 Jan 2020: The bank says so." in text()
