"""Human words for the grammar's tokens, for error messages and completion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from obligations.engine import lexicon

_RULE: Final = "a rule, as “30 days after [X]”, “not later than [X]” or “from [X] until [Y]”"
_LIMIT: Final = "what limits the rule, as “adjust following”, “but not before [X]” or “until [X]”"
_COMPARISON: Final = (
    "“has occurred”, “has not occurred”, or “before”, “on or before”, “after” or “on or after”"
    " with a date"
)

# What stands for a whole kind of thing, by the tokens that tell it; the first that fits is said.
_GROUPS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (frozenset({"WITHIN", "SOFT", "DURING", "EVERY"}), _RULE),
    (frozenset({"ADJUST", "BUT_NOT_BEFORE", "POSTPONED", "IF"}), _LIMIT),
    (frozenset({"OCCURRED", "NOT_OCCURRED", "ON_AFTER", "ON_BEFORE"}), _COMPARISON),
    (frozenset({"NOT_LATER", "ON_BEFORE", "BY", "PRIOR_TO"}), "“not later than”, “before” or “by”"),
    (frozenset({"OF", "BEGINNING_WITH", "PRECEDING"}), "“after”, “before” or “of”"),
    (frozenset({"NAME", "DATE", "LPAR"}), "a date or a key date in [brackets]"),
    (frozenset({"CLEAR", "BUSINESS", "UNIT"}), "a unit (days, business days, months …)"),
    (frozenset({"AFTER", "FOLLOWING", "UPON"}), "“after”, “upon” or “following”"),
)

# Tokens that only begin more of what a description says already.
_IMPLIED: Final = frozenset(
    {
        "AFTER",
        "AT_LEAST",
        "AT_MOST",
        "BEFORE",
        "CALENDAR_WORD",
        "CONSECUTIVE",
        "EACH",
        "EACH_ANNIVERSARY",
        "EACH_OF",
        "EARLIER_OF",
        "EDGE",
        "EITHER_SIDE",
        "FIRST_DAY_OF",
        "FOLLOWING",
        "FROM",
        "FULL",
        "LAST_DAY_OF",
        "LATER_OF",
        "PRIOR_TO",
        "TRADING",
    }
)

_SINGLE: Final[dict[str, str]] = {
    "NAME": "a key date in [brackets]",
    "DATE": "a date",
    "INT": "a number (30 days …)",
    "ORDINAL": "“30th day”",
    "CLOCK": "a time with its zone (16:30 America/New_York)",
    "CONVENTION": "“following”, “modified following”, “preceding”, “modified preceding” or “none”",
    "SIDE": "“down” or “up”",
    "COMMA": "a comma",
    "LPAR": "an opening bracket “(”",
    "RPAR": "a closing bracket “)”",
    "DAY_MONTH": "a day of the year (31 January)",
    "$END": "the end of the rule",
}

# What may stand nearly anywhere and is hardly ever meant.
_UNLIKELY: Final = frozenset({"CALENDAR", "AND_NUMBER", "PLUS", "MINUS"})

_MOST = 4


def phrase_of(kind: str) -> str | None:
    """The phrase by which a keyword is written, the first of its spellings; None for others."""
    return _PHRASES.get(kind)


_PHRASES: Final = {
    word.kind: phrase for phrase, word in reversed(list(lexicon.PHRASES.items()))
} | {"AND_NUMBER": "and"}


def describe_expected(kinds: Iterable[str]) -> list[str]:
    """What could stand at a place, as a few descriptions, the likeliest first."""
    left = set(kinds)
    found: list[str] = []
    for group, description in _GROUPS:
        if len(left & group) >= min(3, len(group)):
            found.append(description)
            left -= group | _IMPLIED
        if description in found and description in (_RULE, _LIMIT):
            return found
    likely = left - _UNLIKELY or (left if not found else set())
    found += [text for kind, text in _SINGLE.items() if kind in likely]
    rest = sorted(likely - _SINGLE.keys())
    found += [f"“{phrase}”" for kind in rest if (phrase := phrase_of(kind))]
    return found[:_MOST]


def listed(descriptions: list[str]) -> str:
    """Descriptions as one phrase: a, b or c."""
    if not descriptions:
        return "nothing more"
    return " or ".join(filter(None, [", ".join(descriptions[:-1]), descriptions[-1]]))
