"""Calendars that end: the command says it each time, administrators are told once."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from agreements.audit import recording
from agreements.models import TeamMember
from obligations.actions.calendar_warnings import warn, warn_daily
from obligations.actions.calendars import Said, begin_change, change_frame
from obligations.actions.composing import compose
from obligations.actions.happenings import Said as Happened
from obligations.actions.happenings import record
from obligations.models import CalendarWarning, Conventions, Message
from obligations.queries.calendar_warnings import to_warn_of
from obligations.tests.calendars import applied, closed, firm_calendar
from obligations.tests.conftest import set_day
from obligations.tests.finding import key_date_of, row_of

TUESDAY = date(2020, 3, 10)


@pytest.fixture
def by_the_firm(counting, administrator, system):
    """CNT-2020 counting by the firm's calendar, which ends on 31 December 2020."""
    firm_calendar(administrator, closed(date(2020, 3, 16)))
    with recording(by=system, action="enter", reason="for a test"):
        Conventions.objects.filter(agreement=counting).update(calendar="firm-london")
    return counting


def checked():
    """Exit status and lines of the command."""
    out = StringIO()
    try:
        call_command("check_calendars", stdout=out)
    except SystemExit as left:
        return left.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_all_is_well_while_no_range_ends_within_a_year(counting):
    assert checked() == (0, [])


@pytest.mark.parametrize(
    ("day", "ends"),
    [(date(2034, 12, 31), 0), (date(2035, 1, 1), 7), (date(2036, 1, 1), 7)],
)
def test_the_command_counts_a_year_from_the_business_day(counting, day, ends):
    set_day(day)
    code, lines = checked()
    assert (code, len(lines)) == (int(ends > 0), ends)


def test_a_line_says_which_calendar_until_when_and_who_counts_by_it(by_the_firm):
    code, (line,) = checked()
    assert code == 1
    assert line == (
        "The calendar firm-london (The firm in London) is verified only until Thu 31 Dec 2020."
        " 1 agreement counts by it. Add the closings of the following years and extend its range,"
        " or install a release of Longstop that has them."
    )


def test_a_rule_that_counts_beyond_a_range_is_named(by_the_firm, owner):
    invoice = key_date_of(by_the_firm, "Invoice")
    record(
        key_date=invoice,
        said=Happened(day=date(2020, 12, 29), corrects=1, certainty="planned"),
        by=owner,
        reason="postponed",
    )
    assert row_of(by_the_firm, "pay").due_date is None
    lines = checked()[1]
    assert "CNT-2020: the rules of pay, settle, wire count beyond the days" in lines[1]


def test_administrators_are_told_once(by_the_firm, administrator, owner):
    assert warn_daily(today=TUESDAY) == 1
    assert warn_daily(today=TUESDAY) == 0
    for day in (11, 12):
        set_day(date(2020, 3, day))
        assert warn_daily(today=date(2020, 3, day)) == 0
    message = Message.objects.get(kind="warning")
    assert message.recipient == administrator
    assert compose(message)
    assert message.subject == "Longstop: 1 warning about calendars"
    assert b"verified only until Thu 31 Dec 2020" in bytes(message.content).replace(b"=\n", b"")


def test_what_is_over_is_settled_and_can_come_back(by_the_firm, administrator):
    assert warn(today=TUESDAY) == 1
    draft = begin_change(name="firm-london", by=administrator, reason="2021 is agreed")
    said = Said(
        title="Ours", source="Ours", first=date(2020, 1, 1), last=date(2025, 12, 31), weekend=(5, 6)
    )
    change_frame(draft=draft, said=said, by=administrator, reason="2021 is agreed")
    applied(draft, administrator)
    assert not CalendarWarning.objects.filter(settled_at=None).exists()
    assert warn(today=date(2025, 2, 1)) == 1


def test_today_shows_it_to_administrators_alone(by_the_firm, as_administrator, as_owner, client):
    warn(today=TUESDAY)
    says = "The calendar firm-london (The firm in London) is verified only until"
    assert says in as_administrator.get("/").content.decode()
    assert says in as_administrator.get("/calendars").content.decode()
    assert says not in as_owner.get("/").content.decode()
    assert says not in as_owner.get("/calendars").content.decode()


def test_the_health_address_tells_it_and_does_not_fail_for_it(by_the_firm, client):
    assert client.get("/health").json()["calendars"] == "ok"
    before = client.get("/health").status_code
    warn(today=TUESDAY)
    answer = client.get("/health")
    assert answer.json()["calendars"] == "ending within a year: 1 of the firm's own"
    assert answer.status_code == before


def test_a_warning_about_an_agreement_is_behind_its_wall(
    by_the_firm, administrator, owner, system, as_administrator
):
    invoice = key_date_of(by_the_firm, "Invoice")
    said = Happened(day=date(2020, 12, 29), corrects=1, certainty="planned")
    record(key_date=invoice, said=said, by=owner, reason="postponed")
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.filter(user=administrator).delete()
    assert warn(today=TUESDAY) == 2
    assert "CNT-2020" not in as_administrator.get("/").content.decode()
    message = Message.objects.get(kind="warning")
    assert compose(message)
    assert b"CNT-2020" not in bytes(message.content)


def test_an_unused_calendar_is_left_to_the_command(unwalled, tuesday, administrator):
    firm_calendar(administrator, closed(date(2020, 3, 16)))
    assert len(to_warn_of(TUESDAY)) == 1
    assert warn(today=TUESDAY) == 0
    assert "No agreement counts by it." in checked()[1][0]
