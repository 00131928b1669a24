"""Kinds of reports: the same rows in every format, as at and as known on, behind the walls."""

import csv
import io
from datetime import date, timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from agreements.audit import recording
from agreements.models import Party, TeamMember
from agreements.walls import seeing_as
from obligations.actions import reports
from obligations.actions.happenings import Said, record
from obligations.actions.occurrences import complete, extend
from obligations.actions.reports import request
from obligations.clock import machine_now
from obligations.engine.errors import EngineError
from obligations.models import Obligation, Occurrence, Report
from obligations.outputs import report_files
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import read_as_known
from obligations.permissions import NotAllowed
from obligations.queries import report_audit
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import TUESDAY, set_day
from obligations.tests.finding import key_date_of, row_of

pytestmark = pytest.mark.django_db

FRIDAY = date(2020, 3, 13)
# What a kind asks besides the scope and the day.
ASKED = {"coming": {"horizon": 90}, "audit": {"since": date(2020, 1, 1)}}
OF_ALL = [name for name, kind in KINDS.items() if "everything" in kind.scopes]


@pytest.fixture(autouse=True)
def files(own_files):
    return own_files / "reports"


def wanted(kind, day=TUESDAY, **more):
    return Wanted(day, kind=kind, **{**ASKED.get(kind, {}), **more})


def data_of(user, asked):
    with seeing_as(user):
        return read_as_known(KINDS[asked.kind], user, asked, machine_now())


def table_of(user, asked):
    kind, found = KINDS[asked.kind], data_of(user, asked)
    rows = list(kind.rows(found))
    return [{c.title: c.value(row) for c in kind.columns} | {"Part": part} for part, row in rows]


def made(user, asked):
    """The bytes of a report that was asked for and made by a worker."""
    report = request(wanted=asked, by=user)
    reports.run(report_id=report.pk)
    report.refresh_from_db()
    assert (report.state, report.error) == ("done", "")
    return report, report_files.fetch(report.stored_as, report.sha256)


def pages_of(content):
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)
    )


def flat(text):
    return "".join(str(text).split())


# The kinds, in a table: what SUP-2019 gives on Tuesday 10 March 2020


EXPECTED = {
    "coming": [
        ("Within 30 days", "Insure the warehouse", date(2020, 3, 10)),
        ("Within 30 days", "Pay for a delivery", date(2020, 3, 25)),
        ("Within 30 days", "Report the stock", date(2020, 4, 2)),
        ("In 31 to 60 days", "Report the stock", date(2020, 5, 2)),
        ("In 61 to 90 days", "Report the stock", date(2020, 6, 2)),
    ],
    "overdue": [
        ("Overdue", "Send the yearly forecast", date(2020, 1, 1)),
        ("Overdue", "Report the stock", date(2020, 1, 2)),
        ("Overdue", "Report the stock", date(2020, 2, 2)),
        ("Overdue", "Pay for a delivery", date(2020, 2, 26)),
        ("Overdue", "Report the stock", date(2020, 3, 2)),
    ],
    "prohibitions": [
        ("Until a day that is known", "Sell no crates to others", date(2020, 12, 31)),
    ],
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_the_rows_of_a_kind(agreement, owner, kind):
    rows = table_of(owner, wanted(kind))
    assert [(row["Part"], row["Title"], row["Last day"]) for row in rows] == EXPECTED[kind]


@pytest.mark.parametrize("days", [30, 60, 90])
def test_what_is_coming_ends_at_its_horizon(agreement, owner, days):
    rows = table_of(owner, wanted("coming", horizon=days))
    last = TUESDAY + timedelta(days=days)
    assert [row["Last day"] for row in rows] == [
        day for _, _, day in EXPECTED["coming"] if day <= last
    ]


def test_what_was_done_late_is_told_with_its_days(agreement, owner):
    complete(occurrence=row_of(agreement, "2.1"), on=TUESDAY, by=owner, note="At last.")
    (row,) = [row for row in table_of(owner, wanted("overdue")) if row["Part"] == "Done late"]
    assert (row["Days late"], row["Done"], row["Outcome"]) == (69, TUESDAY, "At last.")


def test_a_first_free_day_is_the_day_after_the_last(agreement, owner):
    (row,) = table_of(owner, wanted("prohibitions"))
    assert row["First free day"] == date(2021, 1, 1)


def test_a_party_has_what_it_owes_and_is_owed(agreement, owner):
    alder = Party.objects.get(name="Alder Works Ltd")
    rows = table_of(owner, wanted("overdue", party=alder.pk))
    assert len(rows) == len(EXPECTED["overdue"])


# Formats


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_format_has_the_same_rows(agreement, owner, kind):
    of_one = {"agreement": agreement.pk}
    _, text = made(owner, wanted(kind, format="csv", **of_one))
    report, book = made(owner, wanted(kind, format="xlsx", **of_one))
    pdf, pages = made(owner, wanted(kind, **of_one))
    head, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[0] == head and len(cells) == len(rows) + 1
    shown = flat(pages_of(pages))
    for row in rows:
        said = dict(zip(head, row, strict=True))
        for name in ("Title", "Record", "Subject", "Item", "Obligor"):
            assert flat(said.get(name, "")) in shown
    assert (report.pages, report.file_name[-5:], pdf.file_name[-4:]) == (None, ".xlsx", ".pdf")
    assert pdf.data_sha256 in pages_of(pages).replace("\n", "").replace("\r", "")


def test_files_are_fetched_with_their_kind_of_content(agreement, owner, as_owner):
    types = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}
    for ending in ("pdf", "xlsx", "csv"):
        report, content = made(owner, wanted("overdue", format=ending))
        answer = as_owner.get(f"/reports/{report.pk}/file")
        assert answer.content == content
        assert types.get(ending, "application/vnd.openxmlformats") in answer["Content-Type"]
        name = f'attachment; filename="overdue-everything-2020-03-10.{ending}"'
        assert answer["Content-Disposition"] == name


def test_a_title_that_is_a_formula_is_defused_in_every_table(agreement, owner, system):
    with recording(by=system, action="enter", reason="for a test"):
        Obligation.objects.filter(ref="2.1").update(title='=HYPERLINK("http://x")')
    _, text = made(owner, wanted("overdue", format="csv"))
    assert "'=HYPERLINK" in text.decode()
    _, book = made(owner, wanted("overdue", format="xlsx"))
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    (cell,) = [c for row in sheet.iter_rows() for c in row if "HYPERLINK" in str(c.value)]
    assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("http://x")')


# As at and as known on


@pytest.fixture
def corrected(closing, owner):
    """On Tuesday all is entered; on Friday the closing is corrected and one date extended."""
    set_day(FRIDAY)
    said = Said(day=date(2020, 2, 14), corrects=1)
    record(key_date=key_date_of(closing, "Closing Date"), said=said, by=owner, reason="The bank.")
    complete(occurrence=row_of(closing, "report"), on=date(2020, 3, 9), by=owner, note="Sent.")
    extend(
        occurrence=row_of(closing, "effective"),
        to=date(2020, 9, 1),
        by=owner,
        reason="Agreed.",
        agreed_with="Dogwood Fund",
    )
    return closing


@pytest.mark.parametrize("kind", ["compliance", "overdue", "coming"])
def test_known_before_a_correction_it_shows_the_old_date(corrected, owner, kind):
    title = Occurrence.objects.get(obligation__ref="file").obligation.title
    then = table_of(owner, wanted(kind, known_on=TUESDAY))
    now = table_of(owner, wanted(kind, day=FRIDAY))

    def dates(rows):
        return [row["Last day"] for row in rows if row["Title"] == title]

    old, new = date(2020, 3, 1), date(2020, 3, 15)
    told = {"compliance": ([old], [new]), "overdue": ([old], []), "coming": ([], [new])}
    assert (dates(then), dates(now)) == told[kind]


def test_what_was_entered_later_is_in_no_part_of_the_report(corrected, owner):
    then = data_of(owner, wanted("compliance", known_on=TUESDAY, agreement=corrected.pk))
    duties = {duty.ref: duty for duty in then.agreements[0].duties}
    assert duties["effective"].adjustments == ()
    assert all(entry.done is None for entry in duties["report"].entries)
    closings = [k for k in then.agreements[0].key_dates if k.name == "Closing Date"]
    assert [h.day for h in closings[0].happenings] == [date(2020, 1, 31)]
    assert not any(entry.steps for entry in then.entries)
    assert any("steps of computations are not kept" in one for one in then.left_out)


def test_the_days_are_printed_in_every_format(corrected, owner):
    asked = {"known_on": TUESDAY, "day": FRIDAY, "agreement": corrected.pk}
    report, pages = made(owner, wanted("compliance", **asked))
    shown = " ".join(pages_of(pages).split())
    assert "As at Fri 13 Mar 2020, as known on Tue 10 Mar 2020" in shown
    assert "steps of computations are not kept" in shown
    assert report.file_name == "compliance-clo-2020-2020-03-13-known-2020-03-10.pdf"
    _, text = made(owner, wanted("compliance", format="csv", **asked))
    assert all(row.endswith("2020-03-13,2020-03-10") for row in text.decode().splitlines()[1:])
    _, book = made(owner, wanted("compliance", format="xlsx", **asked))
    about = load_workbook(io.BytesIO(book))["About this report"]
    told = [(row[0].value, row[1].value) for row in about.iter_rows(min_row=2)]
    assert dict(told)["As known on"].date() == TUESDAY
    assert any(what == "Note" and "steps of computations" in said for what, said in told)


def test_before_the_record_begins_it_says_so(agreement, owner):
    early = data_of(owner, wanted("overdue", known_on=date(2020, 3, 1)))
    assert early.count == 0
    assert early.left_out[0].startswith("The record begins on Tue 10 Mar 2020")


# The audit extract


def test_the_extract_tells_each_change_once_with_its_reason(corrected, owner):
    rows = table_of(owner, wanted("audit", day=FRIDAY, since=FRIDAY))
    (row,) = [r for r in rows if r["Action"] == "extend" and r["Field"] == "extended to"]
    assert (row["Person"], row["Before"], row["After"]) == ("Olivia Hart", "", "Tue 1 Sep 2020")
    assert (row["Reason"], row["Day"], row["Change"]) == ("Agreed.", FRIDAY, "changed")
    moved = [r for r in rows if r["Field"] == "last day" and r["Before"] == "Sun 1 Mar 2020"]
    assert [r["After"] for r in moved] == ["Sun 15 Mar 2020"]
    assert {r["Day"] for r in rows} == {FRIDAY}


def test_known_on_an_earlier_day_it_ends_there(corrected, owner):
    rows = table_of(owner, wanted("audit", day=FRIDAY, since=TUESDAY, known_on=TUESDAY))
    assert {row["Day"] for row in rows} == {TUESDAY}


def test_too_many_changes_are_refused_with_a_sentence(corrected, owner, monkeypatch):
    monkeypatch.setattr(report_audit, "MOST", 3)
    report = request(wanted=wanted("audit", format="csv"), by=owner)
    assert reports.run(report_id=report.pk).startswith("failed: More than 3 changes")
    report.refresh_from_db()
    assert (report.state, report.tries) == ("failed", 1)


# Walls and refusals


@pytest.mark.parametrize("kind", OF_ALL)
def test_a_wall_holds_in_every_kind(agreement, closing, owner, outsider, system, kind):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=closing, user=outsider)
    for more in ({}, {"known_on": TUESDAY}):
        rows = table_of(outsider, wanted(kind, **more))
        assert "SUP-2019" not in {row["Agreement"] for row in rows}
    with pytest.raises(NotAllowed):
        request(wanted=wanted(kind, agreement=agreement.pk), by=outsider)


REFUSED = [
    ({"kind": "overdue", "day": FRIDAY}, "Fri 13 Mar 2020 is still to come"),
    ({"kind": "overdue", "known_on": FRIDAY}, "Fri 13 Mar 2020 is still to come"),
    ({"kind": "closing"}, "This kind of report is of one agreement"),
    ({"kind": "audit", "since": FRIDAY}, "The first day, Fri 13 Mar 2020, is after the last"),
]


@pytest.mark.parametrize(("asked", "sentence"), REFUSED)
def test_what_cannot_be_is_refused(agreement, owner, asked, sentence):
    with pytest.raises(EngineError, match=sentence):
        request(wanted=wanted(**asked), by=owner)
    assert not Report.objects.exists()
