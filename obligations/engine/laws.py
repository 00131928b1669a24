"""What the governing law says of a date on a closed day, where the agreement says nothing.

docs/conventions.md (section 9) tells what was read for each of them, and where.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from obligations.engine.calendars import OutsideRange, calendar

_IF_MEANT: Final = "the next business day, if the parties are taken to have meant one"
_NEW_YORK: Final = (
    "the next business day: N.Y. Gen. Constr. Law s. 25 allows it unless the agreement shows"
    " another intent (Madison Ave. Diamonds LLC v KGK Jewelry LLC, 2016 NY Slip Op 06661)"
)
_CALIFORNIA: Final = (
    "the next business day: Cal. Civ. Code s. 11 and Code Civ. Proc. s. 13 allow it for an act"
    " appointed for a holiday"
)
_ENGLAND: Final = (
    "the next day that is not a bank holiday: Banking and Financial Dealings Act 1971 s. 1(4)"
    " takes a payment or act due on a bank holiday as in time then"
)
# Closed by custom and common law, not by the Act of 1971.
_NO_BANK_HOLIDAYS: Final = ("Saturday", "Sunday", "Good Friday", "Christmas Day")
_WEEKEND: Final = {6: "Saturday", 7: "Sunday"}


_TWO_DAYS: Final = (
    "N.Y. Gen. Constr. Law s. 20 leaves a Saturday, Sunday or public holiday that lies between out"
    " of a period of two days: by it the time may be longer."
)


def two_days_caution(law: str, between: date) -> str:
    """What a governing law says of the day inside a period of two days; mostly nothing."""
    return _TWO_DAYS if "new york" in law.casefold() and _closed(between, "new-york") else ""


def next_day_basis(law: str, day: date, reason: str) -> str:
    """On what basis the next business day would do, under a governing law given by name.

    `day` is the closed day and `reason` why it is closed, as the agreement's calendar gives it.
    That calendar need not be the law's own: an exchange closes on days that are no holidays.
    """
    place = law.casefold()
    if "new york" in place and _closed(day, "new-york"):
        return _NEW_YORK
    if "california" in place and _is_californian_holiday(day):
        return _CALIFORNIA
    if "engl" in place and _closed(day, "england") not in (None, *_NO_BANK_HOLIDAYS):
        return _ENGLAND
    return f"{_IF_MEANT} ({reason})"


def _closed(day: date, id_: str) -> str | None:
    """Why a calendar that ships is closed; beyond its range only the weekend is known."""
    try:
        return calendar(id_).closed_because(day)
    except OutsideRange:
        return _WEEKEND.get(day.isoweekday())


def _is_californian_holiday(day: date) -> bool:
    """Sundays and the holidays of the statute; a Saturday is none, nor the Friday before one."""
    reason = _closed(day, "california-banks")
    if reason is None or reason == "Saturday":
        return False
    return not (day.isoweekday() == 5 and reason.endswith("(observed)"))
