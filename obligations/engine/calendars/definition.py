"""What a calendar is made of: its closed days, their source and their verified range."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

# Written out because strftime follows the locale of the process.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# In years. The tables for counting hold every day of the range in memory.
LONGEST_RANGE = 400

ID_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class OutsideRange(ValueError):
    """A date beyond the range for which a calendar is verified.

    `str()` is a sentence for a lawyer: the date, the calendar, its range, and what to do.
    """


class UnknownCalendar(ValueError):
    """An id that names no calendar; `str()` names the closest known ids."""


@dataclass(frozen=True, order=True)
class Holiday:
    """A day, other than a weekend day, on which a calendar is closed.

    `name` is the holiday's own name ("Memorial Day"), `basis` the law or the
    announcement that closes the day.
    """

    day: date
    name: str
    basis: str


@dataclass(frozen=True)
class CalendarDefinition:
    """One calendar as data, whether shipped, corrected or made by a user.

    `weekend` holds the weekdays that are always closed (Monday is 0);
    `holidays` every other closing, in any order; `first` and `last` the
    verified range, inclusive; `projected_from` the day from which the
    closings are foreseen by rule and not yet proclaimed (None: nowhere).
    `version` must change whenever a closing does, because explanations cite it.

    Raises ValueError with a sentence where the parts do not fit together. For
    a corrected calendar use `dataclasses.replace`, which checks them again.
    """

    id: str
    title: str
    source: str
    version: str
    first: date
    last: date
    weekend: frozenset[int]
    holidays: tuple[Holiday, ...] = field(repr=False)
    projected_from: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekend", frozenset(self.weekend))
        object.__setattr__(self, "holidays", tuple(sorted(self.holidays)))
        self._check_frame()
        for holiday in self.holidays:
            self._check_holiday(holiday)
        for one, next_one in pairwise(self.holidays):
            if one.day == next_one.day:
                raise ValueError(
                    f"The calendar {self.id} lists {written(one.day)} twice, as "
                    f"“{one.name}” and as “{next_one.name}”: keep one row for each day."
                )

    def __hash__(self) -> int:
        # Hashing hundreds of holidays on every cache look-up would cost more than counting.
        return hash((self.id, self.version, self.first, self.last, len(self.holidays)))

    def closed_because(self, day: date) -> str | None:
        """Why `day` is closed ("Saturday", "Memorial Day"); None where it is open."""
        if day.weekday() in self.weekend:
            return WEEKDAYS[day.weekday()]
        holiday = self.by_day.get(day)
        return holiday.name if holiday else None

    @cached_property
    def by_day(self) -> dict[date, Holiday]:
        return {holiday.day: holiday for holiday in self.holidays}

    def _check_frame(self) -> None:
        if not ID_FORM.fullmatch(self.id):
            raise ValueError(
                f"“{self.id}” cannot name a calendar: use small letters, digits and single "
                "hyphens, as in us-fed."
            )
        if self.first > self.last:
            raise ValueError(
                f"The range of the calendar {self.id} ends on {written(self.last)}, before it "
                f"begins on {written(self.first)}: exchange the two days."
            )
        if self.last.year - self.first.year > LONGEST_RANGE:
            raise ValueError(
                f"The range of the calendar {self.id} spans more than {LONGEST_RANGE} years, and "
                "no one can verify that many: shorten it."
            )
        if not self.weekend < frozenset(range(7)):
            raise ValueError(
                f"The weekend of the calendar {self.id} must be weekdays from 0 (Monday) to 6 "
                "(Sunday) and leave at least one of them open."
            )

    def _check_holiday(self, holiday: Holiday) -> None:
        if not holiday.name.strip() or not holiday.basis.strip():
            raise ValueError(
                f"The calendar {self.id} closes on {written(holiday.day)} without saying why: "
                "give the holiday's name and its legal basis."
            )
        if not self.first <= holiday.day <= self.last:
            raise ValueError(
                f"{holiday.name} on {written(holiday.day)} lies outside the range of the calendar "
                f"{self.id}, {written(self.first)} to {written(self.last)}: "
                "extend the range or leave the row out."
            )
        if holiday.day.weekday() in self.weekend:
            raise ValueError(
                f"{holiday.name} on {written(holiday.day)} falls on a weekend day of the calendar "
                f"{self.id}, which is closed already: leave the row out, or enter the weekday "
                "on which it is observed."
            )


def written(day: date) -> str:
    """The date so that no one can mistake day and month: "Sun 28 May 2000"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"
