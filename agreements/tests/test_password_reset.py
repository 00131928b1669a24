"""A forgotten password is replaced through a link in a mail."""

import re

import pytest
from django.contrib.auth import authenticate

from agreements.models import User

pytestmark = pytest.mark.django_db


def test_the_link_in_the_mail_sets_a_new_password(client, mailoutbox):
    User.objects.create_user("ben@longstop.example", "an old password", full_name="Ben")
    client.post("/account/password_reset/", {"email": "BEN@longstop.example"})
    (mail,) = mailoutbox
    assert mail.to == ["ben@longstop.example"]
    link = re.search(r"https?://[^/]+(/account/reset/\S+)", mail.body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    chosen = {"new_password1": "entirely new words", "new_password2": "entirely new words"}
    assert client.post(form, chosen).status_code == 302
    assert authenticate(username="ben@longstop.example", password="entirely new words")


def test_an_unknown_address_gets_no_mail(client, mailoutbox):
    client.post("/account/password_reset/", {"email": "nobody@longstop.example"})
    assert mailoutbox == []
