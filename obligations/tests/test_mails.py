"""Mails say in text and HTML what stands, the overdue first, each with the way to the very item."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from obligations.clock import instant_of_day
from obligations.engine.run import show
from obligations.models import Occurrence
from obligations.outputs import email
from obligations.outputs.email import Item, digest, invitation
from obligations.queries.lines import lines
from obligations.queries.status import with_status

pytestmark = pytest.mark.django_db

TUESDAY = date(2020, 3, 10)


@pytest.fixture
def items(agreement):
    """An item for each dated occurrence of some obligations, or of all."""

    def of(*refs):
        rows = with_status(Occurrence.objects.filter(phase="live"), instant_of_day(TUESDAY))
        rows = rows.filter(obligation__ref__in=refs) if refs else rows
        found = lines(rows.order_by("sort_date", "id"))
        return [Item(line, line.last or line.start, TUESDAY) for line in found]

    return of


def heads(text):
    return [line for line in text.splitlines() if line.isupper()]


def test_the_overdue_come_first(items, owner):
    mail = digest(owner, items("2.1", "2.2", "3.1"), TUESDAY)
    assert heads(mail.text) == ["OVERDUE", "DUE TODAY", "COMING"]
    assert mail.subject == "4 obligations need you, 2 overdue"
    order = [mail.html.index(title) for title in ("Send the yearly", "Insure", "Coming")]
    assert order == sorted(order)


def test_what_is_overdue_besides_is_said(items, owner):
    mail = digest(owner, items("2.1", "3.1"), TUESDAY, late_in_all=8)
    assert mail.subject.endswith(", 8 overdue in all")
    for text in (mail.text, mail.html):
        assert "more are overdue, of which you are reminded on other days" in " ".join(text.split())


def test_each_item_leads_to_the_very_occurrence(items, owner, settings):
    found = items("2.1", "3.1")
    mail = digest(owner, found, TUESDAY)
    for item in found:
        address = (
            f"{settings.LONGSTOP_BASE_URL}/obligations/{item.line.obligation_id}#o{item.line.id}"
        )
        assert address in mail.text
        assert f'href="{address}"' in mail.html


def test_what_must_not_be_overlooked_is_said(items, owner):
    mail = digest(owner, items("3.1"), TUESDAY)
    assert mail.text.count("Not yet confirmed by a second person") == 2
    assert mail.text.count("rests on something assumed") == 1
    assert "GBP 12,000" in mail.text


def test_it_says_why_one_gets_it(items, owner):
    mail = digest(owner, items("2.2"), TUESDAY)
    assert "You get this because you answer for this obligation." in " ".join(mail.text.split())
    assert "You get this because you answer for this obligation." in mail.html


def test_one_item_names_itself_in_the_subject(items, owner):
    assert digest(owner, items("2.2"), TUESDAY).subject == "Insure the warehouse (SUP-2019), today"
    late = digest(owner, items("2.1"), TUESDAY, urgent=True).subject
    assert late == "Urgent: Send the yearly forecast (SUP-2019), 69 days overdue"


def test_what_merely_opened_is_not_called_overdue(items, owner):
    mail = digest(owner, items("5"), TUESDAY)
    assert heads(mail.text) == ["OPEN"]
    assert "overdue" not in mail.text


def test_dates_cannot_be_misread(items, owner):
    mail = digest(owner, items(), TUESDAY)
    for text in (mail.text, mail.html):
        assert show(TUESDAY) in text
        assert not re.search(r"\d{1,2}/\d{1,2}/\d{2,4}", text)


def test_nothing_turns_the_letters_of_a_mail_round(items, owner, agreement):
    owner.full_name = "Olivia \N{RIGHT-TO-LEFT OVERRIDE}traH"
    (item,) = items("2.2")
    title = "Insure\N{RIGHT-TO-LEFT ISOLATE}\r\nBcc: all"
    mail = digest(owner, [replace(item, line=replace(item.line, title=title))], TUESDAY)
    assert mail.subject == "Insure Bcc: all (SUP-2019), today"
    for text in (mail.text, mail.html):
        assert not any(unicodedata.bidirectional(one) in ("RLO", "RLI") for one in text)


def test_texts_are_escaped_in_html_alone(items, owner, agreement, system):
    owner.full_name = "Olivia <Hart>"
    mail = digest(owner, items("2.2"), TUESDAY)
    assert "Olivia" in mail.text and "&" not in mail.subject
    assert "<Hart>" not in mail.html


def test_the_html_needs_nothing_from_anywhere(items, owner, colleague):
    mails = (
        digest(owner, items(), TUESDAY),
        email.test_mail(owner),
        invitation(colleague, owner, "https://longstop.example/invitation/x/y"),
    )
    for mail in mails:
        assert not re.search(r"<(img|script|link|iframe|object)\b|url\(|@import", mail.html)
        assert "prefers-color-scheme: dark" in mail.html
        assert "{{" not in mail.html + mail.text and "{%" not in mail.html + mail.text
        longest = max(len(line) for line in mail.as_bytes("<m@x>", "a@x").split(b"\r\n"))
        assert longest <= 998


def test_an_invitation_names_who_invites(owner, colleague):
    link = "https://longstop.example/invitation/x/y"
    mail = invitation(colleague, owner, link)
    assert mail.subject == "Olivia Hart invites you to Longstop"
    assert link in mail.text and f'href="{link}"' in mail.html
    assert "Your role is editor" in mail.text
