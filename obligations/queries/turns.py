"""Which of several occurrences one is, in words."""

from __future__ import annotations

import calendar
import re

_QUARTER = re.compile(r"(FY)?(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_FISCAL_YEAR = re.compile(r"FY(\d{4})")
# A year, or the two thousandth of a daily series: the number alone is right for both.
_YEAR = re.compile(r"\d{4}")
_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}


def turn_in_words(turn: str) -> str:
    """An occurrence's key within its obligation as a reader says it; empty for the only one.

    “2005-Q2” is “second quarter of 2005”, “7” is “No. 7”, “2/7” “No. 7 from happening 2”.
    """
    if turn in ("", "next"):
        return ""
    if match := _QUARTER.fullmatch(turn):
        year = f"fiscal year {match[2]}" if match[1] else match[2]
        return f"{_ORDINALS[match[3]]} quarter of {year}"
    if (match := _MONTH.fullmatch(turn)) and 1 <= int(match[2]) <= 12:
        return f"{calendar.month_name[int(match[2])]} {match[1]}"
    if match := _FISCAL_YEAR.fullmatch(turn):
        return f"fiscal year {match[1]}"
    if _YEAR.fullmatch(turn):
        return turn
    outer, _, inner = turn.partition("/")
    if inner:
        return f"No. {inner} from happening {outer}"
    return f"No. {turn}"
