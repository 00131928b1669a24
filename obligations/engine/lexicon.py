"""The words of the rule language: phrases, conventions, months, zones.

Data only. The lexer turns each phrase into one token; what the tokens may
form together stands in grammar.lark.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Word(NamedTuple):
    """A token kind of the grammar and the value that it carries."""

    kind: str
    value: object = None


def _spread(kind: str, phrases: dict[str, object]) -> dict[str, Word]:
    return {phrase: Word(kind, value) for phrase, value in phrases.items()}


UNITS: Final = ("hour", "day", "week", "month", "quarter", "year")
_UNIT_WORDS: Final = {form: unit for unit in UNITS for form in (unit, unit + "s")}

PHRASES: Final[dict[str, Word]] = {
    **_spread("UNIT", dict(_UNIT_WORDS)),
    **_spread(
        "NOT_LATER",
        {"not later than": None, "no later than": None},
    ),
    **_spread("NOT_EARLIER", {"not earlier than": None, "no earlier than": None}),
    **_spread("ON_BEFORE", {"on or before": None, "on or prior to": None}),
    **_spread("ON_AFTER", {"on or after": None, "on or following": None}),
    **_spread(
        "AT_LEAST",
        {"at least": None, "not less than": None, "no less than": None, "not fewer than": None},
    ),
    **_spread(
        "AT_MOST",
        {"not more than": None, "no more than": None, "at most": None},
    ),
    **_spread("PRIOR_TO", {"prior to": None}),
    **_spread("BEGINNING_WITH", {"beginning with": None, "beginning on": None}),
    **_spread("EITHER_SIDE", {"either side of": None}),
    **_spread("TO_EXCLUDING", {"to but excluding": None, "up to but excluding": None}),
    **_spread(
        "SOFT",
        {
            "promptly": "promptly",
            "forthwith": "forthwith",
            "immediately": "immediately",
            "as soon as practicable": "as soon as practicable",
            "within a reasonable time": "within a reasonable time",
            "within reasonable time": "within a reasonable time",
        },
    ),
    **_spread("IN_ANY_EVENT", {"and in any event": None, "but in any event": None}),
    **_spread("EACH_ANNIVERSARY", {"each anniversary of": None, "every anniversary of": None}),
    **_spread("EACH_OF", {"each of": None}),
    **_spread("LATER_OF", {"later of": None, "latest of": None}),
    **_spread("EARLIER_OF", {"earlier of": None, "earliest of": None}),
    **_spread("FIRST_COMPLETE", {"first complete": None}),
    **_spread("FIRST_DAY_OF", {"first day of": None}),
    **_spread("LAST_DAY_OF", {"last day of": None}),
    **_spread("DEEMED", {"deemed received": None, "deemed given": None}),
    **_spread("SAME_DAY", {"same day": None}),
    **_spread("ON_RECEIPT", {"on receipt": None}),
    **_spread("NEXT_BUSINESS_DAY", {"next business day": None}),
    **_spread("AFTER_SENDING", {"after sending": None}),
    **_spread("IF_SENT", {"if sent": None}),
    **_spread("ON_BUSINESS_DAY", {"on business day": None, "on a business day": None}),
    **_spread("END_OF_MONTH", {"end-of-month": None}),
    **_spread("MONTH_END", {"month-end": None}),
    **_spread("SIDE", {"down": "down", "up": "up"}),
    **_spread("ADJUST", {"adjust": None, "adjusted": None}),
    **_spread("FOR_EACH_DAY", {"for each day of": None, "for every day of": None}),
    **_spread("CAPPED", {"capped at": None, "up to": None}),
    **_spread("POSTPONED", {"postponed": None, "postponed by": None}),
    **_spread("SUSPENDED", {"suspended during": None}),
    **_spread("EXCEPT", {"except during": None}),
    **_spread("BUT_NOT_BEFORE", {"but not before": None, "but not earlier than": None}),
    **_spread("BUT_NOT_AFTER", {"but not after": None, "but not later than": None}),
    **_spread("NOT_OCCURRED", {"has not occurred": None}),
    **_spread("OCCURRED", {"has occurred": None}),
    **_spread(
        "EVERY_NAMED",
        {
            "daily": "day",
            "weekly": "week",
            "monthly": "month",
            "quarterly": "quarter",
            "yearly": "year",
            "annually": "year",
        },
    ),
    **{
        word: Word(kind)
        for word, kind in {
            "after": "AFTER",
            "following": "FOLLOWING",
            "from": "FROM",
            "of": "OF",
            "before": "BEFORE",
            "preceding": "PRECEDING",
            "by": "BY",
            "on": "ON",
            "upon": "UPON",
            "at": "AT",
            "within": "WITHIN",
            "and": "AND",
            "until": "UNTIL",
            "through": "THROUGH",
            "for": "FOR",
            "during": "DURING",
            "each": "EACH",
            "every": "EVERY",
            "then": "THEN",
            "containing": "CONTAINING",
            "calendar": "CALENDAR_WORD",
            "fiscal": "FISCAL",
            "clear": "CLEAR",
            "full": "FULL",
            "consecutive": "CONSECUTIVE",
            "business": "BUSINESS",
            "trading": "TRADING",
            "with": "WITH",
            "grace": "GRACE",
            "times": "TIMES",
            "if": "IF",
            "unless": "UNLESS",
        }.items()
    },
}

CONVENTIONS: Final = (
    "modified following",
    "modified preceding",
    "following",
    "preceding",
    "none",
)

# Phrases of a rule of deemed receipt; elsewhere their words keep their usual
# meaning, so that "3 days after sending" may count from a key date "sending".
RECEIPT_ONLY: Final = frozenset(
    {"SAME_DAY", "ON_RECEIPT", "NEXT_BUSINESS_DAY", "AFTER_SENDING", "IF_SENT", "ON_BUSINESS_DAY"}
)

# Words that begin a modifier and nothing else: a comma before them may be
# left out ("30 days after [X] but not before [Y]").
MODIFIER_ONLY: Final = frozenset(
    {
        "ADJUST",
        "END_OF_MONTH",
        "MONTH_END",
        "POSTPONED",
        "SUSPENDED",
        "EXCEPT",
        "WITH",
        "BUT_NOT_BEFORE",
        "BUT_NOT_AFTER",
        "IF",
        "UNLESS",
    }
)

ARTICLES: Final = ("the", "a", "an")

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class ZoneWord(NamedTuple):
    """What a zone's written name means.

    `literal` is the fixed offset in hours that the words say, None where they
    name a place; `place` is the IANA zone of the prevailing local time.
    """

    place: str
    literal: float | None = None


_US: Final = {
    "eastern": ("America/New_York", -5),
    "central": ("America/Chicago", -6),
    "mountain": ("America/Denver", -7),
    "pacific": ("America/Los_Angeles", -8),
}

ZONE_WORDS: Final[dict[str, ZoneWord]] = {
    **{f"{name} standard time": ZoneWord(place, hours) for name, (place, hours) in _US.items()},
    **{f"{name} daylight time": ZoneWord(place, hours + 1) for name, (place, hours) in _US.items()},
    **{f"{name} time": ZoneWord(place) for name, (place, _) in _US.items()},
    **{f"{name[0]}st": ZoneWord(place, hours) for name, (place, hours) in _US.items()},
    **{f"{name[0]}dt": ZoneWord(place, hours + 1) for name, (place, hours) in _US.items()},
    "california time": ZoneWord("America/Los_Angeles"),
    "new york time": ZoneWord("America/New_York"),
    "new york city time": ZoneWord("America/New_York"),
    "london time": ZoneWord("Europe/London"),
    "greenwich mean time": ZoneWord("Europe/London", 0),
    "british summer time": ZoneWord("Europe/London", 1),
    "gmt": ZoneWord("Europe/London", 0),
    "bst": ZoneWord("Europe/London", 1),
    "utc": ZoneWord("UTC", 0),
}
