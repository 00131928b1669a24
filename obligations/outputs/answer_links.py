"""Links in reminders by which they are answered without a sign-in.

A token says which occurrence, whose reminder and which date, and is signed with the secret key
under a salt of its own: it opens nothing else, and nothing else that is signed opens this. It
expires after ANSWER_LINK_DAYS. Whoever holds it can, in the recipient's name, acknowledge that
one reminder or put it off within its limits; to hand over, complete or read on one signs in.
That is as much as a forwarded mail may give away, and it is why links are blanked where others
than the recipient read a mail that was sent (`without_links`), and in logs (config/logs.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse

_SALT = "longstop.answer-to-a-reminder"
# Longer than any token of ours: what is beyond is not even looked at.
_LONGEST = 400
_IN_TEXT = re.compile(r"(/answer/)[\w:=-]+")


class Forged(ValueError):
    """A token that Longstop did not make, or only a part of one."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a token stands for: ids of occurrence and person, the date, whether it still counts."""

    occurrence: int
    person: int
    due: date
    is_expired: bool = False


def token_for(occurrence: int, person: int, due: date) -> str:
    """A token that counts from now on."""
    return _signer().sign_object([occurrence, person, due.isoformat()])


def address_for(occurrence: int, person: int, due: date) -> str:
    """The whole address for a mail; empty where such links are switched off."""
    if settings.ANSWER_LINK_DAYS <= 0:
        return ""
    path = reverse("answer", args=[token_for(occurrence, person, due)])
    return f"{settings.LONGSTOP_BASE_URL}{path}"


def read_token(token: str) -> Link:
    """What a token stands for. Raises Forged; one that is too old says so of itself."""
    if len(token) > _LONGEST:
        raise Forged
    try:
        occurrence, person, due = _signer().unsign_object(token)
        found = Link(int(occurrence), int(person), date.fromisoformat(due))
    except (BadSignature, ValueError, TypeError) as error:
        raise Forged from error
    return Link(found.occurrence, found.person, found.due, _is_expired(token))


def without_links(text: str) -> str:
    """A mail's text with its tokens blanked, for readers other than its recipient."""
    return _IN_TEXT.sub(r"\1hidden", text)


def _is_expired(token: str) -> bool:
    try:
        _signer().unsign_object(token, max_age=timedelta(days=settings.ANSWER_LINK_DAYS))
    except SignatureExpired:
        return True
    return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=_SALT)
