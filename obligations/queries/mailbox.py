"""The demonstration's mailbox: a folder of mails, as its SMTP server keeps them (a Maildir)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_binary_file, message_from_bytes
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._,=:+-]{0,200}")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a mail."""

    key: str
    subject: str
    sender: str
    recipient: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole mail: its head, its two texts (either may be empty), and its Message-ID."""

    head: Head
    message_id: str
    text: str
    html: str


def heads(folder: Path, *, before: str = "") -> tuple[list[Head], str]:
    """The newest mails, or those older than a key; and the key after which the next page begins."""
    keys = sorted(_files(folder), key=_age, reverse=True)
    if before in keys:
        keys = keys[keys.index(before) + 1 :]
    shown = [head for key in keys[:PAGE] if (head := _head_of_file(folder, key)) is not None]
    return shown, keys[PAGE - 1] if len(keys) > PAGE else ""


def letter(folder: Path, key: str) -> Letter | None:
    """One mail by its key, None where there is none."""
    path = _path(folder, key)
    if path is None:
        return None
    with path.open("rb") as file:
        return _letter(key, message_from_binary_file(file, policy=default))


def letter_of(content: bytes) -> Letter:
    """A mail from its bytes."""
    return _letter("", message_from_bytes(content, policy=default))


def _files(folder: Path) -> list[str]:
    """The keys of all mails: new ones, and those that a mail program has moved to `cur`."""
    return [
        path.name
        for part in ("new", "cur")
        if (folder / part).is_dir()
        for path in (folder / part).iterdir()
        if _KEY.fullmatch(path.name)
    ]


def _age(key: str) -> tuple[int, ...]:
    """Maildir names begin with the second and the microsecond of delivery, and a count."""
    return tuple(int(number) for number in re.findall(r"\d+", key.rpartition(".")[0])[:4])


def _path(folder: Path, key: str) -> Path | None:
    if not _KEY.fullmatch(key) or ".." in key:
        return None
    found = (folder / part / key for part in ("new", "cur"))
    return next((path for path in found if path.is_file()), None)


def _head_of_file(folder: Path, key: str) -> Head | None:
    path = _path(folder, key)
    if path is None:  # taken away since it was listed
        return None
    with path.open("rb") as file:
        return _head(key, BytesParser(policy=default).parse(file, headersonly=True))


def _head(key: str, mail: EmailMessage) -> Head:
    return Head(
        key=key,
        subject=str(mail["Subject"] or "no subject"),
        sender=str(mail["From"] or ""),
        recipient=str(mail["To"] or mail["Delivered-To"] or ""),
        sent_at=_date(str(mail["Date"] or "")),
    )


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _letter(key: str, mail: EmailMessage) -> Letter:
    return Letter(
        head=_head(key, mail),
        message_id=str(mail["Message-ID"] or ""),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
    )


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
