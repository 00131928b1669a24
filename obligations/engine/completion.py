"""What may stand at the cursor of a rule: names, keywords, calendars, zones.

The grammar itself is asked: the words before the cursor are read as far as
they go together, and each kind of token that may follow offers its spellings.
A word that is begun at the cursor narrows them down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from lark import Token

from obligations.engine import calendars as calendar_module
from obligations.engine import lexicon
from obligations.engine.errors import RuleError
from obligations.engine.lexer import tokens
from obligations.engine.names import Names, fold
from obligations.engine.parser import MAX_LENGTH, accepted_after
from obligations.engine.wording import describe_expected, phrase_of

# So many at most: a longer list is no help.
MOST: Final = 120

# No phrase and no name that anybody begins has more words than that.
_WORDS_BACK: Final = 12
_BEGINS = re.compile(r"(?<![\w\]])[\[(]?\w|[\[(]|,")
_AFTER_TIME = re.compile(
    r"([0-9]{1,2}:[0-9]{2}(?:\s*[ap]\.?m\.?)?|[0-9]{1,2}\s*[ap]\.?m\.?|noon)\s+", re.IGNORECASE
)
_REST_OF_NAME = re.compile(r"[^\[\],()]{0,60}\]")

_SPAN_ONLY: Final = frozenset(
    {"DURING", "FIRST_DAY_OF", "LAST_DAY_OF", "FOR_EACH_DAY", "SUSPENDED", "EXCEPT"}
)
_ANY_NAME: Final = frozenset({"IF", "UNLESS"})
_ZONES: Final = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Tokyo",
    "UTC",
    "Eastern Standard Time",
    "Pacific Standard Time",
)
_EDGES: Final = ("end of", "start of", "first business day of", "last business day of")
# Kinds whose spellings differ in meaning.
_SEVERAL: Final = frozenset({"EDGE", "CONVENTION", "EVERY_NAMED", "SOFT", "SIDE"})
_NEED_SPANS: Final = frozenset(_SPAN_ONLY | {"POSTPONED"})
_HIDDEN: Final = frozenset({"$END", "AND_NUMBER", "PLUS", "MINUS", "LPAR"})

# What a keyword is for, where its own words do not say so.
MEANINGS: Final[dict[str, str]] = {
    "WITHIN": "a time to do it in",
    "NOT_LATER": "a last day, that day included",
    "BEFORE": "a last day, that day left out",
    "PRIOR_TO": "a last day, that day left out",
    "BY": "a last day, that day included",
    "ON_BEFORE": "a last day, that day included",
    "NOT_EARLIER": "a first day",
    "AFTER": "a first day, or a direction to count in",
    "ON_AFTER": "a first day, that day included",
    "ON": "on that very day",
    "FROM": "a period, or a direction to count in",
    "UNTIL": "the last day of a period, included",
    "THROUGH": "the last day of a period, included",
    "TO_EXCLUDING": "the first day after a period",
    "DURING": "as long as a span lasts",
    "EACH": "every happening of a key date",
    "EACH_OF": "several dates in round brackets",
    "EACH_ANNIVERSARY": "year by year",
    "LATER_OF": "the last of several dates in round brackets",
    "EARLIER_OF": "the first of several dates in round brackets",
    "EVERY": "a series",
    "SOFT": "no fixed day: a reminder only",
    "AT_LEAST": "not sooner than that",
    "AT_MOST": "not later than that",
    "CLEAR": "both end days left out",
    "FULL": "perhaps both end days left out: shown both ways",
    "BUSINESS": "days on which the calendar is open",
    "TRADING": "days on which the calendar is open",
    "OF": "read as “after”, with a flag",
    "BEGINNING_WITH": "that day is counted",
    "EITHER_SIDE": "a window around it",
    "ADJUST": "moves a closed day",
    "POSTPONED": "later by the days of a span",
    "SUSPENDED": "days of a span are not counted",
    "EXCEPT": "nothing falls on days of a span",
    "WITH": "days of grace",
    "BUT_NOT_BEFORE": "never earlier than",
    "BUT_NOT_AFTER": "never later than",
    "END_OF_MONTH": "a month's last day stays one",
    "MONTH_END": "where a day that does not exist goes",
    "IF": "applies only if",
    "UNLESS": "applies unless",
    "TIMES": "so many dates and no more",
    "DEEMED": "when a notice counts as received",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to put in, what kind of thing it is, and what it means in a few words."""

    text: str
    kind: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of the characters from `start` to `end`.

    `begun` tells whether a word is begun there; `expected` describes in words
    all that may stand there, numbers and dates too.
    """

    start: int
    end: int
    begun: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    expected: tuple[str, ...] = ()


def complete(
    text: str,
    cursor: int,
    names: Names,
    calendars: frozenset[str] = frozenset(calendar_module.SHIPPED),
    *,
    receipt: bool | None = None,
) -> Completion:
    """What may stand at the cursor (a number of characters from 0) of a rule.

    `names` are the declared names, `calendars` the known ids; `receipt` tells
    whether a rule of deemed receipt is wanted, None for either. Never raises.
    """
    cursor = max(0, min(cursor, len(text)))
    if len(text) > MAX_LENGTH:
        return Completion(cursor, cursor)
    before = text[:cursor]
    here = _Place.at(before, cursor, names, calendars, receipt)
    for start in _starts(before):
        place = _Place.at(before, start, names, calendars, receipt)
        if place is None or not (found := place.suggestions(before[start:])):
            continue
        if start < cursor and before[-1].isspace() and here is not None:
            # “every ” may go on as one phrase, or be a word of its own.
            found += tuple(_led(before[start:], option) for option in here.suggestions(""))
            found = tuple({option.text: option for option in found}.values())
        end = _end(text, start, cursor)
        return Completion(start, end, start < cursor, found[:MOST], place.expected())
    return Completion(cursor, cursor, expected=here.expected() if here else ())


def _led(words: str, option: Suggestion) -> Suggestion:
    return replace(option, text=words + option.text)


def _starts(before: str) -> list[int]:
    """Where the word at the cursor may begin: the longest beginning first, the cursor last."""
    found = [match.start() for match in _BEGINS.finditer(before)][-_WORDS_BACK:]
    times = [match.start() for match in _AFTER_TIME.finditer(before)][-1:]
    return [*sorted({*times, *found}), len(before)]


def _end(text: str, start: int, cursor: int) -> int:
    """The end of what is replaced: of a bracketed name that goes on behind the cursor, its end."""
    if text[start : start + 1] == "[":
        rest = _REST_OF_NAME.match(text, cursor)
        if rest is not None:
            return rest.end()
    return cursor


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a rule: the tokens before it, the kinds that may follow, what is known."""

    stream: tuple[Token, ...]
    accepted: frozenset[str]
    names: Names
    calendars: frozenset[str]
    glued: bool

    @classmethod
    def at(
        cls,
        before: str,
        start: int,
        names: Names,
        calendars: frozenset[str],
        receipt: bool | None,
    ) -> _Place | None:
        """The place, None where the words before it do not go together."""
        try:
            stream = tuple(tokens(before[:start], names, calendars))
        except RuleError:
            return None
        accepted = accepted_after(stream)
        if accepted is None:
            return None
        if not stream and receipt is not None:
            accepted = {"DEEMED"} if receipt else accepted - {"DEEMED"}
        glued = bool(start) and before[start - 1] not in " \n\t([,"
        return cls(stream, frozenset(accepted), names, calendars, glued)

    @property
    def last(self) -> str:
        return self.stream[-1].type if self.stream else ""

    def expected(self) -> tuple[str, ...]:
        """All that may stand here, in words."""
        return tuple(describe_expected(self.accepted))

    def suggestions(self, begun: str) -> tuple[Suggestion, ...]:
        """What may stand here and begins with what is written, the likeliest first."""
        if self.glued and begun[:1] not in ("", "[", "(", ","):
            return ()
        options = {o.text: o for o in self._options(begun) if _goes_on(begun, o.text)}
        found = tuple(options.values())[:MOST]
        if self.glued and not begun:
            return tuple(o if o.text[0] == "," else _led(" ", o) for o in found)
        return found

    def _options(self, begun: str) -> Iterator[Suggestion]:
        if "NAME" in self.accepted:
            yield from self._names(begun)
        if "CALENDAR" in self.accepted and self._counts_business_days():
            yield from self._calendars(begun)
        yield from self._words(self._known(self.accepted), bool(begun.strip(" ,")))
        if "CLOCK" in self.accepted and (time := _AFTER_TIME.match(begun)):
            yield from (Suggestion(f"{time[1]} {zone}", "time zone") for zone in _ZONES)
        if "COMMA" in self.accepted and "$END" in self.accepted:
            yield from self._modifiers()

    def _known(self, kinds: Iterable[str]) -> set[str]:
        """The kinds without those that nothing can follow: no span is declared."""
        spans = "span" in self.names.kinds.values()
        could_end = {"COMMA"} if "$END" in self.accepted else set()
        return set(kinds) - _HIDDEN - could_end - (frozenset() if spans else _NEED_SPANS)

    def _counts_business_days(self) -> bool:
        """Whether what stands before can have a calendar of its own."""
        last = self.stream[-1]
        if last.type == "UNIT":
            return len(self.stream) > 1 and self.stream[-2].type in ("BUSINESS", "TRADING")
        return "business" in last.value if last.type == "EDGE" else last.value != "none"

    def _names(self, begun: str) -> Iterator[Suggestion]:
        spans = self.last in _SPAN_ONLY
        for name, kind in sorted(self.names.kinds.items()):
            if kind == "unknown" or self.last in _ANY_NAME or (kind == "span") == spans:
                yield Suggestion(f"[{name}]", "key date", "" if kind == "unknown" else kind)
        if begun and not spans:
            for ref in sorted(self.names.references):
                for which in ("due", "done", "missed"):
                    yield Suggestion(f"[{ref} {which}]", "obligation", f"when {ref} is {which}")

    def _calendars(self, begun: str) -> Iterator[Suggestion]:
        """Calendars in brackets; after a plus, joined with those before it."""
        given, plus, _ = begun.lstrip("(").rpartition("+")
        joined = [part.strip().lower() for part in given.split("+")] if plus else []
        if all(part in self.calendars for part in joined):
            for id_ in sorted(self.calendars - set(joined)):
                text = f"({'+'.join([*joined, id_])})"
                yield Suggestion(text, "calendar", "business days by it")

    def _words(self, kinds: Iterable[str], begun: bool) -> Iterator[Suggestion]:
        for kind in sorted(kinds, key=_rank):
            if kind == "UNIT":
                yield from self._units()
            else:
                meaning = MEANINGS.get(kind, "")
                for text in _spellings(kind) if begun or kind in _SEVERAL else _spellings(kind)[:1]:
                    yield Suggestion(text, "keyword", meaning)

    def _units(self) -> Iterator[Suggestion]:
        """Units in the number that stands before them."""
        number = next((t for t in reversed(self.stream) if t.type in ("INT", "ORDINAL")), None)
        counted = self.stream and number is not None and number in self.stream[-4:]
        several = counted and number is not None and number.type == "INT" and number.value != 1
        counted_as = ("business day", "calendar day") if "BUSINESS" in self.accepted else ()
        for unit in ("day", *counted_as, "month", "week", "year", "quarter", "hour"):
            yield Suggestion(unit + ("s" if several else ""), "unit")

    def _modifiers(self) -> Iterator[Suggestion]:
        """What limits a rule that could end here."""
        comma = Token("COMMA", ",")
        kinds = accepted_after([*self.stream, comma]) or set()
        for kind in sorted(self._known(kinds), key=_rank):
            for text in _spellings(kind)[:1]:
                yield Suggestion(f", {text}", "keyword", MEANINGS.get(kind, ""))


def _goes_on(begun: str, option: str) -> bool:
    """Whether an option goes on from what is begun; names are found by their middle too."""
    wanted, folded = fold(begun), fold(option)
    if wanted.startswith("("):
        wanted = wanted.replace(" ", "")
    if wanted == folded or wanted == folded.strip("[]"):
        return False
    if begun[-1:].isspace() and wanted:
        wanted += " "
    if wanted.startswith("["):
        return folded[0] == "[" and wanted[1:] in folded
    return folded.startswith(wanted) or folded[0] == "[" and folded[1:].startswith(wanted)


@lru_cache(maxsize=256)
def _spellings(kind: str) -> tuple[str, ...]:
    """How a kind of token is written, its usual spelling first."""
    if kind == "EDGE":
        return _EDGES
    if kind == "CONVENTION":
        return lexicon.CONVENTIONS
    if kind == "COMMA" or kind == "RPAR":
        return {"COMMA": (",",), "RPAR": (")",)}[kind]
    usual = phrase_of(kind)
    every = [phrase for phrase, word in lexicon.PHRASES.items() if word.kind == kind]
    return tuple(dict.fromkeys([*([usual] if usual else []), *every]))


_LIKELY: Final = (
    *("WITHIN", "NOT_LATER", "NOT_EARLIER", "UNIT", "AFTER", "FOLLOWING", "BEFORE", "PRIOR_TO"),
    *("ON", "BY", "FROM", "UNTIL", "BUSINESS", "EACH", "EACH_OF", "EARLIER_OF", "LATER_OF"),
    *("EDGE", "EVERY", "EVERY_NAMED", "DURING", "EACH_ANNIVERSARY", "SOFT"),
)


@lru_cache(maxsize=256)
def _rank(kind: str) -> tuple[int, str]:
    """The likeliest first, the others by name."""
    return (_LIKELY.index(kind) if kind in _LIKELY else len(_LIKELY), kind)
