"""How an agreement counts, in words that need no manual."""

from __future__ import annotations

from datetime import date

from obligations.calendars_in_force import in_force
from obligations.engine.calendars import Calendars, UnknownCalendar
from obligations.engine.choices import Choices
from obligations.models import Conventions

_ROLLS = {
    "none": "A date that falls on a closed day stays where it is; the readings show the days"
    " beside it.",
    "following": "A date that falls on a closed day moves to the next business day.",
    "modified following": "A date that falls on a closed day moves to the next business day, but"
    " back to the one before where that would be in the next month.",
    "preceding": "A date that falls on a closed day moves to the business day before.",
    "modified preceding": "A date that falls on a closed day moves to the business day before, but"
    " on to the next one where that would be in the month before.",
}
_MONTH_ENDS = {
    "down": "Months are counted to the same day of the month; where there is none, to the last"
    " day of that month.",
    "up": "Months are counted to the same day of the month; where there is none, to the first"
    " day of the next.",
}


def in_words(conventions: Conventions | None) -> list[tuple[str, str]]:
    """What each convention is about, and what it says; nothing where none are entered."""
    if conventions is None:
        return []
    found = [
        ("Business days", _business_days(conventions)),
        ("Zone", f"Days begin and end as in {_place(conventions.zone)} ({conventions.zone})."),
        ("Closed days", _ROLLS[conventions.roll]),
        ("Months", _MONTH_ENDS[conventions.month_end]),
    ]
    if conventions.fiscal_year_end:
        found.append(("Fiscal year", f"It ends on {_day_of_year(conventions.fiscal_year_end)}."))
    readings = Choices.from_data(conventions.readings)
    if readings.as_data():
        why = f" {conventions.readings_reason}" if conventions.readings_reason else ""
        found.append(("Readings chosen", f"{readings.meaning()}.{why}"))
    return found


def _business_days(conventions: Conventions) -> str:
    if not conventions.calendar:
        return "No calendar is named, so rules cannot count business days."
    calendars = in_force()
    titles = [_title(calendars, id_) for id_ in conventions.calendar.split("+")]
    together = "; a day counts only where all of these count it" if titles[1:] else ""
    found = f"Counted by: {'; '.join(titles)}{together}."
    defined = "" if conventions.business_day_defined else " The agreement defines no business day."
    source = f" {conventions.calendar_source}" if conventions.calendar_source else ""
    return f"{found}{defined}{source}"


def _title(calendars: Calendars, id_: str) -> str:
    try:
        return f"{calendars.of(id_).title} ({id_})"
    except UnknownCalendar:
        return id_


def _place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _day_of_year(text: str) -> str:
    month, _, day = text.partition("-")
    try:
        # A leap year, so that 29 February can be shown.
        shown = date(2000, int(month), int(day))
    except ValueError:
        return text
    return f"{shown.day} {shown:%B}"
