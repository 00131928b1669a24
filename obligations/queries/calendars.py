"""Calendars to look at: which there are, what they say, and a year of one of them."""

from __future__ import annotations

import calendar as gregorian
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.calendars_in_force import closings_from_data, definition_of, in_force
from obligations.engine.calendars import (
    SHIPPED,
    BusinessCalendar,
    CalendarDefinition,
    Calendars,
    Holiday,
    OutsideRange,
    UnknownCalendar,
    Variant,
    calendar,
    variants,
)
from obligations.engine.calendars.definition import WEEKDAYS
from obligations.models import CalendarVersion
from obligations.queries.calendar_uses import members, uses, using

# Nothing is announced for these: they are arithmetic.
FIXED = ("every-day", "weekdays")


class NoSuchCalendar(LookupError):
    """No calendar of this id, or none in this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """A calendar in the list. `agreements`: how many that the reader may see count by it."""

    calendar: BusinessCalendar
    origin: str
    agreements: int
    drafts: int = 0


def calendar_lines(user: User) -> tuple[list[CalendarLine], list[CalendarLine]]:
    """Single calendars, those that ship first; then the joint ones that agreements count by."""
    calendars = in_force()
    found = uses(visible_agreements(user), calendars)
    drafts = CalendarVersion.objects.filter(state=CalendarVersion.State.DRAFT)
    waiting = Counter(drafts.values_list("calendar__name", flat=True))
    single = [
        CalendarLine(
            calendar=calendars.of(id_),
            origin=origin(calendars, id_),
            agreements=len(using(found, id_)),
            drafts=waiting[id_],
        )
        for id_ in ordered(calendars)
    ]
    joint = [
        CalendarLine(calendar=one, origin="joint", agreements=len(pks))
        for id_, pks in sorted(found.items())
        if "+" in id_ and (one := _found(calendars, id_)) is not None
    ]
    return single, joint


def new_drafts() -> list[CalendarVersion]:
    """Drafts of calendars that no rule can name yet."""
    rows = CalendarVersion.objects.filter(state=CalendarVersion.State.DRAFT)
    rows = rows.select_related("calendar", "made_by").order_by("calendar__name", "pk")
    return [row for row in rows if row.calendar.name not in in_force().ids]


def ordered(calendars: Calendars) -> list[str]:
    """The ids of single calendars: those that ship in their order, then the firm's own."""
    return [*SHIPPED, *sorted(calendars.ids.difference(SHIPPED))]


def origin(calendars: Calendars, id_: str) -> str:
    """Where a single calendar comes from, in a word or two."""
    if id_ not in SHIPPED:
        return "the firm's own"
    corrected = any(other.id == id_ for other in calendars.others)
    return "ships, corrected here" if corrected else "ships with Longstop"


def _found(calendars: Calendars, id_: str) -> BusinessCalendar | None:
    try:
        return calendars.of(id_)
    except (UnknownCalendar, OutsideRange):
        return None


def find(id_: str, number: int | None = None) -> BusinessCalendar:
    """A calendar, single or joint, in force or in an older version. Raises NoSuchCalendar."""
    found = _found(in_force(), id_)
    if found is None:
        raise NoSuchCalendar(f"There is no calendar “{id_}”.")
    if number is None:
        return found
    if number == 0 and id_ in SHIPPED:
        return calendar(id_)
    rows = CalendarVersion.objects.filter(calendar__name=id_, state=CalendarVersion.State.APPLIED)
    row = rows.filter(number=number).select_related("calendar").first()
    if row is None:
        raise NoSuchCalendar(f"The calendar {id_} has no version {number}.")
    return BusinessCalendar((as_kept(row),))


def as_kept(row: CalendarVersion) -> CalendarDefinition:
    """An applied version with the closings that were in force with it."""
    found = definition_of(row)
    days = closings_from_data(row.closings)
    kept = (
        Holiday(day, *says)
        for day, says in days.items()
        if found.first <= day <= found.last and day.weekday() not in found.weekend
    )
    return replace(found, version=row.label, holidays=tuple(kept))


# A year


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a month table: what it is, in a word, and why it is closed."""

    day: date
    state: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month as rows of a table, Monday first; None for days of another month."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def closed(self) -> list[Cell]:
        """What is closed or opened beside the weekends, to be named below the table."""
        named = ("closed", "closed here", "opened here")
        return [cell for week in self.weeks for cell in week if cell and cell.state in named]


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing of the year as a list shows it, and what became of it here."""

    holiday: Holiday
    note: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a calendar, with the years beside it that have verified days."""

    number: int
    months: tuple[Month, ...]
    closings: tuple[Closing, ...]
    opened: tuple[Holiday, ...]
    open_days: int
    before: int | None
    after: int | None
    is_projected: bool


def year_of(found: BusinessCalendar, number: int) -> Year:
    """A year of a calendar, the nearest one with verified days for any other.

    Days that differ from the calendar as it ships are marked.
    """
    number = min(max(number, found.first.year), found.last.year)
    first, last = date(number, 1, 1), date(number, 12, 31)
    inside = max(first, found.first), min(last, found.last)
    shipped = _as_shipped(found, *inside)
    holidays = {h.day: h for h in found.holidays_between(*inside)}
    opened = {day: h for day, h in shipped.items() if found.is_open(day)}
    changed = (
        {d for d, h in holidays.items() if shipped.get(d) != h} if _is_changed(found) else set()
    )
    notes = {day: _note(day, shipped) for day in changed}
    days = found.count_between(inside[0], inside[1]) + found.is_open(inside[0])
    return Year(
        number=number,
        months=tuple(_month(found, date(number, m, 1), changed, opened) for m in range(1, 13)),
        closings=tuple(Closing(h, notes.get(d, "")) for d, h in holidays.items()),
        opened=tuple(opened.values()),
        open_days=days,
        before=number - 1 if number > found.first.year else None,
        after=number + 1 if number < found.last.year else None,
        is_projected=found.projected_from is not None and last >= found.projected_from,
    )


def _is_changed(found: BusinessCalendar) -> bool:
    """Whether a calendar that ships is another here than it ships."""
    return any(
        member.id in SHIPPED and member.version != calendar(member.id).version
        for member in found.members
    )


def _as_shipped(found: BusinessCalendar, first: date, last: date) -> dict[date, Holiday]:
    """The closings of the same calendars as they ship; none where one of them does not ship."""
    if any(member.id not in SHIPPED for member in found.members):
        return {}
    shipped = calendar(found.id)
    first, last = max(first, shipped.first), min(last, shipped.last)
    if first > last:
        return {}
    return {h.day: h for h in shipped.holidays_between(first, last)}


def _note(day: date, shipped: dict[date, Holiday]) -> str:
    return "named otherwise here" if day in shipped else "closed here"


def _month(
    found: BusinessCalendar, first: date, changed: set[date], opened: dict[date, Holiday]
) -> Month:
    weeks = gregorian.Calendar().monthdatescalendar(first.year, first.month)
    rows = tuple(
        tuple(
            _cell(found, day, changed, opened) if day.month == first.month else None for day in week
        )
        for week in weeks
    )
    return Month(first, rows)


def _cell(
    found: BusinessCalendar, day: date, changed: set[date], opened: dict[date, Holiday]
) -> Cell:
    if not found.first <= day <= found.last:
        return Cell(day, "not verified", "outside the verified range")
    why = found.closed_because(day)
    if why is None:
        here = opened.get(day)
        return (
            Cell(day, "opened here", f"not closed for {here.name}") if here else Cell(day, "open")
        )
    if all(day.weekday() not in member.weekend for member in found.members):
        return Cell(day, "closed here" if day in changed else "closed", why)
    return Cell(day, "weekend", why)


# What a calendar says beside its days


def weekend_in_words(found: BusinessCalendar) -> str:
    """The weekdays that are always closed: “Saturday and Sunday”; “none”."""
    days = sorted({day for member in found.members for day in member.weekend})
    names = [WEEKDAYS[day] for day in days]
    return (
        " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else "".join(names) or "none"
    )


def other_readings(id_: str) -> tuple[Variant, ...]:
    """The calendars that the same words can mean."""
    return variants(id_)


def users_of(user: User, id_: str) -> list[str]:
    """The references of agreements that the reader may see and that count by a calendar."""
    agreements = visible_agreements(user)
    found = uses(agreements, in_force())
    wanted = set(members(id_))
    pks = {pk for used, owners in found.items() if wanted <= set(members(used)) for pk in owners}
    rows = agreements.filter(pk__in=pks).order_by("reference")
    return list(rows.values_list("reference", flat=True))


def as_rows(found: BusinessCalendar) -> Iterable[tuple[str, str, str, str]]:
    """A calendar as rows of a file: date, state, name and source of each closing."""
    for holiday in found.holidays_between(found.first, found.last):
        yield holiday.day.isoformat(), "closed", holiday.name, holiday.basis
