"""What the governing law says of a date on a closed day, where the agreement says nothing."""

from __future__ import annotations

from typing import Final

_IF_MEANT: Final = "the next business day, if the parties are taken to have meant one"
_NEW_YORK: Final = (
    "the next business day: N.Y. Gen. Constr. Law s. 25 allows it unless the agreement shows"
    " another intent (Madison Avenue Diamonds v KGK Jewelry, N.Y. Sup. Ct. 2015)"
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


def next_day_basis(law: str, reason: str) -> str:
    """On what basis the next business day would do, under a governing law given by name.

    `reason` is why the day is closed, as the calendar gives it.
    """
    place = law.casefold()
    if "new york" in place:
        return _NEW_YORK
    if "california" in place and reason != "Saturday":
        return _CALIFORNIA
    if "engl" in place and reason not in _NO_BANK_HOLIDAYS:
        return _ENGLAND
    return f"{_IF_MEANT} ({reason})"
