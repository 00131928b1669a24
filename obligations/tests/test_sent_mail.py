"""Sent mail shows what went to whom and why, and no more of it than one may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.audit import recording
from agreements.models import TeamMember
from obligations.actions.composing import compose
from obligations.actions.marking import put_back
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.ticking import tick
from obligations.clock import machine_now
from obligations.engine.run import show
from obligations.models import Message, Reminder
from obligations.queries import mail as queries
from obligations.queries.mail import MessageFilters, message_page, visible_messages
from obligations.queries.mailbox import letter_of
from obligations.tests.conftest import FILES, TUESDAY, enter, set_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def walled(agreement, colleague, system, tmp_path):
    """A second agreement, which the colleague alone may see; its only obligation is due today."""
    text = (FILES / "supply-2019.yaml").read_text(encoding="utf-8")
    file = tmp_path / "secret.yaml"
    file.write_text(text.replace("SUP-2019", "SECRET-1").replace("Insure the", "Sell the secret"))
    return enter(file, [colleague], system)


@pytest.fixture
def sent(agreement, tuesday, mailoutbox):
    """The messages of Tuesday, by the short name of who got them."""
    tick(by="queue")
    return {m.recipient.get_short_name(): m for m in Message.objects.filter(state="sent")}


def listed(client, query=""):
    page = client.get(f"/mail{query}")
    assert page.status_code == 200
    return [row.message.recipient.get_short_name() for row in page.context["page"].rows]


def test_it_lists_who_got_what(sent, as_owner):
    assert sorted(listed(as_owner)) == ["Ben", "Olivia"]
    page = as_owner.get("/mail").content.decode()
    assert "obligations need you" in page and "Your next reminder is planned for" in page


def test_a_list_is_filtered_by_person_and_state(sent, as_owner, colleague):
    assert listed(as_owner, f"?person={colleague.pk}") == ["Ben"]
    assert listed(as_owner, "?state=failed") == []
    assert sorted(listed(as_owner, "?state=sent&person=x&before=-1")) == ["Ben", "Olivia"]


def test_the_outsider_sees_nothing(sent, as_outsider, client):
    assert listed(as_outsider) == []
    for message in sent.values():
        assert as_outsider.get(f"/mail/{message.pk}").status_code == 404
        assert as_outsider.get(f"/mail/{message.pk}/html").status_code == 404
        assert client.get(f"/mail/{message.pk}").status_code == 302


def test_a_message_shows_the_very_mail_and_why(sent, as_owner):
    message = sent["Olivia"]
    page = as_owner.get(f"/mail/{message.pk}").content.decode()
    assert "Insure the warehouse" in page and "On the day" in page
    assert "accepted by the mail server" in page
    assert message.message_id.strip("<>") in page
    frame = as_owner.get(f"/mail/{message.pk}/html")
    assert "Insure the warehouse" in frame.content.decode()


def test_the_frame_can_do_nothing(sent, as_owner):
    message = sent["Olivia"]
    frame = as_owner.get(f"/mail/{message.pk}/html")
    policy = frame["Content-Security-Policy"]
    for part in ("default-src 'none'", "form-action 'none'", "frame-ancestors 'self'"):
        assert part in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "script" not in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    page = as_owner.get(f"/mail/{message.pk}")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page.content.decode()


def test_a_mail_about_a_walled_agreement_stays_closed(walled, sent, as_owner, as_administrator):
    message = sent["Ben"]
    assert message.reminders.filter(occurrence__agreement=walled).exists()
    for client in (as_owner, as_administrator):
        page = client.get(f"/mail/{message.pk}").content.decode()
        assert "agreements that you may not see" in page
        assert "secret" not in page.lower()
        assert client.get(f"/mail/{message.pk}/html").status_code == 404
        assert message.subject not in client.get("/mail").content.decode()


def test_ones_own_mail_stays_open(walled, sent, as_colleague):
    page = as_colleague.get(f"/mail/{sent['Ben'].pk}").content.decode()
    assert "Sell the secret" in page


def test_administrators_know_of_every_message(sent, as_administrator):
    assert sorted(listed(as_administrator)) == ["Ben", "Olivia"]


def test_a_message_that_is_not_written_yet_says_so(agreement, as_owner, owner):
    as_owner.post("/mail/test")
    (message,) = Message.objects.all()
    page = as_owner.get(f"/mail/{message.pk}").content.decode()
    assert "This mail is not written yet." in page and "It has not been tried yet." in page


def test_a_test_mail_goes_the_way_of_reminders(as_outsider, outsider, mailoutbox, tuesday):
    for number in (1, 2):
        answer = as_outsider.post("/mail/test")
        message = Message.objects.get(number=number)
        assert answer["Location"] == f"/mail/{message.pk}"
    tick(by="queue")
    assert [mail.to for mail in mailoutbox] == [[outsider.email]] * 2
    assert listed(as_outsider) == ["Rosa", "Rosa"]
    assert as_outsider.get("/mail/test").status_code == 405


def test_nobody_fills_the_queue_with_test_mails(as_outsider, tuesday):
    for _ in range(12):
        answer = as_outsider.post("/mail/test")
    assert answer["Location"] == "/mail" and Message.objects.count() == 10
    assert "10 test mails are enough for a day" in as_outsider.get("/mail").content.decode()


def test_pages_are_complete(sent, owner, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(7):
        Message.objects.create(
            recipient=owner,
            kind="test",
            business_date="2020-03-10",
            number=number + 1,
            created_at="2020-03-10T00:00Z",
            next_try_at="2020-03-10T00:00Z",
        )
    expected = list(visible_messages(owner).order_by("-pk").values_list("pk", flat=True))
    pages = [message_page(owner, MessageFilters())]
    while pages[-1].older:
        pages.append(message_page(owner, MessageFilters(), before=pages[-1].older))
    assert [row.message.pk for page in pages for row in page.rows] == expected
    back = [pages[-1]]
    while back[-1].newer:
        back.append(message_page(owner, MessageFilters(), after=back[-1].newer))
    assert [p.rows for p in back[::-1]] == [p.rows for p in pages]


def test_more_rows_do_not_make_more_queries(sent, as_owner, owner, agreement, grow):
    def cost(path):
        with CaptureQueriesContext(connection) as queried:
            assert as_owner.get(path).status_code == 200
        return len(queried)

    before = cost("/mail"), cost(f"/mail/{sent['Olivia'].pk}")
    grow(agreement, 30)
    for day in ("2020-03-11", "2020-03-12", "2020-03-13"):
        set_day(day)
        tick(by="queue")
    last = Message.objects.filter(recipient=owner).latest("pk")
    assert last.reminders.count() > 5
    assert (cost("/mail"), cost(f"/mail/{last.pk}")) == before


def left(team, system):
    """Some people are off the team."""
    with recording(by=system, action="team", reason="off the team"):
        TeamMember.objects.filter(user__in=team).delete()


def test_who_left_the_team_before_the_mail_goes_is_told_nothing(agreement, colleague, system):
    plan(today=TUESDAY)
    queue_messages(today=TUESDAY)
    left([colleague], system)
    assert compose(Message.objects.get(recipient=colleague)) is False
    dropped = Reminder.objects.filter(recipient=colleague, state="dropped")
    assert "may not see the agreement any more" in dropped.first().dropped_because


def test_with_nobody_left_on_the_team_administrators_hear_that_there_is_something(
    agreement, owner, colleague, administrator, system
):
    left([owner, colleague], system)
    plan(today=TUESDAY)
    queue_messages(today=TUESDAY)
    message = Message.objects.get()
    assert compose(message) and message.recipient == administrator
    letter = letter_of(bytes(message.content))
    for text in (letter.text, letter.html):
        assert show(TUESDAY) in text
        assert "agreements that you may not see" in text.lower()
        assert not any(secret in text for secret in ("SUP-2019", "forecast", "/answer/", ".ics"))


def test_a_given_up_mail_stays_closed_although_its_reminders_went_on(
    agreement, colleague, as_administrator, as_colleague
):
    plan(today=TUESDAY)
    queue_messages(today=TUESDAY)
    message = Message.objects.get(recipient=colleague)
    assert compose(message)
    put_back(message, "550 no such user", permanent=True)
    page = as_administrator.get(f"/mail/{message.pk}").content.decode()
    assert message.subject not in page and message.to_address in page
    assert message.subject not in as_administrator.get("/mail").content.decode()
    assert as_administrator.get(f"/mail/{message.pk}/html").status_code == 404
    assert as_colleague.get(f"/mail/{message.pk}/html").status_code == 200


@pytest.mark.parametrize("kind", ["report", "warning", "alert"])
def test_what_one_alone_may_see_is_not_read_in_anothers_mail(
    kind, agreement, owner, as_administrator
):
    at = machine_now()
    message = Message.objects.create(
        recipient=owner, kind=kind, business_date=TUESDAY, created_at=at, next_try_at=at,
        subject="SUP-2019: compliance", content=b"Subject: SUP-2019\r\n\r\nSUP-2019\r\n",
    )  # fmt: skip
    for path in ("/mail", f"/mail/{message.pk}"):
        assert "SUP-2019" not in as_administrator.get(path).content.decode()
    assert as_administrator.get(f"/mail/{message.pk}/html").status_code == 404
