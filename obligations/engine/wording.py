"""Human words for the grammar's tokens, for error messages and completion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_DURATION: Final = "a number of days, months …"
_POINT: Final = "a date or a key date in [brackets]"
_DIRECTION: Final = "“after”, “before” or “of”"
_BOUND: Final = "“not later than”, “before”, “by” …"

# Several tokens that begin the same kind of thing get one description.
_GROUPS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (frozenset({"NAME", "DATE", "LPAR"}), _POINT),
    (frozenset({"INT", "AT_LEAST", "AT_MOST"}), _DURATION),
    (frozenset({"AFTER", "FROM", "OF", "BEFORE", "PRIOR_TO", "PRECEDING"}), _DIRECTION),
    (frozenset({"NOT_LATER", "ON_BEFORE", "BY"}), _BOUND),
)

_SINGLE: Final[dict[str, str]] = {
    "NAME": "a key date in [brackets]",
    "DATE": "a date",
    "INT": "a number",
    "UNIT": "a unit (days, business days, months …)",
    "ORDINAL": "“30th”",
    "CLOCK": "a time with its zone (16:30 America/New_York)",
    "CALENDAR": "a calendar in brackets (us-fed)",
    "COMMA": "a comma",
    "LPAR": "an opening bracket “(”",
    "RPAR": "a closing bracket “)”",
    "AND": "“and”",
    "AND_NUMBER": "“and” with a further number",
    "CONVENTION": "“following”, “modified following”, “preceding”, “modified preceding” or “none”",
    "SIDE": "“down” or “up”",
    "OF": "“of”",
    "AFTER": "“after”",
    "FROM": "“from”",
    "UNTIL": "“until”",
    "GRACE": "“grace”",
    "FOR_EACH_DAY": "“for each day of”",
    "DAY_MONTH": "a day of the year (31 January)",
    "TIMES": "“times”",
    "CONTAINING": "“containing”",
    "CALENDAR_WORD": "“calendar”",
    "FISCAL": "“fiscal”",
    "OCCURRED": "“has occurred”",
    "NOT_OCCURRED": "“has not occurred”",
    "$END": "the end of the rule",
}

_MOST = 5


def describe_expected(kinds: Iterable[str]) -> list[str]:
    """What could stand at a place, as up to five descriptions, the likeliest first."""
    left = set(kinds)
    found: list[str] = []
    for group, description in _GROUPS:
        if len(left & group) >= 2:
            found.append(description)
            left -= group
    for kind, description in _SINGLE.items():
        if kind in left and description not in found:
            found.append(description)
    if not found:
        found = sorted(f"“{kind.replace('_', ' ').lower()}”" for kind in left)
    return found[:_MOST]


def describe_found(written: str) -> str:
    """The words that were found, quoted."""
    return f"“{written}”"
