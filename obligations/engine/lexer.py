"""Words to tokens: the lexer of the rule language.

It knows the declared names, so that `30 days after Closing Date` reads as
`30 days after [Closing Date]`. Keywords and calendar ids come first; a name
wins only where it is the longer text. Articles and doubled numbers ("thirty
(30) days") are dropped, since they carry no meaning of their own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date
from typing import NoReturn

from lark import Token

from obligations.engine import lexicon
from obligations.engine.clock import read_clock
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.names import Names

_FLAGS = re.IGNORECASE | re.VERBOSE
_MONTH = "|".join(lexicon.MONTHS)


def _alternatives(phrases: list[str]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)


def _number_pattern(words: dict[str, int]) -> str:
    # "one hundred and eighty", "forty five": the usual variants of one spelling
    longest_first = sorted(words, key=len, reverse=True)
    forms = (
        re.escape(w).replace(r"hundred\ ", r"hundred\s+(?:and\s+)?").replace(r"\-", r"[-\s]")
        for w in longest_first
    )
    return "|".join(form.replace(r"\ ", r"\s+") for form in forms)


_CARDINAL = re.compile(rf"(?:{_number_pattern(lexicon.CARDINALS)})(?![\w])", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<words>{_number_pattern(lexicon.ORDINALS)}))(?!\w)",
    re.IGNORECASE,
)
_INTEGER = re.compile(r"\d+(?![\w:.]*\d)(?!\w)")


def _phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(phrases)})(?!\w)(?!-\w)", re.IGNORECASE)


_RECEIPT_PHRASE = _phrase_pattern(list(lexicon.PHRASES))
_PHRASE = _phrase_pattern(
    [text for text, word in lexicon.PHRASES.items() if word.kind not in lexicon.RECEIPT_ONLY]
)
_EDGE = re.compile(
    rf"(?P<edge>{_alternatives(list(lexicon.EDGES))})(?=\s*(?:\([^()]*\)\s*)?\s*of\s)",
    re.IGNORECASE,
)
_BUSINESS_EDGE_FOLLOWS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?of\s+(?:the\s+)?(?:each|every|first\s|calendar|fiscal)", re.IGNORECASE
)
_CONVENTION = re.compile(rf"(?:{_alternatives(list(lexicon.CONVENTIONS))})(?!\w)", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?:{'|'.join(lexicon.ARTICLES)})(?=\s)", re.IGNORECASE)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\w)")
_LONG_DATE = re.compile(
    rf"""(?: (?P<d1>\d{{1,2}})(?:st|nd|rd|th)? \s+ (?P<m1>{_MONTH}) (?:,?\s+(?P<y1>\d{{4}}))?
           | (?P<m2>{_MONTH}) \s+ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:,?\s+(?P<y2>\d{{4}}))?
         )(?!\w)""",
    _FLAGS,
)
_SLASH_DATE = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{2,4}")
_TIME = re.compile(
    r"\d{1,2}:\d{2}(?:\s*[ap]\.?\s?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|noon\b|midnight\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,()\[\]+]+")
_CALENDAR = re.compile(r"\(\s*([^()]*?)\s*\)")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")

_PUNCTUATION = {",": "COMMA", "(": "LPAR", ")": "RPAR", "+": "PLUS", "-": "MINUS"}
_TAKES_CALENDAR = frozenset({"UNIT", "CONVENTION", "EDGE", "NEXT_BUSINESS_DAY", "ON_BUSINESS_DAY"})


def tokens(
    text: str, names: Names, calendars: frozenset[str], *, keywords_first: bool = False
) -> list[Token]:
    """The tokens of a rule.

    `calendars` are the ids of the known calendars. With `keywords_first`, a
    keyword wins over a longer name that begins with it. Raises RuleError with
    the place of the word that is not understood.
    """
    return list(_Scanner(text, names, calendars, keywords_first).scan())


class _Scanner:
    def __init__(
        self, text: str, names: Names, calendars: frozenset[str], keywords_first: bool
    ) -> None:
        self.text = text
        self.names = names
        self.calendars = calendars
        self.keywords_first = keywords_first
        self.at = 0
        self.depth = 0
        self.last = ""
        self.receipt = False

    def scan(self) -> Iterator[Token]:
        """All tokens, one after the other."""
        while self._skip_space():
            for token in self._next():
                self.last = token.type
                self.receipt = self.receipt or token.type == "DEEMED"
                yield token

    def _skip_space(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _next(self) -> list[Token]:
        char = self.text[self.at]
        if char == "[":
            return [self._bracketed()]
        if char == "(" and self.last in _TAKES_CALENDAR:
            return [self._calendar()]
        if char == "," and (skipped := self._superfluous_comma()):
            self.at = skipped
            return []
        if char in _PUNCTUATION:
            return [self._punctuation(char)]
        return self._word()

    def _punctuation(self, char: str) -> Token:
        self.depth += {"(": 1, ")": -1}.get(char, 0)
        return self._token(_PUNCTUATION[char], char, self.at + 1)

    def _superfluous_comma(self) -> int | None:
        """The end of a comma that only sets off "and …", None where it separates."""
        match = re.compile(r",\s*(?=(?:and|but\s+in)\s)", re.IGNORECASE).match(self.text, self.at)
        return match.end() if match else None

    def _bracketed(self) -> Token:
        match = _BRACKETED.match(self.text, self.at)
        if match is None:
            self._fail("A square bracket is opened and never closed.", self.at, len(self.text))
        if not match[1].strip():
            self._fail("The square brackets are empty; name a key date.", self.at, match.end())
        name = self.names.find(match[1])
        if name is None:
            self._undeclared(match[1].strip(), match.start(), match.end())
        return self._token("NAME", name, match.end())

    def _calendar(self) -> Token:
        match = _CALENDAR.match(self.text, self.at)
        if match is None:
            self._fail("A round bracket is opened and never closed.", self.at, len(self.text))
        ids = [part.strip().lower() for part in match[1].split("+")]
        for id_ in ids:
            if id_ not in self.calendars:
                known = ", ".join(sorted(self.calendars))
                self._fail(
                    f"There is no calendar “{id_}”. The calendars are: {known}.",
                    match.start(),
                    match.end(),
                )
        return self._token("CALENDAR", "+".join(sorted(set(ids), key=ids.index)), match.end())

    def _word(self) -> list[Token]:
        keyword = self._keyword()
        name_end = self._name_end()
        keyword_end = keyword[-1].end_pos if keyword else self.at
        assert keyword_end is not None
        if name_end > keyword_end and not (self.keywords_first and keyword):
            found = self.names.find(self.text[self.at : name_end])
            return [self._token("NAME", found, name_end)]
        if keyword is None:
            self._unknown_words()
        self.at = keyword_end
        return [token for token in keyword if token.type != "ARTICLE"]

    def _name_end(self) -> int:
        if self.names.pattern is None:
            return 0
        match = self.names.pattern.match(self.text, self.at)
        return match.end() if match else 0

    def _keyword(self) -> list[Token] | None:
        """The tokens of the keyword at this place (none for an article), None without one."""
        for read in (self._time, self._date, self._edge, self._number, self._phrase):
            start = self.at
            found = read()
            if found is not None:
                self.at = start
                return found
        if article := _ARTICLE.match(self.text, self.at):
            return [Token("ARTICLE", "", start_pos=self.at, end_pos=article.end())]
        return None

    def _time(self) -> list[Token] | None:
        match = _TIME.match(self.text, self.at)
        if match is None:
            return None
        try:
            clock, end = read_clock(self.text, match.start(), match.end())
        except EngineError as error:
            self._fail(str(error), match.start(), match.end())
        return [self._token("CLOCK", clock, end)]

    def _date(self) -> list[Token] | None:
        if match := _ISO_DATE.match(self.text, self.at):
            year, month, day = (int(part) for part in match.groups())
            return [self._day(year, month, day, match.end())]
        if match := _SLASH_DATE.match(self.text, self.at):
            self._fail(
                f"“{match[0]}” can be read in more than one way; write the date as 2002-01-31"
                " or 31 January 2002.",
                match.start(),
                match.end(),
            )
        match = _LONG_DATE.match(self.text, self.at)
        return [self._long_date(match)] if match else None

    def _long_date(self, match: re.Match[str]) -> Token:
        day = int(match["d1"] or match["d2"])
        month = lexicon.MONTHS.index((match["m1"] or match["m2"]).lower()) + 1
        year = match["y1"] or match["y2"]
        if year:
            return self._day(int(year), month, day, match.end())
        if self.last != "EVERY":
            self._fail(f"“{match[0]}” needs a year.", match.start(), match.end())
        self._day(2000, month, day, match.end())
        return self._token("DAY_MONTH", (month, day), match.end())

    def _day(self, year: int, month: int, day: int, end: int) -> Token:
        try:
            return self._token("DATE", date(year, month, day), end)
        except ValueError:
            self._fail(f"There is no day {self.text[self.at : end]}.", self.at, end)

    def _edge(self) -> list[Token] | None:
        match = _EDGE.match(self.text, self.at)
        if match is None:
            return None
        edge = " ".join(match["edge"].lower().split())
        if "business" in edge and not _BUSINESS_EDGE_FOLLOWS.match(self.text, match.end()):
            return None
        return [self._token("EDGE", edge, match.end())]

    def _number(self) -> list[Token] | None:
        if match := _INTEGER.match(self.text, self.at):
            return [self._doubled(int(match[0]), match.end())]
        if match := _CARDINAL.match(self.text, self.at):
            return [self._doubled(lexicon.CARDINALS[_plain_number(match[0])], match.end())]
        if self._leading_phrase():
            return None
        if match := _ORDINAL.match(self.text, self.at):
            words = match["words"]
            n = int(match["digits"]) if match["digits"] else lexicon.ORDINALS[_plain_number(words)]
            return [self._token("ORDINAL", n, match.end())]
        return None

    def _leading_phrase(self) -> bool:
        """Whether an ordinal here begins a phrase ("first day of", "first complete")."""
        match = _PHRASE.match(self.text, self.at)
        return match is not None and match[0].lower().startswith("first")

    def _doubled(self, n: int, end: int) -> Token:
        """An integer, its repetition in words or figures dropped if it agrees."""
        match = _CALENDAR.match(self.text, self._after_space(end))
        again = _read_number(match[1]) if match else None
        if match and again is not None:
            if again != n:
                wrong = self.text[self.at : match.end()]
                self._fail(f"The two numbers of “{wrong}” differ.", self.at, match.end())
            end = match.end()
        if re.compile(r"-(?=[a-z])", re.IGNORECASE).match(self.text, end):
            end += 1
        return self._token("INT", n, end)

    def _after_space(self, place: int) -> int:
        while place < len(self.text) and self.text[place].isspace():
            place += 1
        return place

    def _phrase(self) -> list[Token] | None:
        if self.last == "ADJUST" and (match := _CONVENTION.match(self.text, self.at)):
            return [self._token("CONVENTION", " ".join(match[0].lower().split()), match.end())]
        match = (_RECEIPT_PHRASE if self.receipt else _PHRASE).match(self.text, self.at)
        if match is None:
            return None
        word = lexicon.PHRASES[" ".join(match[0].lower().split())]
        start, end = match.span()
        if word.kind == "AND":
            return self._and(end)
        token = Token(word.kind, word.value or match[0], start_pos=start, end_pos=end)
        if word.kind in lexicon.MODIFIER_ONLY and self.last not in ("", "COMMA"):
            return [Token("COMMA", ",", start_pos=start, end_pos=start), token]
        return [token]

    def _and(self, end: int) -> list[Token]:
        """ "and" joins amounts before a number, legs in round brackets, else two bounds."""
        following = self._after_space(end)
        if _INTEGER.match(self.text, following) or _CARDINAL.match(self.text, following):
            return [self._token("AND_NUMBER", "and", end)]
        return [self._token("COMMA" if self.depth else "AND", "and", end)]

    def _token(self, kind: str, value: object, end: int) -> Token:
        token = Token(kind, value, start_pos=self.at, end_pos=end)
        self.at = end
        return token

    def _unknown_words(self) -> NoReturn:
        start = self.at
        while self._skip_space() and self._keyword() is None and not self._name_end():
            match = _WORD.match(self.text, self.at)
            if match is None:
                break
            self.at = match.end()
        written = self.text[start : self.at].strip()
        if not written:
            self._fail(f"“{self.text[start]}” has no meaning in a rule.", start, start + 1)
        if meant := self._meant_keyword(written):
            end = start + len(written)
            self._fail(f"I do not understand “{written}”. Did you mean “{meant}”?", start, end)
        self._undeclared(written, start, start + len(written))

    def _meant_keyword(self, written: str) -> str | None:
        """The keyword that was meant: a unit after a number, else one that looks much alike."""
        word = written.split()[0].lower()
        if self.last == "INT":
            units = [form for form, w in lexicon.PHRASES.items() if w.kind == "UNIT"]
            return next(iter(difflib.get_close_matches(word, units, n=1)), "days")
        if self.names.closest(written):
            return None
        return next(iter(difflib.get_close_matches(word, lexicon.PHRASES, n=1, cutoff=0.8)), None)

    def _undeclared(self, written: str, start: int, end: int) -> NoReturn:
        close = self.names.closest(written)
        if close:
            hint = "Did you mean " + " or ".join(f"[{name}]" for name in close) + "?"
        elif self.names.kinds:
            listed = ", ".join(f"[{name}]" for name in sorted(self.names.kinds)[:12])
            hint = f"The key dates are: {listed}."
        else:
            hint = "No key date is declared yet."
        self._fail(f"There is no key date “{written}”. {hint}", start, end)

    def _fail(self, message: str, start: int, end: int) -> NoReturn:
        raise RuleError(message, text=self.text, start=start, end=end)


def _plain_number(written: str) -> str:
    words = written.lower().split()
    joined = " ".join(word for word in words if word != "and")
    for ten in ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"):
        joined = joined.replace(f"{ten} ", f"{ten}-")
    return joined


def _read_number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    return lexicon.CARDINALS.get(_plain_number(written)) if written else None
