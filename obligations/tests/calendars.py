"""Drafts of calendars as tests make them."""

from datetime import date

from obligations.actions.calendar_applying import Effect, apply, foresee
from obligations.actions.calendars import Said, begin_change, begin_own, put_days
from obligations.engine.calendars import DayChange
from obligations.models import CalendarVersion

FIRM = Said(
    title="The firm in London",
    source="Circular of the managing partner, 2 January 2020",
    first=date(2020, 1, 1),
    last=date(2020, 12, 31),
    weekend=(5, 6),
)


def closed(day, name="Storm closure"):
    return DayChange(day, False, name, "London Gazette")


def opened(day, name="Holiday"):
    return DayChange(day, True, name, "London Gazette")


def drafted(administrator, name, *days) -> CalendarVersion:
    """A draft that changes some days of a calendar."""
    draft = begin_change(name=name, by=administrator, reason="announced today")
    put_days(draft=draft, days=days, by=administrator, reason="announced today")
    return draft


def applied(draft, administrator) -> Effect:
    """What putting a draft in force moved."""
    token = foresee(draft=draft, by=administrator).token
    return apply(draft=draft, by=administrator, reason="it is certain", token=token)


def firm_calendar(administrator, *days, said=FIRM, name="firm-london") -> Effect:
    """Puts a calendar of the firm's own in force."""
    draft = begin_own(name=name, said=said, by=administrator, reason="agreed by the partners")
    put_days(draft=draft, days=days, by=administrator, reason="agreed by the partners")
    return applied(draft, administrator)
