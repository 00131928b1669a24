"""Schedules: tables whose rows make sets of dates, changed with preview and reason."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from agreements.audit import Unexplained
from agreements.models import Agreement, User
from agreements.walls import seeing_as
from obligations.actions.files import import_file
from obligations.actions.schedules import (
    TextSays,
    add_row,
    change_row,
    count_text,
    remove_row,
    save_schedule,
    take_from_table,
)
from obligations.agreement_file.problems import FileProblems
from obligations.agreement_file.reader import read
from obligations.agreement_file.writer import write
from obligations.engine.errors import EngineError
from obligations.models import KeyDate, Occurrence, Schedule, ScheduleRow, ScheduleText, SetDate
from obligations.permissions import NotAllowed
from obligations.queries.agreement_file import file_of
from obligations.queries.schedules import schedule_detail

FILE = """
schema: 1
agreement: {reference: PAT-1, title: A licence, date: 2019-01-01}
conventions: {zone: Europe/London}
parties:
  - {party: Licensor plc, role: Licensor}
  - {party: Licensee Ltd, role: Licensee, ours: yes}
schedules:
  - name: Patents
    section: Schedule A
    columns:
      - {name: Country}
      - {name: Number}
      - {name: Granted, kind: yes or no}
      - {name: Expiry, kind: date}
      - {name: Extended to, kind: date}
    identified by: [Country, Number]
    texts:
      - name: First copy
        counts: yes
        rows:
          - USA | 1 | yes | 2030-01-10
          - France | 2 | yes | 2031-02-20
          - Norway | 3 | yes | 2040-01-01
          - USA | 4 | no | 2045-01-01
      - name: Second copy
        rows:
          - USA | 1 | yes | 2030-01-10
          - France | 2 | yes | 2032-02-20
key dates:
  - name: Expiries
    kind: set
    table:
      schedule: patents
      date column: expiry
      later column: extended to
      where:
        - {column: country, is: [usa, france]}
        - {column: granted, is: ["yes"]}
  - name: End of Term
    kind: defined
    rule: 3 years following latest of ([Expiries])
obligations:
  - ref: "1"
    section: "1"
    kind: payment
    title: Pay the last fee
    obligor: [Licensee]
    obligee: [Licensor]
    rule: on [End of Term]
    summary: A fee at the end.
"""


pytestmark = pytest.mark.usefixtures("unwalled")


@pytest.fixture
def licence(owner: User, unwalled: None) -> Agreement:
    import_file(file=read(FILE), by=owner)
    return Agreement.objects.get(reference="PAT-1")


@pytest.fixture
def due(licence: Agreement) -> Callable[[], date | None]:
    """The day on which the fee is due, as it is stored now."""
    return lambda: Occurrence.objects.get(agreement=licence, phase="live").due_date


@pytest.fixture
def row(licence: Agreement) -> Callable[[str], ScheduleRow]:
    """A row of the text that counts, by its number."""
    rows = ScheduleRow.objects.filter(text__counts=True).select_related("text__schedule__agreement")
    return lambda number: rows.get(cells__Number=number)


def test_the_last_of_the_chosen_rows_decides(licence, due) -> None:
    assert due() == date(2034, 2, 20)
    labels = list(SetDate.objects.order_by("day").values_list("day", "label"))
    assert labels == [(date(2030, 1, 10), "USA, 1"), (date(2031, 2, 20), "France, 2")]


def test_a_changed_row_moves_what_hangs_on_it(licence, owner: User, due, row) -> None:
    cells = {"Extended to": "2035-05-05"}
    changes = change_row(row=row("1"), cells=cells, by=owner, reason="extended")
    assert due() == date(2038, 5, 5)
    assert changes.refs == {"1"}
    assert "USA, 1" in SetDate.objects.get(day=date(2035, 5, 5)).label


def test_a_row_that_does_not_count_moves_nothing(licence, owner: User, due, row) -> None:
    changes = change_row(row=row("3"), cells={"Expiry": "2060-01-01"}, by=owner, reason="a slip")
    assert due() == date(2034, 2, 20) and not changes.moves


def test_rows_come_and_go(licence, owner: User, due, row) -> None:
    cells = {"Country": "France", "Number": "9", "Granted": "yes", "Expiry": "2036-06-06"}
    text = row("1").text
    add_row(text=text, cells=cells, by=owner, reason="left out")
    assert due() == date(2039, 6, 6)
    remove_row(row=row("9"), by=owner, reason="entered by mistake")
    assert due() == date(2034, 2, 20)


def test_the_other_text_is_a_reading_until_it_counts(licence, owner: User, due) -> None:
    occurrence = Occurrence.objects.get(agreement=licence, phase="live")
    assert "2035-02-20" in {reading["date"] for reading in occurrence.readings}
    second = ScheduleText.objects.select_related("schedule__agreement").get(name="Second copy")
    count_text(text=second, by=owner, reason="the signed one")
    assert due() == date(2035, 2, 20)


def test_what_differs_is_shown_row_by_row(licence) -> None:
    detail = schedule_detail(Schedule.objects.get())
    told = [(d.row, d.column, d.first, d.second) for d in detail.differing]
    assert ("France, 2", "Expiry", "2031-02-20", "2032-02-20") in told
    assert ("Norway, 3", "", "is there", "is missing") in told
    deciding = [line.row.cells["Number"] for line in detail.rows if line.decides]
    assert deciding == ["2"]


def test_it_goes_through_a_file_and_back(licence, owner: User) -> None:
    text = write(file_of(licence))
    assert import_file(file=read(text), by=owner, dry_run=True).nothing
    changed = text.replace("France | 2 | yes | 2031-02-20", "France | 2 | yes | 2033-02-20")
    done = import_file(file=read(changed), by=owner, dry_run=True)
    told = "\n".join(str(difference) for difference in done.differences)
    assert "- schedules “Patents” texts “First copy” rows: France | 2 | yes | 2031-02-20" in told
    assert "+ schedules “Patents” texts “First copy” rows: France | 2 | yes | 2033-02-20" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("USA | 1 | yes | 2030-01-10", "USA | 1 | yes | 10Jan30", "Row 1 of “First copy”"),
        ("schedule: patents", "schedule: ships", "There is no schedule “ships”"),
        ("date column: expiry", "date column: country", "has no dates"),
        ("counts: yes\n", "note: x\n", "Say which text of “Patents” counts"),
        ("identified by: [Country, Number]", "identified by: [Case]", "no column “Case”"),
    ],
)
def test_a_file_with_a_broken_table_is_told_where(old: str, new: str, says: str) -> None:
    with pytest.raises(FileProblems) as problems:
        read(FILE.replace(old, new, 1))
    assert any(says in str(p) for p in problems.value.problems)


def test_who_may_not_enter_and_who_gives_no_reason(
    licence, owner: User, outsider: User, row
) -> None:
    with pytest.raises(NotAllowed):
        change_row(row=row("1"), cells={"Expiry": "2031-01-01"}, by=outsider, reason="mine")
    with pytest.raises(Unexplained):
        change_row(row=row("1"), cells={"Expiry": "2031-01-01"}, by=owner, reason=" ")


def test_a_cell_that_is_no_date_changes_nothing(licence, owner: User, due, row) -> None:
    with pytest.raises(EngineError, match="written as"):
        change_row(row=row("1"), cells={"Expiry": "soon"}, by=owner, reason="a guess")
    assert due() == date(2034, 2, 20)


def test_a_table_by_hand_and_a_set_that_follows_it(licence, owner: User, due) -> None:
    schedule = Schedule(
        agreement=licence,
        name="Marks",
        columns=[{"name": "Mark", "kind": "text"}, {"name": "Until", "kind": "date"}],
        identified_by=["Mark"],
    )
    says = TextSays(name="As signed", rows=(("ACME", "2050-03-03"),))
    save_schedule(row=schedule, texts=[says], by=owner, reason="Schedule B")
    take_from_table(
        key_date=KeyDate.objects.get(name="Expiries"),
        schedule=schedule,
        selection={"date_column": "until", "later_column": "", "where": []},
        by=owner,
        reason="the marks decide",
    )
    assert due() == date(2053, 3, 3)


def test_behind_the_wall_nothing_is_seen(licence, outsider: User, client: Client) -> None:
    pk = Schedule.objects.get().pk
    with seeing_as(outsider):
        assert not Schedule.objects.exists() and not ScheduleRow.objects.exists()
    client.force_login(outsider)
    assert client.get(f"/schedules/{pk}").status_code == 404


def test_the_pages_show_the_table_and_preview_a_change(
    licence, owner: User, client: Client, row, due
) -> None:
    client.force_login(owner)
    page = client.get("/agreements/PAT-1/schedules").content.decode()
    assert "Patents" in page and "France, 2" in page
    table = client.get(f"/schedules/{Schedule.objects.get().pk}").content.decode()
    assert "difference" in table and "(the last)" in table
    address = f"/schedules/rows/{row('2').pk}"
    sent = {"cell0": "France", "cell1": "2", "cell2": "yes", "cell3": "2031-02-20"}
    sent |= {"cell4": "2036-02-20", "reason": "a certificate", "step": "preview"}
    shown = client.post(address, sent)
    assert "20 Feb 2039" in shown.content.decode() and due() == date(2034, 2, 20)
    token = shown.context["foreseen"].token
    client.post(address, {**sent, "step": "enter", "token": token})
    assert due() == date(2039, 2, 20)


def test_a_table_is_pasted_from_a_spreadsheet(licence, owner: User, client: Client) -> None:
    client.force_login(owner)
    address = "/agreements/PAT-1/schedules/new"
    sent = {
        "name": "Marks",
        "columns": "Mark\nUntil: date",
        "identified_by": "Mark",
        "text0_name": "As signed",
        "text0_rows": "ACME\t2050-03-03\nNOVA\t2051-01-01",
        "counts": "0",
        "reason": "Schedule B",
        "step": "preview",
    }
    shown = client.post(address, sent)
    assert shown.status_code == 200
    client.post(address, {**sent, "step": "enter", "token": shown.context["foreseen"].token})
    text = ScheduleText.objects.get(schedule__name="Marks")
    assert [r.cells["Until"] for r in text.rows.all()] == ["2050-03-03", "2051-01-01"]
    wrong = client.post(address, {**sent, "name": "More", "text0_rows": "ACME | soon"})
    assert "Row 1: “Until” is a date" in wrong.content.decode()
