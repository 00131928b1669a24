"""The link in a reminder answers it, once looked at; forged, old and others' links do nothing."""

import io
import logging
from collections.abc import Callable
from datetime import date

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from config.logs import Discreet, without_secrets
from obligations.actions import occurrences
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.models import Acknowledgement, Message, Occurrence, Snooze
from obligations.outputs.answer_links import address_for, token_for
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 25)


@pytest.fixture
def delivery(agreement: Agreement, occurrence: Callable[..., Occurrence]) -> Occurrence:
    plan(today=TUESDAY)
    return occurrence("3.1", DUE)


@pytest.fixture
def link(delivery: Occurrence, colleague: User) -> str:
    """The link in the colleague's mail."""
    return reverse("answer", args=[token_for(delivery.pk, colleague.pk, DUE)])


@pytest.fixture
def anybody() -> Client:
    """A browser in which nobody has signed in, and which checks as a real one is checked."""
    return Client(enforce_csrf_checks=True)


def press(client: Client, address: str, **given: str):
    """Opens the page and sends its form, as a browser does."""
    client.get(address)
    given.setdefault("note", "")
    token = client.cookies[next(name for name in client.cookies if "csrf" in name)].value
    return client.post(address, {"csrfmiddlewaretoken": token, **given}, follow=True)


def nothing_happened() -> bool:
    return not Acknowledgement.objects.exists() and not Snooze.objects.exists()


def test_the_mail_has_it(delivery: Occurrence, colleague: User, settings) -> None:
    queue_messages(today=DUE)
    message = Message.objects.get(recipient=colleague)
    compose(message)
    message.refresh_from_db()
    assert f"{settings.LONGSTOP_BASE_URL}/answer/".encode() in bytes(message.content)


def test_without_days_there_is_none(delivery: Occurrence, colleague: User, settings) -> None:
    settings.ANSWER_LINK_DAYS = 0
    assert address_for(delivery.pk, colleague.pk, DUE) == ""


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(anybody: Client, link: str, method: str) -> None:
    answer = getattr(anybody, method)(link)
    assert answer.status_code == 200 and nothing_happened()
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_says_what_it_is_about(anybody: Client, link: str) -> None:
    page = anybody.get(link).content.decode()
    assert "Wed 25 Mar 2020" in page and "SUP-2019" in page and "At the latest" in page


def test_pressing_acknowledges_in_the_name_of_the_recipient(
    anybody: Client, link: str, colleague: User
) -> None:
    answer = press(anybody, link, do="acknowledge", note="I rang them")
    assert answer.status_code == 200 and b"It is acknowledged" in answer.content
    made = Acknowledgement.objects.get()
    assert (made.person, made.how, made.note) == (colleague, "link", "I rang them")
    assert b"You acknowledged this on" in anybody.get(link).content


def test_pressing_later_puts_it_off(anybody: Client, link: str) -> None:
    answer = press(anybody, link, do="remind-me", when="2020-03-17")
    assert b"You are reminded again on Tue 17 Mar 2020" in answer.content
    assert Snooze.objects.get().until == date(2020, 3, 17)


def test_a_day_beyond_the_last_is_refused_with_its_sentence(anybody: Client, link: str) -> None:
    answer = press(anybody, link, do="remind-me", when="day", day="1 Apr 2020")
    assert answer.status_code == 422 and nothing_happened()
    assert b"the last possible day is Wed 25 Mar 2020" in answer.content


def test_another_site_cannot_press(anybody: Client, link: str) -> None:
    assert anybody.post(link, {"do": "acknowledge"}).status_code == 403
    assert nothing_happened()


@pytest.mark.parametrize("do", ["complete", "", "waive"])
def test_it_does_nothing_else(anybody: Client, link: str, do: str) -> None:
    assert press(anybody, link, do=do).status_code == 200
    assert nothing_happened()


def forgeries(row: Occurrence, person: User) -> dict[str, str]:
    said = [row.pk, person.pk, DUE.isoformat()]
    good = token_for(row.pk, person.pk, DUE)
    return {
        "nonsense": "abc",
        "long": "a" * 5000,
        "cut": good[:-3],
        "another person's": token_for(row.pk, person.pk + 1, DUE)[:30] + good[30:],
        "another salt": signing.TimestampSigner().sign_object(said),
        "another key": signing.TimestampSigner(
            key="guessed", salt="longstop.answer-to-a-reminder"
        ).sign_object(said),
        "no ids": signing.TimestampSigner(salt="longstop.answer-to-a-reminder").sign_object("x"),
    }


FORGERIES = ["nonsense", "long", "cut", "another person's", "another salt", "another key", "no ids"]


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forged_one_says_that_it_is_not_whole(
    anybody: Client, delivery: Occurrence, colleague: User, kind: str
) -> None:
    address = reverse("answer", args=[forgeries(delivery, colleague)[kind]])
    for answer in (anybody.get(address), press(anybody, address, do="acknowledge")):
        assert answer.status_code in (403, 404)
    assert b"This link is not whole" in anybody.get(address).content
    assert nothing_happened()


def test_an_expired_one_leads_to_the_sign_in(
    anybody: Client, link: str, delivery: Occurrence, settings, sign_in_page: str
) -> None:
    settings.ANSWER_LINK_DAYS = 1e-9
    answer = anybody.get(link)
    assert answer.status_code == 410 and b"no longer good" in answer.content
    assert b"Deliver" not in answer.content
    assert nothing_happened()
    on = anybody.get(reverse("occurrence", args=[delivery.pk]))
    assert on.status_code == 302 and on.headers["Location"].startswith(sign_in_page)


def test_it_is_no_use_to_somebody_else_who_is_signed_in(
    link: str, as_owner: Client, as_outsider: Client
) -> None:
    for client in (as_owner, as_outsider):
        answer = client.get(link)
        assert answer.status_code == 403 and b"another person" in answer.content
        assert b"SUP-2019" not in answer.content
        assert client.post(link, {"do": "acknowledge"}).status_code == 403
    assert nothing_happened()


def test_a_wall_that_went_up_since_holds(
    anybody: Client, link: str, colleague: User, system: User
) -> None:
    with recording(by=system, action="team", reason="off the team"):
        TeamMember.objects.filter(user=colleague).delete()
    answer = anybody.get(link)
    assert answer.status_code == 404 and b"SUP-2019" not in answer.content
    press(anybody, link, do="acknowledge")
    assert nothing_happened()


def test_access_withdrawn_closes_it(
    anybody: Client, link: str, colleague: User, system: User
) -> None:
    with recording(by=system, action="people", reason="left"):
        User.objects.filter(pk=colleague.pk).update(is_active=False)
    assert anybody.get(link).status_code == 410
    assert nothing_happened()


def test_a_date_that_moved_says_so(
    anybody: Client, link: str, delivery: Occurrence, owner: User
) -> None:
    occurrences.extend(
        occurrence=delivery,
        to=date(2020, 4, 15),
        by=owner,
        reason="by letter",
        agreed_with="the buyer",
    )
    answer = anybody.get(link)
    assert answer.status_code == 409
    assert b"from Wed 25 Mar 2020 to Wed 15 Apr 2020" in answer.content


def test_what_is_done_says_so(
    anybody: Client, link: str, delivery: Occurrence, owner: User
) -> None:
    occurrences.complete(occurrence=delivery, on=TUESDAY, by=owner)
    assert anybody.get(link).status_code == 409


def test_others_who_read_the_sent_mail_do_not_see_it(
    delivery: Occurrence, colleague: User, as_owner: Client, as_colleague: Client
) -> None:
    queue_messages(today=DUE)
    message = Message.objects.get(recipient=colleague)
    compose(message)
    token = token_for(delivery.pk, colleague.pk, DUE).partition(":")[0].encode()
    for name in ("message", "message_html"):
        address = reverse(name, args=[message.pk])
        assert token not in as_owner.get(address).content
    assert token in as_colleague.get(reverse("message", args=[message.pk])).content


# Logs


def test_no_log_line_holds_a_token(link: str) -> None:
    token = link.rpartition("/")[2]
    lines = [
        f'"GET {link} HTTP/1.1" 200 512 "-" "Mozilla"',
        f'"GET /static/css/base.css HTTP/1.1" 200 9 "https://longstop.example{link}" "Mozilla"',
        f"Not Found: {link}",
        f"Forbidden (CSRF cookie not set.): {link}?x=1",
    ]
    for line in lines:
        assert token not in without_secrets(line) and "/answer/[hidden]" in without_secrets(line)


def test_what_django_logs_is_discreet(anybody: Client, settings) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discreet())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        anybody.get("/answer/some-token-of-somebody")
    finally:
        logger.removeHandler(handler)
    assert "/answer/[hidden]" in stream.getvalue() and "some-token" not in stream.getvalue()
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["discreet"]
