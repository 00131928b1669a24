"""Reports by mail: turns, one report for each person behind their own wall, one mail for each."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from agreements.audit import Unexplained, recording
from agreements.models import Party, TeamMember, User
from obligations.actions import report_schedules, reports
from obligations.actions.report_schedules import (
    Rhythm,
    change,
    give_up,
    leave,
    serve_due,
    set_active,
    set_up,
    tell_ready,
)
from obligations.actions.sending import send_due
from obligations.actions.ticking import tick
from obligations.engine.errors import EngineError
from obligations.models import Message, Report, ReportSchedule
from obligations.permissions import NotAllowed
from obligations.queries.report_rhythm import changes_of, last_turn, next_turn, visible_schedules
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import TUESDAY, set_day
from obligations.tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.django_db

MONDAYS = Rhythm(hour=8, zone="Europe/London", weekday=0)
NEXT_MONDAY = date(2020, 3, 16)


@pytest.fixture(autouse=True)
def files(own_files):
    return own_files / "reports"


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


def weekly(by, people, *, agreement=None, kind="overdue", attach=False, **more) -> ReportSchedule:
    wanted = Wanted(TUESDAY, kind=kind, agreement=agreement and agreement.pk, **more)
    return set_up(
        name="Monday digest",
        wanted=wanted,
        rhythm=MONDAYS,
        people=people,
        attach=attach,
        by=by,
    )


def make_all() -> None:
    for report in Report.objects.filter(state="queued"):
        reports.run(report_id=report.pk)


# Turns, in tables: a rhythm, now, the turn before and the turn after

WEEKLY = {"weekday": 0, "month_day": None}
LAST = {"weekday": None, "month_day": 31}
TURNS = [
    (WEEKLY, 8, "Europe/London", "2020-03-10 12:00", "2020-03-09 08:00", "2020-03-16 08:00"),
    (WEEKLY, 8, "Europe/London", "2020-03-16 07:59", "2020-03-09 08:00", "2020-03-16 08:00"),
    (WEEKLY, 8, "Europe/London", "2020-03-16 08:00", "2020-03-16 08:00", "2020-03-23 08:00"),
    # Summer time begins on Sunday 29 March 2020: the hour on the clocks stays.
    (WEEKLY, 8, "Europe/London", "2020-03-27 12:00", "2020-03-23 08:00", "2020-03-30 07:00"),
    # Monday in Tokyo is still Sunday in London.
    (WEEKLY, 8, "Asia/Tokyo", "2020-03-15 23:30", "2020-03-15 23:00", "2020-03-22 23:00"),
    (LAST, 0, "UTC", "2020-02-10 12:00", "2020-01-31 00:00", "2020-02-29 00:00"),
    (LAST, 0, "UTC", "2021-02-28 12:00", "2021-02-28 00:00", "2021-03-31 00:00"),
    (
        {"weekday": None, "month_day": 1},
        6,
        "UTC",
        "2020-03-01 05:00",
        "2020-02-01 06:00",
        "2020-03-01 06:00",
    ),
    # 02:30 is left out on 29 March 2020 in Berlin; the turn at 2 comes at 3 on the clocks.
    (
        {"weekday": 6, "month_day": None},
        2,
        "Europe/Berlin",
        "2020-03-29 12:00",
        "2020-03-29 01:00",
        "2020-04-05 00:00",
    ),
]


@pytest.mark.parametrize(("rhythm", "hour", "zone", "now", "before", "after"), TURNS)
def test_turns(rhythm, hour, zone, now, before, after):
    row = ReportSchedule(hour=hour, zone=zone, **rhythm)
    at, first, second = (
        datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, before, after)
    )
    assert (last_turn(row, at), next_turn(row, at)) == (first, second)


# Serving


def test_each_gets_one_report_of_what_they_may_see(agreement, closing, owner, outsider, system):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=closing, user=outsider)
    weekly(owner, [owner, outsider])
    assert serve_due() == 0
    set_day(NEXT_MONDAY)
    assert (serve_due(), serve_due()) == (2, 0)
    covers = dict(Report.objects.values_list("requested_by", "covers"))
    assert set(covers[owner.pk]) == {agreement.pk, closing.pk}
    assert covers[outsider.pk] == [closing.pk]


def test_missed_turns_are_made_up_for_once(agreement, owner):
    row = weekly(owner, [owner])
    set_day(date(2020, 4, 9))
    assert (serve_due(), serve_due()) == (1, 0)
    row.refresh_from_db()
    assert row.done_until == datetime(2020, 4, 6, 7, tzinfo=UTC)
    report = Report.objects.get()
    assert (report.as_at_date, report.turn_at) == (date(2020, 4, 9), row.done_until)


def test_extracts_of_changes_leave_no_day_out(agreement, owner):
    weekly(owner, [owner], kind="audit")
    for day in (NEXT_MONDAY, date(2020, 4, 9), date(2020, 4, 13)):
        set_day(day)
        assert serve_due() == 1
    found = Report.objects.order_by("pk").values_list("since_date", "as_at_date")
    assert list(found) == [
        (date(2020, 3, 9), date(2020, 3, 15)),
        (date(2020, 3, 16), date(2020, 4, 8)),
        (date(2020, 4, 9), date(2020, 4, 12)),
    ]


def test_a_poisoned_schedule_delays_no_other(agreement, owner):
    bad, good = weekly(owner, [owner]), weekly(owner, [owner])
    with recording(by=owner, action="poison", reason="for a test"):
        ReportSchedule.objects.filter(pk=bad.pk).update(zone="Nowhere/At all")
    set_day(NEXT_MONDAY)
    assert serve_due() == 1
    assert Report.objects.get().schedule == good
    bad.refresh_from_db()
    assert bad.error == "Its reports could not be asked for (ZoneInfoNotFoundError)."
    said = bad.history.count()
    serve_due()
    assert bad.history.count() == said


def test_who_lost_sight_gets_none_and_the_schedule_says_so(agreement, owner, colleague, system):
    row = weekly(owner, [owner, colleague], agreement=agreement)
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=colleague).delete()
    set_day(NEXT_MONDAY)
    assert serve_due() == 1
    assert Report.objects.get().requested_by == owner
    assert "Put them on the team first." in row.people.get(person=colleague).trouble


def test_what_was_paused_is_not_made_up_for(agreement, owner):
    row = weekly(owner, [owner])
    set_active(schedule=row, active=False, by=owner)
    set_day(NEXT_MONDAY)
    assert serve_due() == 0
    set_active(schedule=row, active=True, by=owner)
    assert serve_due() == 0
    set_day(date(2020, 3, 23))
    assert serve_due() == 1


# Changing

# A new rhythm; whether Monday's turn has come and waits; the turn served next, and when it comes
CHANGED = [
    (MONDAYS, False, date(2020, 3, 16)),
    (Rhythm(hour=8, zone="Europe/London", weekday=2), False, date(2020, 3, 11)),
    (Rhythm(hour=8, zone="Europe/London", month_day=31), False, date(2020, 3, 31)),
    # What is already over today is no turn of it, whichever hour it had.
    (Rhythm(hour=0, zone="Europe/London", weekday=1), False, date(2020, 3, 17)),
    (Rhythm(hour=8, zone="Europe/London", weekday=1), True, TUESDAY),
    (MONDAYS, True, TUESDAY),
]


@pytest.mark.parametrize(("rhythm", "waits", "served"), CHANGED)
def test_the_next_turn_moves_with_the_rhythm(agreement, owner, rhythm, waits, served):
    if waits:
        set_day(date(2020, 3, 6))
    row = weekly(owner, [owner])
    set_day(TUESDAY)
    changed(row, owner, rhythm=rhythm)
    days = (TUESDAY + timedelta(days=number) for number in range(40))
    for day in days:
        set_day(day)
        if serve_due():
            break
    assert day == served


def changed(row, by, **said):
    usual = {
        "name": "Tuesday digest",
        "wanted": Wanted(TUESDAY, kind="overdue"),
        "rhythm": MONDAYS,
        "people": [by],
        "attach": False,
        "reason": "the meeting moved",
    }
    return change(schedule=row, by=by, **(usual | said))


def test_what_is_changed_is_kept_with_who_and_why(agreement, owner, colleague):
    row = weekly(owner, [owner, colleague])
    wanted = Wanted(TUESDAY, kind="audit", format="csv", agreement=agreement.pk)
    told = changed(row, owner, wanted=wanted, rhythm=Rhythm(hour=9, zone="UTC", month_day=5))
    assert (told.name, told.kind, told.format, told.month_day) == (
        "Tuesday digest",
        "audit",
        "csv",
        5,
    )
    assert [one.person for one in told.people.all()] == [owner]
    last, first = changes_of(told)
    assert (last.by, last.reason) == (str(owner), "the meeting moved")
    assert last.what == (
        "name; kind; format; scope; agreement; rhythm; day; hour; zone; Ben Okafor taken off"
    )
    assert first.what == "Olivia Hart put on; Ben Okafor put on"


def test_who_may_not_change_it_and_who_cannot_get_it(agreement, owner, colleague, outsider):
    row = weekly(owner, [owner, colleague])
    with pytest.raises(NotAllowed, match="Olivia Hart's"):
        changed(row, colleague)
    with pytest.raises(NotAllowed, match="no such schedule"):
        changed(row, outsider)
    with pytest.raises(NotAllowed, match="cannot get it"):
        changed(row, owner, people=[owner, outsider])
    with pytest.raises(Unexplained, match="why"):
        changed(row, owner, reason=" ")
    row.refresh_from_db()
    assert (row.name, row.people.count()) == ("Monday digest", 2)


def test_a_change_mends_what_could_not_be_served(agreement, owner):
    row = weekly(owner, [owner])
    with recording(by=owner, action="poison", reason="for a test"):
        ReportSchedule.objects.filter(pk=row.pk).update(zone="Nowhere/At all")
    set_day(NEXT_MONDAY)
    serve_due()
    told = changed(row, owner)
    assert (told.error, told.zone) == ("", "Europe/London")
    set_day(date(2020, 3, 23))
    assert serve_due() == 1


# Mails


@pytest.mark.parametrize("attach", [True, False])
def test_a_mail_leads_to_the_report(agreement, owner, colleague, server, attach):
    weekly(owner, [owner, colleague], agreement=agreement, attach=attach, format="csv")
    set_day(NEXT_MONDAY)
    serve_due()
    assert tell_ready() == 0
    make_all()
    assert (tell_ready(), tell_ready()) == (2, 0)
    send_due()
    for person in (owner, colleague):
        (mail,) = server.mails(person.email)
        report = Report.objects.get(requested_by=person)
        text = mail.get_body(("plain",)).get_content()
        assert f"/reports/{report.pk}" in text and "overdue and late as at" in mail["Subject"]
        names = [part.get_filename() for part in mail.iter_attachments()]
        assert names == (["overdue-sup-2019-2020-03-16.csv"] if attach else [])
        if attach:
            (part,) = mail.iter_attachments()
            assert b"Send the yearly forecast" in part.get_content().encode()


def test_a_file_that_is_large_stays_behind_its_link(agreement, owner, server, monkeypatch):
    monkeypatch.setattr("obligations.actions.report_mails.MOST_BYTES", 10)
    weekly(owner, [owner], attach=True, format="csv")
    set_day(NEXT_MONDAY)
    serve_due()
    make_all()
    tell_ready()
    send_due()
    (mail,) = server.mails(owner.email)
    assert list(mail.iter_attachments()) == []


def test_a_wall_put_up_before_sending_holds_the_mail_back(agreement, owner, system, server):
    weekly(owner, [owner], agreement=agreement, attach=True, format="csv")
    set_day(NEXT_MONDAY)
    serve_due()
    make_all()
    tell_ready()
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=owner).delete()
    send_due()
    assert server.mails(owner.email) == []
    assert Message.objects.get(kind="report").state == "empty"


def test_what_failed_is_told_too(agreement, owner, server, monkeypatch):
    weekly(owner, [owner])
    set_day(NEXT_MONDAY)
    serve_due()
    monkeypatch.setitem(reports.FORMATS, "pdf", None)
    for _ in range(3):
        make_all()
    tell_ready()
    send_due()
    (mail,) = server.mails(owner.email)
    assert "could not be made" in mail["Subject"]


def test_a_turn_of_the_clockwork_does_it_all(agreement, owner, server):
    weekly(owner, [owner], format="csv")
    set_day(NEXT_MONDAY)
    tick(by="test")
    make_all()
    tick(by="test")
    tick(by="test")
    mails = [mail for mail in server.mails(owner.email) if "Monday digest" in mail["Subject"]]
    assert len(mails) == 1


# Who may


def test_who_may_see_nothing_of_it_cannot_be_a_recipient(agreement, owner, outsider):
    with pytest.raises(NotAllowed, match="cannot get it: nothing that it is about may be seen"):
        weekly(owner, [owner, outsider], agreement=agreement)
    assert not ReportSchedule.objects.exists()


def test_a_reader_has_reports_sent_to_themselves_alone(agreement, owner, outsider, system):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=outsider)
    assert outsider.role == User.Role.READER
    assert weekly(outsider, [outsider]).people.count() == 1
    with pytest.raises(NotAllowed, match="to yourself"):
        weekly(outsider, [outsider, owner])


def test_who_made_it_changes_it_and_who_gets_it_can_leave(agreement, owner, colleague, outsider):
    row = weekly(owner, [owner, colleague])
    assert list(visible_schedules(outsider)) == []
    with pytest.raises(NotAllowed, match="Olivia Hart's"):
        set_active(schedule=row, active=False, by=colleague)
    with pytest.raises(NotAllowed, match="no such schedule"):
        give_up(schedule=row, by=outsider)
    with pytest.raises(EngineError, match="nothing to leave"):
        leave(schedule=row, by=outsider)
    leave(schedule=row, by=colleague)
    leave(schedule=row, by=owner)
    assert not ReportSchedule.objects.exists()


def test_there_are_no_more_than_can_be_looked_after(agreement, owner, monkeypatch):
    monkeypatch.setattr(report_schedules, "MOST_SCHEDULES", 1)
    weekly(owner, [owner])
    with pytest.raises(EngineError, match="give one up first"):
        weekly(owner, [owner])


def test_reports_outlive_their_schedule(agreement, owner):
    row = weekly(owner, [owner], format="csv")
    set_day(NEXT_MONDAY)
    serve_due()
    give_up(schedule=row, by=owner)
    make_all()
    assert (tell_ready(), Report.objects.get().schedule) == (1, None)


# The page

SAID = {
    "name": "Monday digest",
    "kind": "coming",
    "horizon": "60",
    "scope": "agreement",
    "agreement": "SUP-2019",
    "format": "pdf",
    "rhythm": "weekly",
    "weekday": "0",
    "hour": "8",
    "zone": "Europe/London",
}
REFUSED = [
    ({"name": ""}, "Give the schedule a name"),
    ({"kind": "closing", "scope": "everything"}, "this is of one agreement"),
    ({"kind": "none"}, "There is no such kind of report."),
    ({"horizon": "45"}, "30, 60 or 90 days"),
    ({"weekday": ""}, "Say on which day of the week."),
    ({"weekday": "7"}, "Choose a day of the week."),
    ({"rhythm": "monthly"}, "Say on which day of the month."),
    ({"rhythm": "monthly", "month_day": "32"}, "less than or equal to 31"),
    ({"rhythm": "daily"}, "every week or every month"),
    ({"hour": "24"}, "Choose a full hour."),
    ({"zone": "Mars/Olympus"}, "is no time zone"),
    ({"recipients": []}, "choose at least one person"),
    ({"recipients": ["999999"]}, "Choose among the people that are offered."),
]


def test_the_page_sets_one_up_and_shows_it(as_owner, agreement, owner, colleague):
    page = reverse("report_schedules")
    people = [owner.pk, colleague.pk]
    assert as_owner.post(page, SAID | {"recipients": people}).status_code == 302
    row = ReportSchedule.objects.get()
    assert (row.horizon_days, row.when) == (60, "every Monday at 08:00 (Europe/London)")
    shown = as_owner.get(page).content.decode()
    assert "Every Monday at 08:00" in shown and "Casper" in shown or str(colleague) in shown
    assert as_owner.post(reverse("pause_report_schedule", args=[row.pk])).status_code == 302
    assert "Paused." in as_owner.get(page).content.decode()
    as_owner.post(reverse("leave_report_schedule", args=[row.pk]))
    as_owner.post(reverse("give_up_report_schedule", args=[row.pk]))
    assert not ReportSchedule.objects.exists()


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_what_cannot_be_meant_gets_a_sentence(as_owner, agreement, owner, said, sentence):
    answer = as_owner.post(reverse("report_schedules"), SAID | {"recipients": [owner.pk]} | said)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not ReportSchedule.objects.exists()


def test_a_wall_hides_the_schedules_of_an_agreement(
    as_colleague, agreement, owner, colleague, system
):
    row = weekly(owner, [owner, colleague], agreement=agreement)
    assert "Monday digest" in as_colleague.get(reverse("report_schedules")).content.decode()
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=colleague).delete()
    assert "Monday digest" not in as_colleague.get(reverse("report_schedules")).content.decode()
    answer = as_colleague.post(reverse("pause_report_schedule", args=[row.pk]))
    assert answer.status_code == 404
    assert timedelta(0) < next_turn(row, row.done_until) - row.done_until


def test_a_party_behind_walls_is_named_by_no_schedule(as_administrator, agreement, owner):
    party = Party.objects.filter(agreements=agreement).first()
    row = weekly(owner, [owner], party=party.pk)
    assert row in visible_schedules(owner)
    assert party.name not in as_administrator.get(reverse("report_schedules")).content.decode()
    assert (
        party.name
        not in as_administrator.get(
            reverse("admin:obligations_reportschedule_changelist")
        ).content.decode()
    )


def test_the_page_changes_one_and_tells_of_it(as_owner, agreement, owner, colleague):
    row = weekly(owner, [owner, colleague], agreement=agreement)
    page = reverse("report_schedule", args=[row.pk])
    shown = as_owner.get(page).content.decode()
    assert 'value="Monday digest"' in shown and "Next: " in shown
    assert shown.count("checked") == 6  # kind, scope, file, rhythm, two people
    said = SAID | {"recipients": [owner.pk], "rhythm": "monthly", "month_day": "31", "hour": "17"}
    assert "why it changes" in as_owner.post(page, said).content.decode()
    answer = as_owner.post(page, said | {"reason": "month’s end is soon enough"}, follow=True)
    shown = answer.content.decode()
    assert "is changed: on day 31 of every month at 17:00" in shown
    assert "Next: <time" in shown and "Tue 31 Mar 2020, 17:00" in shown
    assert "month’s end is soon enough" in as_owner.get(page).content.decode()


@pytest.mark.parametrize(("said", "sentence"), REFUSED[:4] + REFUSED[-2:])
def test_a_bad_change_gets_a_sentence_and_changes_nothing(
    as_owner, agreement, owner, said, sentence
):
    row = weekly(owner, [owner])
    page, entry = reverse("report_schedule", args=[row.pk]), admin("change", row.pk)
    given = SAID | {"recipients": [owner.pk], "reason": "better", "hour": "9"} | said
    for url, status in ((page, 422), (entry, 200)):
        answer = as_owner.post(url, given)
        assert answer.status_code == status and sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.hour == 8


def test_a_recipient_behind_a_wall_is_named(as_owner, agreement, owner, outsider):
    row = weekly(owner, [owner])
    given = SAID | {"recipients": [owner.pk, outsider.pk], "reason": "for all"}
    for url in (admin("change", row.pk), reverse("report_schedule", args=[row.pk])):
        assert f"{outsider} cannot get it" in as_owner.post(url, given).content.decode()


# Data entry


def admin(what, *args):
    return reverse(f"admin:obligations_reportschedule_{what}", args=args)


def test_data_entry_sets_one_up_changes_it_and_gives_it_up(as_owner, agreement, owner):
    assert "Why" not in as_owner.get(admin("add")).content.decode()
    given = SAID | {"recipients": [owner.pk]}
    assert as_owner.post(admin("add"), given)["Location"] == admin("changelist")
    row = ReportSchedule.objects.get()
    shown = as_owner.get(admin("change", row.pk)).content.decode()
    assert 'value="Monday digest"' in shown and "Next: " in shown
    given |= {"name": "Friday digest", "weekday": "4", "reason": "Fridays suit better"}
    as_owner.post(admin("change", row.pk), given | {"_continue": "1"})
    row.refresh_from_db()
    assert (row.name, row.weekday) == ("Friday digest", 4)
    assert changes_of(row)[0].reason == "Fridays suit better"
    as_owner.post(admin("delete", row.pk), {"reason": "nobody reads it"})
    assert not ReportSchedule.objects.exists()


def test_data_entry_leads_who_only_gets_it_to_its_page(as_colleague, agreement, owner, colleague):
    row = weekly(owner, [owner, colleague])
    answer = as_colleague.get(admin("change", row.pk))
    assert answer["Location"] == f"{reverse('report_schedules')}#s{row.pk}"
    assert as_colleague.post(admin("delete", row.pk)).status_code == 403
    hidden = weekly(owner, [owner])
    assert as_colleague.get(admin("change", hidden.pk)).status_code == 404
