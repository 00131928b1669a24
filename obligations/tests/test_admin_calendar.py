"""Drafts of calendars in data entry: the same actions, and the same refusals."""

from datetime import date

import pytest
from django.urls import reverse

from obligations.models import CalendarVersion
from obligations.tests.calendars import applied, closed, drafted
from obligations.tests.typed import errors_in, page, rows, send

ADD = reverse("admin:obligations_calendarversion_add")
STORM = {"day": "16 Mar 2020", "name": "Storm closure", "basis": "London Gazette"}

pytestmark = pytest.mark.usefixtures("unwalled", "tuesday")


def change_of(draft):
    return reverse("admin:obligations_calendarversion_change", args=[draft.pk])


def test_a_change_is_drafted_and_given_a_day(as_administrator):
    answer = send(as_administrator, ADD, {"name": "england", "reason": "announced"})
    draft = CalendarVersion.objects.get()
    assert answer["Location"] == f"/calendars/drafts/{draft.pk}"
    send(as_administrator, change_of(draft), rows("days", STORM) | {"reason": "announced"})
    row = draft.days.get()
    assert (row.day, row.is_open, row.reason) == (date(2020, 3, 16), False, "announced")
    assert draft.reason == "announced" and draft.weekend is None


def test_a_day_is_changed_and_taken_out(as_administrator, administrator):
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    moved = {"days-0-day": "17 Mar 2020", "reason": "a day later"}
    send(as_administrator, change_of(draft), moved)
    assert [d.day for d in draft.days.all()] == [date(2020, 3, 17)]
    send(as_administrator, change_of(draft), {"days-0-DELETE": "on", "reason": "no storm"})
    assert not draft.days.exists()


def test_a_calendar_of_the_firm(as_administrator):
    said = {
        "name": "firm-dubai",
        "title": "The firm in Dubai",
        "source": "Circular of 2 January",
        "first_date": "1 Jan 2020",
        "last_date": "31 Dec 2021",
        "weekend": ["5", "6"],
        "reason": "opened in January",
    }
    send(as_administrator, ADD, said)
    draft = CalendarVersion.objects.get()
    assert (draft.calendar.name, draft.weekend) == ("firm-dubai", [5, 6])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "England!", "reason": "x"}, "cannot name a calendar"),
        ({"name": "weekdays", "reason": "x"}, "arithmetic"),
        ({"name": "ours", "title": "O", "source": "O", "reason": "x"}, "needs its weekend days"),
        ({"name": "england"}, "Say in a few words why"),
    ],
)
def test_what_is_refused_is_said_on_the_page(as_administrator, typed, says):
    found = errors_in(send(as_administrator, ADD, typed))
    assert says in str(found)
    assert not CalendarVersion.objects.exists()


def test_a_day_that_does_not_fit_is_said_on_the_page(as_administrator, administrator):
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    saturday = rows("days", {**STORM, "day": "14 Mar 2020"}, start=1) | {"reason": "x"}
    found = errors_in(send(as_administrator, change_of(draft), saturday))
    assert "closed on every Saturday" in str(found)
    assert draft.days.count() == 1


def test_a_version_in_force_is_only_read(as_administrator, administrator):
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    applied(draft, administrator)
    shown = page(as_administrator, change_of(draft))
    assert "Storm closure" in shown.content.decode()
    assert as_administrator.post(change_of(draft), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["as_owner", "as_colleague"])
def test_others_who_enter_read_and_do_not_change(administrator, who, request):
    client = request.getfixturevalue(who)
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    assert client.get(ADD).status_code == 403
    assert "Storm closure" in page(client, change_of(draft)).content.decode()
    assert client.post(change_of(draft), {"reason": "x"}).status_code == 403
