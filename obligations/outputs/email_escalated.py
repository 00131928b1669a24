"""The mail that tells others of what is not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from agreements.models import User
from obligations.outputs.email import Item, Mail, rendered
from obligations.queries.lines import Line

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Silent:
    """One reminder that is not answered: of what, who was reminded when, who else was told.

    `line` is None where the reader is behind the agreement's wall.
    """

    line: Line | None
    target: date
    today: date
    person: str
    reminded: tuple[date, ...]
    told: tuple[tuple[str, date], ...]
    answer: str

    @property
    def item(self) -> Item | None:
        """The item as a digest shows it."""
        return Item(self.line, self.target, self.today) if self.line is not None else None

    @property
    def latest(self) -> tuple[date, ...]:
        """The latest days on which the person was reminded, and no more than one reads."""
        return self.reminded[-SHOWN:]

    @property
    def earlier(self) -> int:
        """How many days before these."""
        return len(self.reminded) - len(self.latest)


def escalated(person: User, silent: list[Silent], today: date) -> Mail:
    """To a deputy, an owner or an administrator: who was reminded of what and has not answered."""
    context = {
        "person": person,
        "silent": silent,
        "hidden": sum(one.line is None for one in silent),
        "today": today,
        "base_url": settings.LONGSTOP_BASE_URL,
    }
    return rendered("escalated", context)
