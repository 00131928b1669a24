"""Counting business days, in constant time from tables that are built once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate, compress
from typing import NamedTuple

from .definition import CalendarDefinition, Holiday, OutsideRange, written


class Tables(NamedTuple):
    """Indexed by days since the first day of the range, whose ordinal is `origin`.

    `before` and `through` count the open days from the start of the range to
    the day, without it and with it; `open_days` lists the open days in order.
    """

    origin: int
    before: list[int]
    through: list[int]
    open_days: list[date]


@dataclass(frozen=True, repr=False)
class BusinessCalendar:
    """The business days of one calendar, or of several joined: open only where all are open.

    Made by `calendar()`, or directly from definitions. Immutable and hashable;
    threads may share it. Every method that takes a day raises OutsideRange
    beyond the verified range, because a calendar without data would count
    every weekday as open, and TypeError for a datetime, because an instant is
    a day only in a named place.
    """

    members: tuple[CalendarDefinition, ...]

    def __post_init__(self) -> None:
        if self.first > self.last:
            ranges = "; ".join(
                f"{member.id}, {written(member.first)} to {written(member.last)}"
                for member in self.members
            )
            raise OutsideRange(
                f"No day is verified in all of these calendars: {ranges}. "
                "Join calendars whose ranges overlap, or extend one of them."
            )

    def __repr__(self) -> str:
        return f"<BusinessCalendar {self.id}, version {self.version}>"

    @cached_property
    def id(self) -> str:
        """The canonical id: us-fed, or joint us-fed+california-banks."""
        return "+".join(member.id for member in self.members)

    @cached_property
    def title(self) -> str:
        """The title for people; of a joint calendar, the titles of its members."""
        return " + ".join(member.title for member in self.members)

    @cached_property
    def source(self) -> str:
        """The law or publication from which the closings were taken."""
        return "; ".join(dict.fromkeys(member.source for member in self.members))

    @cached_property
    def version(self) -> str:
        """The version of the data; of a joint calendar, each member's, with its id."""
        if len(self.members) == 1:
            return self.members[0].version
        return " + ".join(f"{member.id} {member.version}" for member in self.members)

    @cached_property
    def first(self) -> date:
        """The first day of the verified range; of a joint calendar, of its intersection."""
        return max(member.first for member in self.members)

    @cached_property
    def last(self) -> date:
        """The last day of the verified range."""
        return min(member.last for member in self.members)

    @cached_property
    def projected_from(self) -> date | None:
        """The day from which closings are foreseen and not yet proclaimed; None: nowhere."""
        projected = [m.projected_from for m in self.members if m.projected_from is not None]
        return min(projected, default=None)

    def is_open(self, day: date) -> bool:
        """Whether `day` is a business day."""
        tables, index = self._tables, self._index(day)
        return tables.through[index] > tables.before[index]

    def closed_because(self, day: date) -> str | None:
        """Why `day` is closed ("Memorial Day", "Saturday"); None for a business day.

        A joint calendar whose members differ names those that are closed:
        "us-fed: Memorial Day; england: Spring bank holiday".
        """
        self._index(day)
        return self._reason(day)

    def add(self, day: date, n: int) -> date:
        """The n-th business day after `day`, or for a negative n before it.

        `day` itself is never counted and never rolled first: the fourth
        business day after Saturday 1 July 2000 is Friday 7 July (us-fed).
        Raises ValueError for n == 0, OutsideRange where the count leaves the
        verified range.
        """
        origin, before, through, open_days = self._tables
        index = day.toordinal() - origin
        if index >= 0 and not isinstance(day, datetime):
            try:
                position = through[index] + n - 1 if n > 0 else before[index] + n
                if n and position >= 0:
                    return open_days[position]
            except IndexError:
                pass
        raise self._refused_count(day, n)

    def first_open_on_or_after(self, day: date) -> date:
        """`day` itself where it is a business day, else the next one."""
        tables, index = self._tables, self._index(day)
        if tables.before[index] == len(tables.open_days):
            raise self._refusal(f"The first business day on or after {written(day)} lies outside")
        return tables.open_days[tables.before[index]]

    def first_open_on_or_before(self, day: date) -> date:
        """`day` itself where it is a business day, else the one before."""
        tables, index = self._tables, self._index(day)
        if tables.through[index] == 0:
            raise self._refusal(f"The last business day on or before {written(day)} lies outside")
        return tables.open_days[tables.through[index] - 1]

    def count_between(self, start: date, end: date) -> int:
        """How many business days are after `start` and not after `end`.

        Where `end` comes first the count is negative, so that counts of
        adjoining stretches always add up.
        """
        through = self._tables.through
        return through[self._index(end)] - through[self._index(start)]

    def holidays_between(self, start: date, end: date) -> tuple[Holiday, ...]:
        """The closings from `start` to `end`, both included, that are not weekend days."""
        self._index(start)
        self._index(end)
        low = bisect_left(self._closings, start, key=_day)
        return self._closings[low : bisect_right(self._closings, end, key=_day)]

    @cached_property
    def _tables(self) -> Tables:
        origin = self.first.toordinal()
        is_open = self._open_flags()
        through = list(accumulate(is_open))
        ordinals = range(origin, origin + len(is_open))
        open_days = [date.fromordinal(ordinal) for ordinal in compress(ordinals, is_open)]
        return Tables(origin, [0, *through[:-1]], through, open_days)

    def _open_flags(self) -> bytearray:
        """A byte for each day of the range: 1 open, 0 closed."""
        length = self.last.toordinal() - self.first.toordinal() + 1
        weekdays = [(self.first.weekday() + step) % 7 for step in range(7)]
        week = bytes(weekday not in self._weekend for weekday in weekdays)
        is_open = bytearray((week * (length // 7 + 1))[:length])
        for holiday in self._closings:
            is_open[holiday.day.toordinal() - self.first.toordinal()] = 0
        return is_open

    @cached_property
    def _weekend(self) -> frozenset[int]:
        return frozenset().union(*(member.weekend for member in self.members))

    @cached_property
    def _closings(self) -> tuple[Holiday, ...]:
        days = {holiday.day for member in self.members for holiday in member.holidays}
        return tuple(
            Holiday(day, self._reason(day) or "", "; ".join(self._bases(day)))
            for day in sorted(days)
            if self.first <= day <= self.last and day.weekday() not in self._weekend
        )

    def _reason(self, day: date) -> str | None:
        if len(self.members) == 1:
            return self.members[0].closed_because(day)
        reasons = {member.id: member.closed_because(day) for member in self.members}
        if len(set(reasons.values())) == 1:
            return next(iter(reasons.values()))
        closed = dict.fromkeys(reason for reason in reasons.values() if reason)
        return "; ".join(
            f"{', '.join(id for id, given in reasons.items() if given == reason)}: {reason}"
            for reason in closed
        )

    def _bases(self, day: date) -> list[str]:
        found = (member.by_day.get(day) for member in self.members)
        return list(dict.fromkeys(holiday.basis for holiday in found if holiday))

    def _index(self, day: date) -> int:
        """Days from the start of the range to `day`; OutsideRange where it is not inside."""
        if isinstance(day, datetime):
            raise TypeError("A business-day calendar takes dates; say first on which day this is.")
        index = day.toordinal() - self._tables.origin
        if 0 <= index < len(self._tables.before):
            return index
        raise self._refusal(f"{written(day)} lies outside")

    def _refused_count(self, day: date, n: int) -> ValueError:
        self._index(day)
        if n == 0:
            return ValueError(
                "0 business days is not a count: name the day itself, "
                "or adjust it to the next or the previous business day."
            )
        side, end = ("after", "end") if n > 0 else ("before", "start")
        days = "business day" if abs(n) == 1 else "business days"
        return self._refusal(f"{abs(n)} {days} {side} {written(day)} runs past the {end} of")

    def _refusal(self, wanted: str) -> OutsideRange:
        return OutsideRange(
            f"{wanted} the range for which the calendar {self.id} ({self.title}) is verified, "
            f"{written(self.first)} to {written(self.last)}. Choose a calendar that covers the "
            "date, have an administrator extend this one, or count in calendar days."
        )


def _day(holiday: Holiday) -> date:
    return holiday.day
