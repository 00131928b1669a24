"""Mails: one function per kind, subject, text and HTML from templates of the same name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage as MimeMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from agreements.models import User
from obligations.models import CalendarWarning, Reminder, Report
from obligations.outputs.icalendar import CANCEL
from obligations.queries.lines import Line
from obligations.queries.mail import MessageRow

# What turns the letters after it round (Unicode TR 9 s. 2): a title could turn a date round.
# Names that are written from the right need none of it.
_UNSEEN = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# Of a subject; a message's row has no place for more.
MOST_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One obligation in a digest: its line, the date that it is about, and today.

    `answer` is the address at which it is answered without a sign-in, empty for none;
    `in_place_of` names who is away, where the mail goes to whoever stands in.
    """

    line: Line
    target: date
    today: date
    answer: str = ""
    in_place_of: str = ""

    @property
    def days(self) -> int:
        """Days from today to the date; negative when it has passed."""
        return (self.target - self.today).days

    @property
    def is_late(self) -> bool:
        """Whether its date was a last day, and not the day on which it opened."""
        return self.line.status in ("overdue", "in grace")

    @property
    def distance(self) -> str:
        """The distance in words."""
        n = self.days
        if self.is_late and n < 0:
            return "1 day overdue" if n == -1 else f"{-n} days overdue"
        if n == 0:
            return "today"
        if abs(n) == 1:
            return "tomorrow" if n > 0 else "yesterday"
        return f"in {n} days" if n > 0 else f"{-n} days ago"

    @property
    def marks(self) -> str:
        """What must not be overlooked, in a few words; empty where there is nothing."""
        line = self.line
        found = [] if line.confirmed else ["not yet confirmed by a second person"]
        if line.certainty in ("assumed", "planned"):
            found.append(f"rests on something {line.certainty}")
        if line.original is not None:
            found.append("extended" if line.extended_to else "moved by delay")
        if line.cautions:
            several = "" if line.cautions == 1 else "s"
            found.append(f"{line.cautions} caution{several} on its page")
        if line.defects:
            found.append(
                "an undecided defect of the text"
                if line.defects == 1
                else f"{line.defects} undecided defects of the text"
            )
        return "; ".join(found)

    @property
    def url(self) -> str:
        """The address of the very item."""
        return f"{settings.LONGSTOP_BASE_URL}{self.line.path}"


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar in a mail: its METHOD, which the type of its part repeats, and its bytes.

    `corrects`: it has nothing but what an earlier mail put into the calendar.
    """

    method: str
    content: bytes
    count: int
    corrects: bool = False

    @property
    def name(self) -> str:
        """What the file is called in the mail."""
        return "called-off.ics" if self.method == CANCEL else "dates.ics"

    @property
    def does(self) -> str:
        """What it does when it is opened."""
        dates = "1 date" if self.count == 1 else f"{self.count} dates"
        if self.method == CANCEL:
            return f"{self.name} takes {dates} out of your calendar"
        if self.corrects:
            return f"{self.name} brings {dates} in your calendar up to date"
        return f"{self.name} puts {dates} into your calendar"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in a mail: its name, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A composed mail before it has a Message-ID."""

    subject: str
    text: str
    html: str
    calendars: tuple[CalendarFile, ...] = ()
    files: tuple[Attached, ...] = ()

    def as_bytes(self, message_id: str, to_address: str) -> bytes:
        """The mail as bytes, ready for any number of tries (RFC 5322, CRLF line ends)."""
        mime = MimeMessage(policy=SMTP)
        mime["Subject"] = self.subject
        mime["From"] = _address(settings.DEFAULT_FROM_EMAIL)
        mime["To"] = to_address
        mime["Date"] = format_datetime(timezone.now())
        mime["Message-ID"] = message_id
        mime["Auto-Submitted"] = "auto-generated"
        mime.set_content(self.text)
        mime.add_alternative(self.html, subtype="html")
        for file in self.calendars:
            mime.add_attachment(
                file.content.decode(),
                subtype="calendar",
                cte="base64",
                filename=file.name,
                params={"method": file.method},
            )
        for attached in self.files:
            main, _, sub = attached.media_type.partition("/")
            mime.add_attachment(
                attached.content, maintype=main, subtype=sub, filename=attached.name
            )
        return mime.as_bytes()


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)


class _Frozen:
    """What Django's SMTP backend sends: bytes that are not made anew."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def as_bytes(self, linesep: str = "\r\n") -> bytes:
        return self.content

    def get_charset(self) -> None:
        """Django's console backend asks; UTF-8 is what None means to it."""


class FrozenMail(EmailMessage):
    """A mail whose bytes were made before."""

    def __init__(self, to_address: str, from_address: str, content: bytes) -> None:
        super().__init__(to=[to_address], from_email=from_address)
        self.content = content

    def message(self) -> Any:
        return _Frozen(self.content)


def digest(
    person: User,
    items: list[Item],
    today: date,
    *,
    unsaid: Sequence[Reminder] = (),
    hidden: Sequence[date] = (),
    urgent: bool = False,
    late_in_all: int = 0,
    calendars: tuple[CalendarFile, ...] = (),
    followed: bool = False,
) -> Mail:
    """A person's reminders of one day, the overdue ones first; `unsaid` are named by link alone.

    `hidden` are dates under agreements that the person may not see. `late_in_all`: how much is
    overdue, with that of which the person is reminded on other days.
    """
    groups = _by_nearness(items)
    late = len(groups[0][1])
    context = {
        "person": person,
        "items": items,
        "unsaid": unsaid,
        "hidden": hidden,
        "groups": [(title, found) for title, found in groups if found],
        "late": late,
        "late_in_all": late_in_all,
        "late_besides": max(0, late_in_all - late),
        "because": _because(items, followed) if items else "look after Longstop",
        "today": today,
        "urgent": urgent,
        "calendars": calendars,
        "followed": followed,
        "base_url": settings.LONGSTOP_BASE_URL,
    }
    return replace(rendered("digest", context), calendars=calendars)


def _by_nearness(items: list[Item]) -> list[tuple[str, list[Item]]]:
    return [
        ("Overdue", [i for i in items if i.days < 0 and i.is_late]),
        ("Due today", [i for i in items if i.days == 0]),
        ("Within a week", [i for i in items if 0 < i.days <= 7]),
        ("Coming", [i for i in items if i.days > 7]),
        ("Open", [i for i in items if i.days < 0 and not i.is_late]),
    ]


def _because(items: list[Item], followed: bool) -> str:
    """Why a person gets a digest of these."""
    several = len(items) != 1
    found = ["answer for these obligations" if several else "answer for this obligation"]
    if followed:
        found.append("follow them" if several else "follow it")
    if any(item.in_place_of for item in items):
        found.append("stand in for whoever does")
    if any(not item.line.responsible for item in items):
        found.append("look after the agreement while nobody answers")
    *most, last = found
    return f"{', '.join(most)} or {last}" if most else last


def invitation(person: User, by: User, link: str) -> Mail:
    """An invitation with the link at which a first password is chosen."""
    context = {"person": person, "by": by, "link": link, "base_url": settings.LONGSTOP_BASE_URL}
    return rendered("invitation", context)


def send_now(mail: Mail, to_address: str) -> None:
    """Sends a mail that must not be kept, since it holds a link that lets somebody in.

    Raises OSError or SMTPException where the mail server does not take it.
    """
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[to_address], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(mail.html, "text/html")
    message.send()


def test_mail(person: User) -> Mail:
    """A mail that only shows that mail arrives."""
    return rendered("test", {"person": person, "base_url": settings.LONGSTOP_BASE_URL})


def report_ready(person: User, report: Report, file: Attached | None) -> Mail:
    """A report made by schedule: where it is, with the file where it is to be attached."""
    context = {
        "person": person,
        "report": report,
        "file": file,
        "link": f"{settings.LONGSTOP_BASE_URL}/reports/{report.pk}",
        "base_url": settings.LONGSTOP_BASE_URL,
    }
    return replace(rendered("report", context), files=(file,) if file else ())


def undeliverable(person: User, given_up: list[MessageRow]) -> Mail:
    """To an administrator: which mails could not be delivered, and what the mail server said.

    A party outside is named, with its address, to those alone who may see its agreement.
    """
    context = {"person": person, "given_up": given_up, "base_url": settings.LONGSTOP_BASE_URL}
    return rendered("alert", context)


def calendar_warnings(person: User, warnings: list[CalendarWarning]) -> Mail:
    """To an administrator: which calendars end, and which rules count beyond them."""
    context = {"person": person, "warnings": warnings, "base_url": settings.LONGSTOP_BASE_URL}
    return rendered("calendars", context)


def rendered(name: str, context: dict[str, Any]) -> Mail:
    """A mail from the templates of a name: its subject, its text and its HTML."""
    subject = " ".join(_written(f"emails/{name}_subject.txt", context).split())
    return Mail(
        subject=subject if len(subject) <= MOST_LETTERS else f"{subject[: MOST_LETTERS - 1]}…",
        text=_written(f"emails/{name}.txt", context).strip() + "\n",
        html=_written(f"emails/{name}.html", context),
    )


def _written(name: str, context: dict[str, Any]) -> str:
    return str(render_to_string(name, context)).translate(_UNSEEN)
