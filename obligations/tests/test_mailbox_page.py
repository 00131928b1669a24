"""The demonstration's mailbox shows each mail as it came, newest first."""

import mailbox
import shutil
import time

import pytest

from obligations.queries import mailbox as queries
from obligations.queries.mailbox import heads, letter

pytestmark = pytest.mark.django_db

MAIL = b"""Return-Path: <longstop@longstop.example>\r
Delivered-To: ben@longstop.example\r
Subject: =?utf-8?q?Pay_=C2=A310?= number %d\r
From: Longstop <longstop@longstop.example>\r
To: ben@longstop.example\r
Date: Tue, 10 Mar 2020 09:00:00 +0000\r
Message-ID: <m%d@longstop.example>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Plain <b>words</b>\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<html><head></head><body><script>alert(1)</script><a href="/x">link</a></body></html>\r
--b--\r
"""


@pytest.fixture
def folder(own_files, settings):
    return settings.MAILBOX_ROOT


@pytest.fixture
def arrive(folder):
    """Delivers so many mails, as the demonstration's server does; their keys in order."""

    def deliver(count):
        box = mailbox.Maildir(folder, create=True)
        return [box.add(MAIL % (number, number)) for number in range(count)]

    return deliver


def test_an_empty_mailbox_says_what_to_do(folder, as_owner):
    assert "Move the clock forward" in as_owner.get("/mailbox").content.decode()


def test_it_lists_the_newest_first(arrive, as_outsider):
    arrive(3)
    found = as_outsider.get("/mailbox").context["heads"]
    assert [head.subject for head in found] == [f"Pay £10 number {n}" for n in (2, 1, 0)]


def test_pages_are_complete(arrive, folder, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    keys, seen, before = arrive(5), [], ""
    while True:
        found, before = heads(folder, before=before)
        seen += [head.key for head in found]
        if not before:
            break
    assert seen == keys[::-1]


def test_a_mail_is_shown_as_text_and_in_a_frame(arrive, as_outsider):
    (key,) = arrive(1)
    page = as_outsider.get(f"/mailbox/{key}").content.decode()
    assert "Plain &lt;b&gt;words&lt;/b&gt;" in page
    assert "alert(1)" not in page
    frame = as_outsider.get(f"/mailbox/{key}/html")
    assert '<head><base target="_top">' in frame.content.decode()
    assert "sandbox allow-top-navigation-by-user-activation" in frame["Content-Security-Policy"]


@pytest.mark.parametrize("key", ["nothing", "..%2F..%2Fsecret-key", "a..b", "%00", "x" * 300])
def test_no_other_file_can_be_read(arrive, as_outsider, key):
    arrive(1)
    assert as_outsider.get(f"/mailbox/{key}").status_code == 404
    assert as_outsider.get(f"/mailbox/{key}/html").status_code == 404


def test_a_mail_that_was_moved_is_still_found(arrive, folder):
    (key,) = arrive(1)
    shutil.move(folder / "new" / key, folder / "cur" / f"{key}:2,S")
    ((head,), _) = heads(folder)
    assert letter(folder, head.key).head.subject == "Pay £10 number 0"


def test_a_mail_in_no_form_at_all_is_no_error(folder, as_owner):
    key = mailbox.Maildir(folder, create=True).add(b"\xff\xfe no mail\r\n\r\n\xff")
    assert as_owner.get("/mailbox").status_code == 200
    assert as_owner.get(f"/mailbox/{key}").status_code == 200


def test_only_a_demonstration_has_one(arrive, as_owner, settings, client, sign_in_page):
    (key,) = arrive(1)
    assert client.get("/mailbox")["Location"].startswith(sign_in_page)
    settings.LONGSTOP_DEMO = False
    for path in ("/mailbox", f"/mailbox/{key}", f"/mailbox/{key}/html"):
        assert as_owner.get(path).status_code == 404
    assert "Mailbox" not in as_owner.get("/").content.decode()


def test_ten_thousand_mails_are_listed_in_a_moment(folder):
    new = folder / "new"
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    for number in range(10_000):
        (new / f"{1_600_000_000 + number}.M1P1Q{number}.host").write_bytes(b"Subject: x\r\n\r\n")
    begun = time.perf_counter()
    found, following = heads(folder)
    assert time.perf_counter() - begun < 1.0
    assert (len(found), found[0].key) == (50, "1600009999.M1P1Q9999.host")
    assert following == found[-1].key
