"""Whoever holds a copy of a report learns whether it is genuine, and no more than they may see."""

import hashlib
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from obligations.actions import reports
from obligations.outputs import report_files
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import TUESDAY
from obligations.views import hashing

pytestmark = pytest.mark.django_db

PAGE = "/reports/check"


@pytest.fixture
def made(agreement, owner, tuesday, own_files):
    """A finished report of the owner's."""
    row = reports.request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)
    reports.run(report_id=row.pk)
    row.refresh_from_db()
    assert row.state == "done"
    return row


@pytest.fixture
def copy(made):
    return report_files.fetch(made.stored_as, made.sha256)


def asked(client, content, name="copy.pdf"):
    answer = client.post(PAGE, {"copy": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    page = " ".join(answer.content.decode().split())
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_true_copy_is_told_with_all_about_it(made, copy, as_owner):
    page = asked(as_owner, copy)
    assert "Longstop made this file, and it is unchanged." in page
    for words in ("Supply Agreement", "Tue 10 Mar 2020", "Olivia Hart", made.sha256):
        assert words in page
    assert f'href="/reports/{made.pk}"' in page and made.audit_head in page


def test_somebody_of_the_team_is_told_too_but_led_to_no_page_that_is_closed(made, copy, client):
    from agreements.models import User

    client.force_login(User.objects.get(full_name="Ben Okafor"))
    page = asked(client, copy)
    assert "it is unchanged" in page and "Olivia Hart" in page
    assert f'href="/reports/{made.pk}"' not in page


def test_who_may_not_see_it_learns_that_it_is_genuine_and_nothing_more(made, copy, as_outsider):
    page = asked(as_outsider, copy)
    assert "Longstop made this file, and it is unchanged." in page and "you may not" in page
    for words in ("Supply Agreement", "SUP-2019", "Olivia Hart", "10 Mar 2020", made.audit_head):
        assert words not in page


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: c + b"\n", lambda c: b"x"])
def test_a_changed_copy_is_not_known(made, copy, as_owner, change):
    page = asked(as_owner, change(copy))
    assert "Longstop knows no report with this hash." in page and "Olivia Hart" not in page


def test_a_hash_will_do_and_so_will_that_of_the_data(made, as_owner):
    page = as_owner.post(PAGE, {"hash": f" {made.sha256[:20].upper()} {made.sha256[20:]}"})
    assert "Longstop made this file" in page.content.decode()
    page = as_owner.post(PAGE, {"hash": made.data_sha256}).content.decode()
    assert "the hash of the data of a report that Longstop made" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose the file to look at, or write its SHA-256."),
        ({"hash": "12ab"}, "A SHA-256 has 64 characters"),
        ({"hash": "g" * 64}, "A SHA-256 has 64 characters"),
        ({"copy": SimpleUploadedFile("x.pdf", b"")}, "empty"),
    ],
)
def test_what_cannot_be_checked_is_said_so(as_owner, tuesday, said, sentence):
    answer = as_owner.post(PAGE, said)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_what_is_too_large_is_not_taken_in(as_owner, tuesday, monkeypatch):
    monkeypatch.setattr(hashing, "LIMIT", 100_000)
    answer = as_owner.post(PAGE, {"copy": SimpleUploadedFile("x.pdf", b"x" * 300_000)})
    assert answer.status_code == 422 and "larger than 50 MB" in answer.content.decode()


def test_nothing_of_it_is_kept(as_owner, tuesday, settings, tmp_path, own_files):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    content = b"y" * 5_000_000
    assert hashlib.sha256(content).hexdigest() in asked(as_owner, content, '"><b>.pdf')
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == []


def test_it_is_for_people_who_are_signed_in_and_from_our_own_pages(owner, client):
    assert client.post(PAGE, {"hash": "a" * 64}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    assert strict.post(PAGE, {"hash": "a" * 64}).status_code == 403


def test_the_command_says_the_same(made, copy, tmp_path):
    (tmp_path / "copy.pdf").write_bytes(copy)
    (tmp_path / "other.pdf").write_bytes(copy + b" ")
    out = StringIO()
    call_command("check_report", str(tmp_path / "copy.pdf"), made.data_sha256, stdout=out)
    assert f"made here, unchanged: report {made.pk}" in out.getvalue()
    assert "the data of a report made here" in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("check_report", str(tmp_path / "other.pdf"), stdout=out)
    assert "unknown; it was changed" in out.getvalue()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_report", str(tmp_path / "none.pdf"))
