"""The register as CSV and Excel: the lines of the page, and no cell that a sheet would run."""

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from agreements.audit import recording
from obligations.models import Obligation
from obligations.outputs.spreadsheet import HEAD, quoted
from obligations.views import register

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200
    found = b"".join(answer.streaming_content).decode("utf-8")
    assert found.startswith("\ufeff")
    return found.removeprefix("\ufeff")


def table(answer):
    return list(csv.DictReader(io.StringIO(text(answer))))


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


def sheet(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("officedocument.spreadsheetml.sheet")
    return load_workbook(io.BytesIO(answer.content)).active


@pytest.mark.parametrize(
    "query",
    ["", "?status=overdue&sort=-date", "?kind=restriction", "?as_at=2020-02-01", "?q=nothing+fits"],
)
def test_excel_has_the_lines_and_the_columns_of_csv(agreement, as_owner, query):
    rows = list(csv.reader(io.StringIO(text(as_owner.get(f"/register.csv{query}")))))
    cells = [[cell.value for cell in row] for row in sheet(as_owner.get(f"/register.xlsx{query}"))]
    assert [[told(value) for value in row] for row in cells] == rows


def told(value):
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_its_dates_are_dates(agreement, as_owner):
    page = sheet(as_owner.get("/register.xlsx?status=overdue&sort=-date"))
    row = dict(zip((cell.value for cell in page[1]), page[page.max_row], strict=True))
    assert row["Due"].value.date() == date(2020, 1, 1)
    assert row["Due"].number_format == "ddd d mmm yyyy"
    assert row["Days from today"].value == -69
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", f"A1:W{page.max_row}")


def test_excel_is_named_by_the_day_and_by_what_was_known(agreement, as_owner):
    names = {
        "": "register-2020-03-10",
        "?known_on=2020-03-09": "register-2020-03-09-known-2020-03-09",
    }
    for query, name in names.items():
        answer = as_owner.get(f"/register.xlsx{query}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'


def test_a_wall_holds_in_excel(agreement, as_outsider):
    assert sheet(as_outsider.get("/register.xlsx")).max_row == 1


def test_a_register_too_long_for_excel_is_refused_with_a_sentence(agreement, as_owner, monkeypatch):
    monkeypatch.setattr(register, "MOST_IN_EXCEL", 1)
    answer = as_owner.get("/register.xlsx?sort=-date", follow=True)
    assert answer.redirect_chain == [("/register?sort=-date", 302)]
    assert "Narrow the filter, or export it as CSV." in answer.content.decode()


def test_it_is_sent_as_a_file_named_by_the_day(agreement, as_owner):
    answer = as_owner.get("/register.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="register-2020-03-10.csv"'


def test_a_wall_holds_while_it_is_sent(agreement, as_outsider):
    assert table(as_outsider.get("/register.csv")) == []


def test_nobody_gets_it_without_a_sign_in(client, db):
    assert client.get("/register.csv").status_code == 302
    assert client.get("/register.xlsx").status_code == 302


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
    page = sheet(as_owner.get("/register.xlsx?kind=restriction"))
    (title,) = (cell for cell in page[2] if cell.value == "'=1+1")
    assert title.data_type == "s"
