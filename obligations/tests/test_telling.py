"""Who answers or follows is told of moved dates in one message, and never of what moved back."""

from datetime import date

import pytest
from django.db import connection

from agreements.audit import recording
from obligations.actions.clock import forward
from obligations.actions.composing import compose
from obligations.actions.happenings import Said, record
from obligations.actions.holding import last_number, release
from obligations.actions.marking import put_back
from obligations.actions.occurrences import complete, extend
from obligations.actions.preferences import Wishes, follow, set_preferences
from obligations.actions.sending import send_due
from obligations.actions.telling import QUIET, queue_moved
from obligations.clock import machine_now
from obligations.models import Message, Obligation, Telling
from obligations.outputs.email_people import MOST, MovedDate, moved
from obligations.tests.calendars import applied, closed, drafted
from obligations.tests.conftest import TUESDAY
from obligations.tests.finding import key_date_of, obligation_of, row_of
from obligations.tests.smtp import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


@pytest.fixture
def answered(closing, colleague):
    """The colleague answers for all; the owner records."""
    with recording(by=colleague, action="assign", reason="for a test"):
        Obligation.objects.filter(agreement=closing).update(responsible=colleague)
    return closing


def move(agreement, by, day):
    record(
        key_date=key_date_of(agreement, "Closing Date"),
        said=Said(day=day, corrects=1),
        by=by,
        reason="the memorandum",
    )


def told():
    """Queues what is to be told and composes it: to whom, and what the text says."""
    queue_moved(today=TUESDAY)
    rows = Message.objects.filter(kind="moved", content=None, state="queued")
    return {message.recipient: compose(message) for message in rows}


def text_of(server, person):
    (mail,) = server.mails(person.email)
    return mail.get_body(("plain",)).get_content()


def test_one_message_lists_old_and_new_why_and_by_whom(answered, owner, colleague, server):
    move(answered, owner, date(2020, 2, 3))
    assert set(Telling.objects.values_list("recipient", flat=True)) == {colleague.pk}
    assert Telling.objects.count() > 3
    queue_moved(today=TUESDAY)
    assert send_due().sent == 1
    text = text_of(server, colleague)
    assert "Fri 29 May 2020 -> Mon 1 Jun 2020, 3 days later" in text
    why = "[Closing Date] was corrected to Mon 3 Feb 2020: the memorandum (Olivia Hart)."
    assert text.count(why) == 1
    row = row_of(answered, "effective")
    assert f"/obligations/{row.obligation_id}?o={row.pk}#o{row.pk}" in text
    assert queue_moved(today=TUESDAY) == 0


def test_who_moved_them_is_not_told_unless_they_wish(closing, owner):
    move(closing, owner, date(2020, 2, 3))
    assert not Telling.objects.exists()
    set_preferences(person=owner, wishes=Wishes(own_moves=True), by=owner)
    move(closing, owner, date(2020, 2, 4))
    assert set(Telling.objects.values_list("recipient", flat=True)) == {owner.pk}


def test_who_follows_is_told_as_well(answered, owner, colleague):
    follow(obligation=obligation_of(answered, "effective"), by=owner)
    move(answered, colleague, date(2020, 2, 3))
    rows = Telling.objects.filter(recipient=owner)
    assert [t.move.occurrence.obligation.ref for t in rows] == ["effective"]


def test_changes_in_quick_succession_gather(answered, owner, colleague, server):
    move(answered, owner, date(2020, 2, 3))
    assert queue_moved(today=TUESDAY, quiet_since=machine_now() - QUIET) == 0
    move(answered, owner, date(2020, 2, 4))
    Telling.objects.update(planned_at=machine_now() - 2 * QUIET)
    assert queue_moved(today=TUESDAY, quiet_since=machine_now() - QUIET) == 1
    send_due()
    text = text_of(server, colleague)
    assert "Fri 29 May 2020 -> Tue 2 Jun 2020, 4 days later" in text
    assert text.count("Fri 29 May 2020") == 1


def test_what_moved_back_is_not_told(answered, owner, colleague):
    move(answered, owner, date(2020, 2, 3))
    move(answered, owner, date(2020, 1, 31))
    assert told() == {colleague: False}
    assert set(Telling.objects.values_list("dropped_because", flat=True)) == {"it moved back"}
    assert Message.objects.get(kind="moved").state == "empty"


def test_what_was_done_meanwhile_is_not_told(answered, owner, colleague):
    row = row_of(answered, "report")
    extend(occurrence=row, to=date(2020, 7, 1), by=owner, reason="asked", agreed_with="Dogwood")
    complete(occurrence=row, on=date(2020, 3, 9), by=owner)
    assert told() == {colleague: False}
    assert set(Telling.objects.values_list("dropped_because", flat=True)) == {"it is done"}


def test_it_is_lost_neither_with_a_refused_message_nor_with_the_change(answered, owner, colleague):
    move(answered, owner, date(2020, 2, 3))
    assert told() == {colleague: True}
    message = Message.objects.get(kind="moved")

    put_back(message, "no such mailbox", permanent=True)
    assert not Telling.objects.filter(message=message).exists()
    assert told() == {colleague: True}
    # What is taken back with its transaction leaves nothing to tell.
    count = Telling.objects.count()
    with pytest.raises(Exception, match="reason"):
        record(
            key_date=key_date_of(answered, "Closing Date"),
            said=Said(day=date(2020, 2, 5), corrects=1),
            by=owner,
        )
    assert Telling.objects.count() == count


def test_moving_the_clock_tells_day_by_day(answered, owner, colleague):
    move(answered, owner, date(2020, 2, 3))
    forward(to=date(2020, 3, 11), by=owner)
    message = Message.objects.get(kind="moved")
    assert (message.recipient, message.business_date) == (colleague, TUESDAY)
    assert message.content is not None


def test_an_administrator_behind_the_wall_reads_neither_subject_nor_text(
    answered, owner, as_administrator
):
    move(answered, owner, date(2020, 2, 3))
    told()
    message = Message.objects.get(kind="moved")
    for path in ("/mail", f"/mail/{message.pk}"):
        page = as_administrator.get(path).content.decode()
        assert "CLO-2020" not in page and "dates have moved" not in page
    assert as_administrator.get(f"/mail/{message.pk}/html").status_code == 404


def test_a_restored_database_does_not_tell_again(answered, owner, colleague, server, administrator):
    move(answered, owner, date(2020, 2, 3))
    queue_moved(today=TUESDAY)
    assert send_due().sent == 1
    known = last_number()
    # Back to before it was told, as from last night's backup.
    Telling.objects.update(message=None)
    Message.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('obligations_sent_number', %s, false)", [known])
    assert send_due().held
    release(by=administrator, reason="the disk had failed")
    assert queue_moved(today=TUESDAY) == 0
    assert len(server.mails(colleague.email)) == 1


def test_a_change_of_calendar_is_told_across_agreements_in_one(
    counting, administrator, owner, server
):
    applied(drafted(administrator, "england", closed(date(2020, 3, 16))), administrator)
    queue_moved(today=TUESDAY)
    assert send_due().sent == 1
    text = text_of(server, owner)
    assert "Tue 17 Mar 2020 -> Wed 18 Mar 2020, 1 day later" in text
    assert "Calendar england 2026.1 correction 1" in text
    assert not Telling.objects.filter(recipient=administrator).exists()


def test_the_page_of_the_message_lists_the_moves(answered, owner, colleague, as_colleague):
    move(answered, owner, date(2020, 2, 3))
    assert told() == {colleague: True}
    message = Message.objects.get(kind="moved")
    page = as_colleague.get(f"/mail/{message.pk}").content.decode()
    assert "the memorandum" in page and "Fri 29 May 2020" in page
    count = Telling.objects.filter(message=message).count()
    assert f"{count} moved dates" in as_colleague.get("/mail").content.decode()


def test_a_mail_of_very_many_dates_stays_readable(owner):
    line = {"agreement": "A", "section": "1", "title": "Do it", "turn": "", "path": "/"}
    days = [date(2020, 3, 1), date(2020, 3, 2)]
    dates = [MovedDate(**line, old=days[0], new=days[1], why=(("It moved", "Ben"),))] * 250
    mail = moved(owner, dates, TUESDAY)
    assert mail.subject == "250 dates have moved"
    assert mail.text.count("Do it") == MOST and "And 150 more" in mail.text
    assert "And 150 more" in mail.html
