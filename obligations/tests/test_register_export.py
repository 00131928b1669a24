"""The register as CSV: the same lines as the page, and no cell that a spreadsheet would run."""

import csv
import io

import pytest

from agreements.audit import recording
from obligations.models import Obligation
from obligations.outputs.spreadsheet import HEAD, quoted

pytestmark = pytest.mark.django_db


def table(answer):
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_it_has_the_lines_of_the_page(agreement, as_owner):
    page = as_owner.get("/register?status=overdue&sort=-date").context["page"]
    rows = table(as_owner.get("/register.csv?status=overdue&sort=-date"))
    assert [row["Title"] for row in rows] == [line.title for line in page.lines]
    assert tuple(rows[0]) == HEAD
    assert rows[-1] | {"Address": ""} == {
        "Agreement": "SUP-2019",
        "Section": "2.1",
        "Reference": "2.1",
        "Key": "",
        "Title": "Send the yearly forecast",
        "Kind": "deliverable",
        "Status": "overdue",
        "Opens": "2019-12-02",
        "First day": "",
        "Due": "2020-01-01",
        "Last day": "2020-01-01",
        "Safe by": "2019-12-31",
        "At": "",
        "Days from today": "-69",
        "Awaiting": "",
        "Obligor": "Birch Stores plc (Customer)",
        "Obligee": "Alder Works Ltd (Supplier)",
        "Who answers": "Olivia Hart",
        "Amount": "",
        "Certainty": "actual",
        "Confirmed": "no",
        "Cautions": "1",
        "Address": "",
    }


def test_it_is_sent_as_a_file_named_by_the_day(agreement, as_owner):
    answer = as_owner.get("/register.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="register-2020-03-10.csv"'


def test_a_wall_holds_while_it_is_sent(agreement, as_outsider):
    assert table(as_outsider.get("/register.csv")) == []


def test_nobody_gets_it_without_a_sign_in(client, db):
    assert client.get("/register.csv").status_code == 302


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(start):
    assert quoted(f'{start}HYPERLINK("http://x")') == f'\'{start}HYPERLINK("http://x")'


def test_ordinary_text_stays_as_it_is():
    assert [quoted(value) for value in ("3(a)", None, 4, "a=b")] == ["3(a)", "", "4", "a=b"]


def test_a_title_that_is_a_formula_is_defused(agreement, as_owner, system):
    with recording(by=system, action="enter", reason="for a test"):
        Obligation.objects.filter(ref="4").update(title="=1+1")
    (row,) = table(as_owner.get("/register.csv?kind=restriction"))
    assert row["Title"] == "'=1+1"
