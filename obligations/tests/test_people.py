"""Administrators invite people and change what they may do; each change is kept with its reason."""

import re
import smtplib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from agreements.audit import Unexplained
from agreements.models import User
from obligations.actions.people import (
    NotSent,
    change_role,
    deactivate,
    invitation_link,
    invitation_tokens,
    invite,
    reactivate,
    send_invitation,
)
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.people import changes_of, state_of

pytestmark = pytest.mark.django_db

ELLA = {"email": "Ella@longstop.example", "full_name": "Ella Marsh", "role": "editor"}


@pytest.fixture
def ella(administrator):
    return invite(**ELLA, by=administrator)


def link_in(mail):
    return re.search(r"https?://[^/]+(/invitation/\S+)", mail.body)[1]


def accept(link, password="a phrase of four"):
    """A browser that has opened the link and chosen a password; and the answer."""
    client = Client()
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return client, page
    chosen = {"new_password1": password, "new_password2": password}
    return client, client.post(page.redirect_chain[-1][0], chosen)


def test_an_invitation_lets_one_person_in_once(ella, mailoutbox):
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (
        ["ella@longstop.example"],
        "Ada Quill invites you to Longstop",
    )
    client, answer = accept(link_in(mail))
    assert answer["Location"] == "/"
    assert client.get("/").context["user"] == ella
    _, again = accept(link_in(mail))
    assert "This invitation has expired" in again.content.decode()


def test_it_runs_out_after_a_week(ella, monkeypatch):
    token = invitation_tokens.make_token(ella)
    assert invitation_tokens.check_token(ella, token)
    monkeypatch.setattr("obligations.actions.people.INVITATION_LASTS", 0)
    assert not invitation_tokens.check_token(ella, token)


def test_it_is_one_persons_alone(ella, administrator):
    token = invitation_tokens.make_token(ella)
    assert not invitation_tokens.check_token(administrator, token)
    assert not invitation_tokens.check_token(ella, token + "x")
    assert not invitation_tokens.check_token(None, token)


def test_who_invited_whom_is_kept(ella, administrator):
    (change,) = changes_of(ella)
    assert (change.by, change.action, change.reason) == ("Ada Quill", "invite", "invited as editor")
    assert state_of(ella) == "invited"


def test_an_address_is_invited_once(ella, administrator):
    with pytest.raises(ValidationError, match="already exists"):
        invite(**ELLA, by=administrator)


def test_a_mail_that_does_not_leave_is_told_and_sent_again(administrator, monkeypatch, mailoutbox):
    def refuse(mail, to_address):
        raise smtplib.SMTPServerDisconnected("gone")

    with monkeypatch.context() as patch:
        patch.setattr("obligations.actions.people.send_now", refuse)
        with pytest.raises(NotSent, match="Send the invitation again"):
            invite(**ELLA, by=administrator)
    person = User.objects.get(email="ella@longstop.example")
    send_invitation(person=person, by=administrator)
    assert len(mailoutbox) == 1


def test_a_role_is_changed_with_a_reason(ella, administrator):
    change_role(person=ella, role="counsel", by=administrator, reason="called to the bar")
    ella.refresh_from_db()
    assert ella.role == "counsel"
    last = changes_of(ella)[0]
    assert (last.action, last.reason, last.role) == ("change role", "called to the bar", "counsel")
    with pytest.raises(Unexplained):
        change_role(person=ella, role="reader", by=administrator, reason=" ")


def test_access_is_withdrawn_at_once_and_given_again(ella, administrator, client_of):
    browser = client_of(ella)
    deactivate(person=ella, by=administrator, reason="left the firm")
    assert browser.get("/").status_code == 302
    ella.refresh_from_db()
    assert state_of(ella) == "access withdrawn"
    with pytest.raises(NotNow, match="needs no invitation"):
        send_invitation(person=ella, by=administrator)
    reactivate(person=ella, by=administrator, reason="came back")
    assert [c.is_active for c in changes_of(ella)] == [True, False, True]


@pytest.mark.parametrize("act", [change_role, deactivate])
def test_nobody_changes_their_own(administrator, act):
    said = {"role": "reader"} if act is change_role else {}
    with pytest.raises(NotNow, match="another administrator can"):
        act(person=administrator, by=administrator, reason="why not", **said)


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_it_is_for_administrators(request, who, ella):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed, match="for administrators"):
        invite(email="x@longstop.example", full_name="X", role="reader", by=person)
    with pytest.raises(NotAllowed, match="for administrators"):
        change_role(person=ella, role="administrator", by=person, reason="ambition")
    assert not User.objects.filter(email="x@longstop.example").exists()


def test_the_database_refuses_a_change_without_a_reason(ella):
    for change in (
        {"role": "administrator"},
        {"is_active": False},
        {"email": "e@longstop.example"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=ella.pk).update(**change)


def test_the_page_of_people_is_for_all_and_its_buttons_for_administrators(
    as_owner, as_administrator, ella
):
    assert "Invite somebody" not in as_owner.get("/people").content.decode()
    page = as_administrator.get("/people").content.decode()
    assert "Invite somebody" in page and "Invited" in page and "system@" not in page


@pytest.mark.parametrize("path", ["/people/invite", "/people/{pk}"])
def test_others_are_refused_with_a_sentence(as_owner, ella, path):
    answer = as_owner.get(path.format(pk=ella.pk))
    assert answer.status_code == 403
    assert "This is for administrators." in answer.content.decode()


def test_inviting_in_the_browser(as_administrator, mailoutbox):
    answer = as_administrator.post("/people/invite", ELLA, follow=True)
    assert "Ella Marsh is invited" in answer.content.decode()
    again = as_administrator.post("/people/invite", ELLA).content.decode()
    assert "already exists" in again
    assert len(mailoutbox) == 1


def test_changing_in_the_browser(as_administrator, ella):
    path = f"/people/{ella.pk}"
    assert "This field is required" in as_administrator.post(path, {"do": "role"}).content.decode()
    said = {"do": "role", "role": "reader", "reason": "asked for less"}
    assert "is recorded" in as_administrator.post(path, said, follow=True).content.decode()
    again = as_administrator.post(path, said).content.decode()
    assert "has that role already" in again
    unknown = as_administrator.post(path, {"do": "promote", "reason": "x"}).content.decode()
    assert "Press one of the buttons" in unknown
    as_administrator.post(path, {"do": "deactivate", "reason": "left"})
    ella.refresh_from_db()
    assert (ella.role, ella.is_active) == ("reader", False)


def test_sending_an_invitation_again(as_administrator, as_owner, ella, mailoutbox):
    path = f"/people/{ella.pk}/invite"
    assert as_owner.post(path).status_code == 403
    assert as_administrator.get(path).status_code == 405
    as_administrator.post(path)
    assert len(mailoutbox) == 2
    accept(link_in(mailoutbox[1]))
    answer = as_administrator.post(path, follow=True).content.decode()
    assert "needs no invitation" in answer


def test_a_link_holds_no_secret_of_another(ella):
    assert "ella" not in invitation_link(ella).lower()
