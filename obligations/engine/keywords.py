"""The keyword that stands at a place of a rule: times, dates, numbers, phrases.

What a word means can hang on what stood before it ("following" after "adjust",
"and" between two numbers), so the reading of one word is given its context.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Final, NamedTuple, NoReturn

from lark import Token

from obligations.engine import lexicon
from obligations.engine.clock import Clock, find_zone, read_time
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.numerals import BROKEN, read_integer, read_ordinal, starts_number


class Context(NamedTuple):
    """What decides between the meanings of a word: the token before, brackets, kind of rule."""

    text: str
    last: str = ""
    depth: int = 0
    receipt: bool = False


def fail(text: str, message: str, start: int, end: int) -> NoReturn:
    """Raises RuleError about a stretch of the text."""
    raise RuleError(message, text=text, start=start, end=end)


def token(kind: str, value: object, start: int, end: int) -> Token:
    """A token with its place in the text."""
    return Token(kind, value, start_pos=start, end_pos=end)


def after_space(text: str, place: int) -> int:
    """The place of the next character that is no white space."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def read_keyword(context: Context, at: int) -> list[Token] | None:
    """The tokens of the keyword at a place (one ARTICLE for an article), None without one.

    Raises RuleError where a date, a time or a number is begun and makes no sense.
    """
    for read in _READERS:
        found = read(context, at)
        if found is not None:
            return found
    article = _ARTICLE.match(context.text, at)
    return [token("ARTICLE", "", at, article.end())] if article else None


# Times and dates

_MONTH: Final = "|".join(lexicon.MONTHS)
_TIME = re.compile(
    r"[0-9]{1,2}:[0-9]{2}(?:\s*[ap]\.?\s?m\b\.?)?|[0-9]{1,2}\s*[ap]\.?m\b\.?|noon\b|midnight\b",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?!\w)")
_SLASH_DATE = re.compile(r"[0-9]{1,4}([/.])[0-9]{1,2}\1[0-9]{2,4}(?!\w)")
_LONG_DATE = re.compile(
    rf"""(?: (?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)? \s+ (?P<m1>{_MONTH}) (?:,?\s+(?P<y1>[0-9]{{4}}))?
           | (?P<m2>{_MONTH}) \s+ (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:,?\s+(?P<y2>[0-9]{{4}}))?
         )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


def _clock_time(context: Context, at: int) -> list[Token] | None:
    match = _TIME.match(context.text, at)
    if match is None:
        return None
    try:
        time = read_time(match[0])
    except EngineError as error:
        fail(context.text, str(error), match.start(), match.end())
    return [_clock(context.text, time, match)]


def _clock(text: str, time: time, match: re.Match[str]) -> Token:
    written = find_zone(text, match.end())
    if written is None:
        fail(
            text,
            f"“{match[0]}” needs its zone, as in “16:30 America/New_York” or “4:30 pm Eastern"
            " Standard Time”.",
            match.start(),
            match.end(),
        )
    try:
        return token("CLOCK", Clock(time, written.zone()), match.start(), written.end)
    except EngineError as error:
        fail(text, str(error), written.start, written.end)


def _date(context: Context, at: int) -> list[Token] | None:
    text = context.text
    if match := _ISO_DATE.match(text, at):
        year, month, day = (int(part) for part in match.groups())
        return [_day(text, (year, month, day), at, match.end())]
    if match := _SLASH_DATE.match(text, at):
        fail(
            text,
            f"“{match[0]}” can be read in more than one way; write the date as 2002-01-31 or"
            " 31 January 2002.",
            at,
            match.end(),
        )
    match = _LONG_DATE.match(text, at)
    return [_long_date(context, match)] if match else None


def _long_date(context: Context, match: re.Match[str]) -> Token:
    day = int(match["d1"] or match["d2"])
    month = lexicon.MONTHS.index((match["m1"] or match["m2"]).lower()) + 1
    year = match["y1"] or match["y2"]
    if year:
        return _day(context.text, (int(year), month, day), match.start(), match.end())
    if context.last != "EVERY":
        fail(
            context.text,
            f"“{match[0]}” needs its year; without one it goes with “every” alone.",
            match.start(),
            match.end(),
        )
    _day(context.text, (2000, month, day), match.start(), match.end())
    return token("DAY_MONTH", (month, day), match.start(), match.end())


def _day(text: str, parts: tuple[int, int, int], start: int, end: int) -> Token:
    try:
        return token("DATE", date(*parts), start, end)
    except ValueError:
        fail(text, f"There is no day {text[start:end]}.", start, end)


# Edges of periods

_EDGE = re.compile(
    r"(?P<edge>first\s+(?:business\s+)?day|last\s+(?:business\s+)?day|start|end)"
    r"(?=\s*(?:\([^()]*\)\s*)?of\s)",
    re.IGNORECASE,
)
# The first and last day of a span are something else: those need a period after them.
_EDGE_WORDS: Final = {"first day": "start", "last day": "end"}
_PERIOD_FOLLOWS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?of\s+(?:the\s+)?(?:each|every|first\s|calendar|fiscal)", re.IGNORECASE
)


def _edge(context: Context, at: int) -> list[Token] | None:
    match = _EDGE.match(context.text, at)
    if match is None:
        return None
    edge = " ".join(match["edge"].lower().split())
    if "day" in edge and not _PERIOD_FOLLOWS.match(context.text, match.end()):
        return None
    return [token("EDGE", _EDGE_WORDS.get(edge, edge), at, match.end())]


# Numbers

_IN_BRACKETS = re.compile(r"\(\s*([^()]*?)\s*\)")
_HYPHEN = re.compile(r"-(?=[a-z])", re.IGNORECASE)


def _number(context: Context, at: int) -> list[Token] | None:
    if match := BROKEN.match(context.text, at):
        fail(
            context.text,
            f"“{match[0]}” is no whole number; a rule counts with whole numbers in plain figures.",
            at,
            match.end(),
        )
    if found := read_integer(context.text, at):
        return [_doubled(context.text, "INT", at, found, read_integer)]
    if _begins_phrase(context.text, at):
        return None
    if found := read_ordinal(context.text, at):
        return [_doubled(context.text, "ORDINAL", at, found, read_ordinal)]
    return None


def _begins_phrase(text: str, at: int) -> bool:
    """Whether an ordinal here begins a phrase ("first day of", "first complete")."""
    match = _PHRASE.match(text, at)
    return match is not None and match[0].lower().startswith("first")


def _doubled(
    text: str,
    kind: str,
    at: int,
    found: tuple[int, int],
    read: Callable[[str, int], tuple[int, int] | None],
) -> Token:
    """A number, its repetition in words or figures dropped if it agrees ("thirty (30)")."""
    n, end = found
    match = _IN_BRACKETS.match(text, after_space(text, end))
    again = read(text, match.start(1)) if match else None
    if match and again and again[1] == match.end(1):
        if again[0] != n:
            wrong = text[at : match.end()]
            fail(text, f"The two numbers of “{wrong}” differ.", at, match.end())
        end = match.end()
    hyphen = _HYPHEN.match(text, end)
    return token(kind, n, at, hyphen.end() if hyphen else end)


# Phrases


def _alternatives(phrases: list[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)


def _phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(phrases)})(?!\w)(?!-\w)", re.IGNORECASE)


_RECEIPT_PHRASE = _phrase_pattern(list(lexicon.PHRASES))
_PHRASE = _phrase_pattern(
    [text for text, word in lexicon.PHRASES.items() if word.kind not in lexicon.RECEIPT_ONLY]
)
_CONVENTION = re.compile(rf"(?:{_alternatives(list(lexicon.CONVENTIONS))})(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?:{'|'.join(lexicon.ARTICLES)})(?=\s)", re.IGNORECASE)


def _phrase(context: Context, at: int) -> list[Token] | None:
    text = context.text
    if context.last == "ADJUST" and (match := _CONVENTION.match(text, at)):
        return [token("CONVENTION", " ".join(match[0].lower().split()), at, match.end())]
    match = (_RECEIPT_PHRASE if context.receipt else _PHRASE).match(text, at)
    if match is None:
        return None
    word = lexicon.PHRASES[" ".join(match[0].lower().split())]
    if word.kind == "AND":
        return [token(_and(context, match.end()), "and", at, match.end())]
    found = token(word.kind, word.value or match[0], at, match.end())
    if word.kind in lexicon.MODIFIER_ONLY and context.last not in ("", "COMMA"):
        return [token("COMMA", ",", at, at), found]
    return [found]


def _and(context: Context, end: int) -> str:
    """ "and" joins amounts before a number, legs in round brackets, else two bounds."""
    in_duration = context.last in ("UNIT", "CALENDAR")
    if in_duration and starts_number(context.text, after_space(context.text, end)):
        return "AND_NUMBER"
    return "COMMA" if context.depth else "AND"


_READERS: Final = (_clock_time, _date, _edge, _number, _phrase)
