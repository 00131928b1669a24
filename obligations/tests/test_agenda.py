"""The calendar: each date on its day, spans over theirs, by filter and view, behind the walls."""

import csv
import io
from datetime import date

import pytest
import vobject
from django.urls import reverse

from obligations.actions import occurrences, saved_views
from obligations.clock import business_now
from obligations.models import Occurrence
from obligations.queries.agenda import month_of, placed
from obligations.queries.register import Filters, every_line
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
URL = "/calendar"


def month(user, first=date(2020, 3, 1), filters=None):
    return month_of(user, filters or Filters(), business_now(), first, TUESDAY)


def on(found, day):
    """What stands on a day: titles, with what day of theirs it is."""
    (cell,) = [d for week in found.weeks for d in week.days if d.day == day]
    return sorted((mark.line.title, mark.what) for mark in cell.marks)


def test_dates_stand_on_their_days(agreement, owner):
    found = month(owner)
    assert on(found, TUESDAY) == [("Insure the warehouse", "")]
    assert ("Pay for a delivery", "") in on(found, date(2020, 3, 25))
    assert [day.day.isoweekday() for day in found.weeks[0].days] == [1, 2, 3, 4, 5, 6, 7]
    assert found.weeks[0].days[0].day == date(2020, 2, 24) and not found.weeks[0].days[0].in_month


def test_a_span_holds_throughout_begins_and_ends(agreement, owner):
    spans = [span.line.title for span in month(owner).throughout]
    assert "Sell no crates to others" in spans
    last = month(owner, date(2020, 12, 1))
    assert ("Sell no crates to others", "last day") in on(last, date(2020, 12, 31))
    first = month(owner, date(2019, 12, 1))
    assert ("Sell no crates to others", "begins") in on(first, date(2019, 12, 2))
    (piece,) = [p for p in first.weeks[2].pieces if "crates" in p.span.line.title]
    assert (piece.before, piece.days, piece.after) == (0, 7, 0) and piece.comes_from
    assert not [s for s in month(owner, date(2021, 1, 1)).throughout if "crates" in s.line.title]


def test_every_month_has_what_touches_it_and_nothing_else(agreement, closing, owner):
    """Found by indexes, and the same as by looking at everything."""
    lock_up = Occurrence.objects.filter(obligation__ref="lock-up").earliest("pk")
    occurrences.waive(occurrence=lock_up, by=owner, reason="agreed")
    marks, spans = placed(list(every_line(owner, Filters(), business_now())))
    for months in range(30):
        first = date(2019 + (6 + months) // 12, (6 + months) % 12 + 1, 1)
        found = month(owner, first)
        expected = {
            (day, mark.line.id, mark.what)
            for day, some in marks.items()
            if found.first <= day <= found.last
            for mark in some
        }
        shown = {(day.day, m.line.id, m.what) for day in found.by_day for m in day.marks}
        assert shown == expected, first
        held = {s.line.id for s in spans if s.covers(found.first, found.last)}
        assert {span.line.id for span in found.throughout} == held, first


def test_a_safe_day_stands_beside_the_last_one(agreement, owner, occurrence):
    row = occurrence("2.1")
    found = month(owner, row.due_date.replace(day=1))
    assert ("Send the yearly forecast", "") in on(found, row.due_date)
    if row.act_by_date != row.due_date:
        safe = month(owner, row.act_by_date.replace(day=1))
        assert ("Send the yearly forecast", "act by") in on(safe, row.act_by_date)


def test_a_date_that_moves_stands_elsewhere(agreement, owner, occurrence):
    occurrences.extend(
        occurrence=occurrence("2.2"),
        to=date(2020, 4, 1),
        by=owner,
        reason="agreed",
        agreed_with="Birch",
    )
    assert on(month(owner), TUESDAY) == []
    assert ("Insure the warehouse", "") in on(month(owner, date(2020, 4, 1)), date(2020, 4, 1))


def test_the_page_has_months_around_it_and_says_what_is_wrong(agreement, as_owner):
    page = as_owner.get(f"{URL}?month=2020-03&kind=payment").content.decode()
    assert "March 2020" in page and "Pay for a delivery" in page and "Insure" not in page
    assert "month=2020-02&amp;kind=payment" in page or "kind=payment&amp;month=2020-02" in page
    for nonsense in ("2020-13", "1066-01", "March", "2020-3\0", "²⁰²⁰-03"):
        answer = as_owner.get(URL, {"month": nonsense})
        assert answer.status_code == 200 and "is no month" in answer.content.decode()
        assert "March 2020" in answer.content.decode()
    empty = as_owner.get(f"{URL}?month=1950-01&show=list").content.decode()
    assert "No date falls into this month" in empty and "month-grid" not in empty


def test_a_view_fills_the_calendar(agreement, owner, as_owner):
    view = saved_views.save_view(
        name="Money", filters=Filters(kind="payment"), sharing="private", by=owner
    )
    page = as_owner.get(f"{URL}?month=2020-03&view={view.pk}").content.decode()
    assert "Money" in page and "Pay for a delivery" in page and "Insure" not in page


def test_files_have_what_the_page_has(agreement, as_owner):
    asked = {"month": "2020-03", "kind": "payment"}
    page = as_owner.get(URL, asked)
    lines = page.context["agenda"].lines
    text = as_owner.get(reverse("agenda_csv"), asked).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Title"] for row in rows] == [line.title for line in lines] != []
    calendar = vobject.readOne(as_owner.get(reverse("agenda_ics"), asked).content.decode())
    assert len(calendar.vevent_list) == len(lines)
    book = as_owner.get(reverse("agenda_xlsx"), asked)
    assert book.content[:2] == b"PK" and "calendar-2020-03.xlsx" in book["Content-Disposition"]


def test_it_keeps_the_walls(agreement, as_outsider, outsider):
    assert month(outsider).lines == []
    for name in ("agenda", "agenda_csv", "agenda_ics"):
        answer = as_outsider.get(reverse(name), {"month": "2020-03", "agreement": "SUP-2019"})
        assert b"Insure" not in answer.content
