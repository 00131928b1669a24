"""The demonstration's mailbox is a real mail server that keeps each message as a file."""

import smtplib
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from config.local.processes import listen
from config.tests.conftest import wait_until

pytestmark = pytest.mark.processes


@pytest.fixture
def mailbox(tmp_path, start_python):
    """The mailbox's folder and its port."""
    folder = tmp_path / "mailbox"
    with listen() as listener:
        start_python(
            "-m", "config.local.mailbox", str(folder), str(listener.fileno()), sockets=[listener]
        )
        yield folder, listener.getsockname()[1]


def message():
    mail = EmailMessage()
    mail["From"] = "longstop@longstop.example"
    mail["To"] = "olivia.hart@longstop.example"
    mail["Subject"] = "Due on Sunday 28 May 2000: § 2(a)"
    mail["Message-ID"] = "<1@longstop.example>"
    mail.set_content("The Registration Statement is due.\n.\nA line with a dot alone.\n")
    return mail


def test_a_message_is_kept_to_the_byte(mailbox):
    folder, port = mailbox
    sent = message().as_bytes(policy=SMTP)
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.sendmail("bounce@longstop.example", ["olivia.hart@longstop.example"], sent)
    (file,) = wait_until(lambda: list((folder / "new").iterdir()))
    trace, _, kept = file.read_bytes().partition(b"Delivered-To: olivia.hart@longstop.example\r\n")
    assert trace == b"Return-Path: <bounce@longstop.example>\r\n"
    assert kept == sent


def test_each_message_is_a_file_of_its_own(mailbox):
    folder, port = mailbox
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        for _ in range(3):
            client.send_message(message())
    assert len(list((folder / "new").iterdir())) == 3
