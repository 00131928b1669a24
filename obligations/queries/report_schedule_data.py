"""Schedules as a report prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Taken:
    """A set of dates that is taken from a schedule: its last date, and which rows decide it."""

    name: str
    count: int
    last: date | None
    decided_by: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Tabled:
    """A schedule: its texts, how they differ, and what is taken from it."""

    name: str
    section: str
    rows: int
    text: str
    other: str
    differences: tuple[str, ...]
    taken: tuple[Taken, ...]
