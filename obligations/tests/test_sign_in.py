"""Every page wants a sign-in but those that lead to one; and signing in, out and anew works."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from obligations.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

OPEN = {
    "health",
    "login",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
    "invitation",
    "theme",
    # Their secret stands in the address.
    "answer",
    "feed",
}
SAMPLES = {"int": "1", "str": "x", "path": "x", "slug": "x", "uuid": "0" * 32, None: "x"}


def pages(patterns, prefix="/"):
    """Each address of the site with its name; a sample stands for each parameter."""
    for one in patterns:
        path = prefix + re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1]], str(one.pattern)
        )
        if isinstance(one, URLResolver) and one.app_name != "admin":
            yield from pages(one.url_patterns, path)
        elif isinstance(one, URLPattern):
            yield one.name, path


@pytest.mark.parametrize(("name", "path"), list(pages(get_resolver().url_patterns)))
def test_a_page_wants_a_sign_in(client, sign_in_page, name, path):
    for send in (client.get, client.post):
        answer = send(path)
        asked = answer.status_code == 302 and answer["Location"].startswith(sign_in_page)
        assert asked != (name in OPEN), (name, path, answer.status_code)


def test_the_admin_wants_one_too(client):
    assert "/login/" in client.get("/admin/")["Location"]


def test_signing_in_leads_to_where_one_wanted(client, owner):
    fields = {"username": owner.email.upper(), "password": PASSWORD}
    answer = client.post(
        "/account/login/?next=/register%3Fq%3Dx", {**fields, "next": "/register?q=x"}
    )
    assert answer["Location"] == "/register?q=x"
    assert client.get("/register").status_code == 200


def test_a_wrong_password_is_told(client, owner):
    answer = client.post("/account/login/", {"username": owner.email, "password": "wrong"})
    assert "Please enter a correct" in answer.content.decode()


def test_signing_out_takes_a_form(as_owner, sign_in_page):
    assert as_owner.get("/account/logout/").status_code == 405
    assert as_owner.post("/account/logout/")["Location"] == sign_in_page
    assert as_owner.get("/").status_code == 302


def test_changing_the_password(as_owner, owner):
    chosen = {"new_password1": "quite another phrase", "new_password2": "quite another phrase"}
    answer = as_owner.post("/account/password_change/", {"old_password": PASSWORD, **chosen})
    assert answer.status_code == 302
    owner.refresh_from_db()
    assert owner.check_password("quite another phrase")
    assert as_owner.get("/").status_code == 200


def test_the_mail_for_a_new_password(client, owner, mailoutbox, settings):
    client.post("/account/password_reset/", {"email": owner.email})
    (mail,) = mailoutbox
    link = re.search(rf"^{settings.LONGSTOP_BASE_URL}/account/reset/\S+$", mail.body, re.MULTILINE)
    assert mail.subject == "A new password for Longstop"
    (html, kind) = mail.alternatives[0]
    assert (kind, link[0] in html) == ("text/html", True)


def test_a_used_link_for_a_new_password_says_so(client):
    page = client.get("/account/reset/MQ/set-password/").content.decode()
    assert "This link has expired" in page


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_the_menu_offers_data_entry_to_those_who_enter(client_of, owner, outsider, role):
    page = client_of(outsider if role == "reader" else owner).get("/").content.decode()
    assert ('href="/admin/"' in page) == (role != "reader")
