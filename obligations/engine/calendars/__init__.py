"""Business-day calendars: which days count, and counting in them.

A calendar is data (`CalendarDefinition`); `calendar()` finds the calendar for
an id such as "us-fed" or "us-fed+california-banks" and answers with a
`BusinessCalendar`. The law behind each shipped calendar is in
docs/calendars.md.
"""

from .amended import DayChange, Frame, amended, check_change
from .business import BusinessCalendar
from .definition import CalendarDefinition, Holiday, OutsideRange, UnknownCalendar
from .lookup import Variant, calendar, variants
from .shelf import Calendars
from .shipped import SHIPPED

__all__ = [
    "SHIPPED",
    "BusinessCalendar",
    "CalendarDefinition",
    "Calendars",
    "DayChange",
    "Frame",
    "Holiday",
    "OutsideRange",
    "UnknownCalendar",
    "Variant",
    "amended",
    "calendar",
    "check_change",
    "variants",
]
