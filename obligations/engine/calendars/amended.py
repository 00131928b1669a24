"""A calendar made of another and of what differs from it: corrections, closures, openings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .business import BusinessCalendar
from .definition import WEEKDAYS, CalendarDefinition, Holiday, written


@dataclass(frozen=True, order=True)
class DayChange:
    """A day that a calendar closes or opens otherwise than the one that it stands upon.

    `name` and `basis` as for a Holiday; of an opening, why it is none.
    """

    day: date
    is_open: bool
    name: str
    basis: str


@dataclass(frozen=True)
class Frame:
    """What a calendar is beside its days; an empty or missing part is as in the one below.

    `weekend` holds the weekdays that are always closed, Monday being 0.
    """

    title: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    weekend: frozenset[int] | None = None


def amended(
    base: BusinessCalendar | None,
    changes: Iterable[DayChange],
    *,
    id: str,
    version: str,
    frame: Frame = Frame(),
) -> CalendarDefinition:
    """The calendar `id` that differs from `base` by `changes` and `frame`.

    Without a base the frame must be whole. A change that says what the base
    says already, or that lies on a weekend day or outside the range, has no
    effect: a newer base may have overtaken it. Raises ValueError as a
    CalendarDefinition does.
    """
    first, last, weekend = _range_of(base, frame, id)
    days = {day.day: day for day in _closings(base)}
    for change in sorted(changes):
        if change.is_open:
            days.pop(change.day, None)
        else:
            days[change.day] = Holiday(change.day, change.name, change.basis)
    kept = (d for d in days.values() if first <= d.day <= last and d.day.weekday() not in weekend)
    return CalendarDefinition(
        id=id,
        title=frame.title or (base.title if base else ""),
        source=frame.source or (base.source if base else ""),
        version=version,
        first=first,
        last=last,
        weekend=weekend,
        holidays=tuple(kept),
        projected_from=base.projected_from if base else None,
    )


def check_change(found: CalendarDefinition, change: DayChange) -> None:
    """Raises ValueError with a sentence where a change cannot be made to a calendar."""
    day = written(change.day)
    if not change.name.strip() or not change.basis.strip():
        raise ValueError(
            f"Say for {day} what the day is called and where that comes from: the law, the"
            " announcement or the notice."
        )
    if not found.first <= change.day <= found.last:
        raise ValueError(
            f"{day} lies outside the range of the calendar {found.id}, {written(found.first)} to"
            f" {written(found.last)}: extend the range first."
        )
    if change.day.weekday() in found.weekend:
        weekday = WEEKDAYS[change.day.weekday()]
        raise ValueError(
            f"{day} is a weekend day, and this calendar is closed on every {weekday}: it can be"
            " neither closed once more nor opened."
        )
    closed = found.closed_because(change.day)
    if change.is_open and closed is None:
        raise ValueError(f"{day} is a business day already; there is nothing to open.")
    holiday = Holiday(change.day, change.name, change.basis)
    if not change.is_open and found.by_day.get(change.day) == holiday:
        raise ValueError(f"{day} is closed already ({closed}), with the same source.")


def _range_of(
    base: BusinessCalendar | None, frame: Frame, id: str
) -> tuple[date, date, frozenset[int]]:
    first = frame.first or (base.first if base else None)
    last = frame.last or (base.last if base else None)
    weekend = frame.weekend
    if weekend is None and base is not None:
        weekend = frozenset().union(*(member.weekend for member in base.members))
    if first is None or last is None or weekend is None:
        raise ValueError(
            f"The calendar {id} stands upon no other, so it needs its weekend days and the first"
            " and the last day of its verified range."
        )
    return first, last, weekend


def _closings(base: BusinessCalendar | None) -> tuple[Holiday, ...]:
    return base.holidays_between(base.first, base.last) if base else ()
