"""On which day others are told that a reminder is not answered.

An unanswered reminder of something far ahead is no emergency: others are told in the last days
before the date, one after another, and faster once it is missed. Whoever stands last in line hears
of it only when it is missed, unless nothing can be missed (a right lapses), or nobody else could
be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

# What is missed cannot wait: a third of the days, but two, in which to record that it was done.
FASTER, TO_RECORD = 3, 2
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast others are told. Days.

    `after`: without an answer, until the next is told; 0 for never. `within`: before the date,
    from when on anybody is told.
    """

    after: int = 3
    within: int = 7

    @property
    def is_never(self) -> bool:
        return self.after == 0

    @property
    def once_missed(self) -> timedelta:
        """What is waited for once the date has passed."""
        return timedelta(days=min(self.after, max(TO_RECORD, self.after // FASTER)))


def told_on(
    since: date, due: date, pace: Pace, *, can_be_late: bool = True, once_missed: bool = False
) -> date:
    """The day on which the next in line is told of what is not answered since a day.

    `due` is the last day to act, `since` the day on which the one before was told.
    `can_be_late`: it can still be done after that day, and is overdue then; else the last day is
    the last on which to tell anybody. `once_missed`: this one is told only then.
    """
    day = max(since + timedelta(days=pace.after), due - timedelta(days=pace.within))
    if not can_be_late:
        return min(day, max(since + DAY, due))
    if once_missed:
        return max(since, due) + pace.once_missed
    return day if day <= due else max(since + pace.once_missed, due + DAY)
