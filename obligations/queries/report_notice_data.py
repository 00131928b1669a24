"""Notices and rights as a report prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Given:
    """A notice that was given or received, with the day on which it counts."""

    number: int
    kind: str
    subject: str
    section: str
    way: str
    sender: str
    to: str
    channel: str
    sent_date: date
    hour: str
    counts_date: date | None
    because: str
    readings: tuple[str, ...]
    brings: str
    last_step: str
    cautions: tuple[str, ...]
    assumed: bool
    letter: str


@dataclass(frozen=True, slots=True)
class Entitled:
    """A right as it stands on the report's day: whose, from when until when, and how it is used."""

    obligation_id: int
    section: str
    title: str
    holder: str
    side: str
    standing: str
    since: date | None
    until: date | None
    how: str
    assumed: bool
