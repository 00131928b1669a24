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
from typing import Final, NoReturn

from lark import Token

from obligations.engine import lexicon
from obligations.engine.errors import RuleError
from obligations.engine.keywords import Context, after_space, fail, read_keyword, token
from obligations.engine.names import Names

_WORD = re.compile(r"[^\s,()\[\]+]+")
_CALENDAR = re.compile(r"\(\s*([^()]*?)\s*\)")
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
# A comma that only sets off what follows separates nothing.
_SUPERFLUOUS = re.compile(r",\s*(?=(?:and|then|but\s+in)\s)", re.IGNORECASE)

# Both minus signs and the dashes that word processors make of them.
_PUNCTUATION: Final = {
    ",": "COMMA",
    "(": "LPAR",
    ")": "RPAR",
    "+": "PLUS",
    **dict.fromkeys("-\u2212\u2013", "MINUS"),
}
_IN_DURATIONS = frozenset(
    {"UNIT", "BUSINESS", "TRADING", "CALENDAR_WORD", "CLEAR", "FULL", "CONSECUTIVE"}
)
_TAKES_CALENDAR = frozenset({"UNIT", "CONVENTION", "EDGE", "NEXT_BUSINESS_DAY", "ON_BUSINESS_DAY"})


def tokens(
    text: str, names: Names, calendars: frozenset[str], *, keywords_first: bool = False
) -> Iterator[Token]:
    """The tokens of a rule, one after the other.

    `calendars` are the ids of the known calendars. With `keywords_first`, a
    keyword wins over a longer name that begins with it. Raises RuleError with
    the place of the word that is not understood.
    """
    return _Scanner(text, names, calendars, keywords_first).scan()


def with_brackets(text: str, names: Names, calendars: frozenset[str]) -> str:
    """The text with its names in square brackets and nothing else changed.

    For a text that parses; raises RuleError where the lexer does not understand it.
    """
    found = [t for t in tokens(text, names, calendars) if t.type == "NAME"]
    for name in reversed(found):
        start, end = name.start_pos or 0, name.end_pos or 0
        text = f"{text[:start]}[{name.value}]{text[end:]}"
    return text


class _Scanner:
    def __init__(
        self, text: str, names: Names, calendars: frozenset[str], keywords_first: bool
    ) -> None:
        self.text = text
        self.names = names
        self.calendars = calendars
        self.keywords_first = keywords_first
        self.at = 0
        self.context = Context(text)

    def scan(self) -> Iterator[Token]:
        """All tokens, one after the other."""
        while self._skip_space():
            for found in self._next():
                self._remember(found)
                yield found

    def _skip_space(self) -> bool:
        self.at = after_space(self.text, self.at)
        return self.at < len(self.text)

    def _remember(self, found: Token) -> None:
        depth = self.context.depth + {"LPAR": 1, "RPAR": -1}.get(found.type, 0)
        receipt = self.context.receipt or found.type == "DEEMED"
        self.context = Context(self.text, found.type, depth, receipt)

    def _next(self) -> list[Token]:
        char = self.text[self.at]
        if char == "[":
            return [self._bracketed()]
        if char == "(" and self.context.last in _TAKES_CALENDAR:
            return [self._calendar()]
        if char == "," and (match := _SUPERFLUOUS.match(self.text, self.at)):
            self.at = match.end()
            return []
        if char in _PUNCTUATION:
            return [self._token(_PUNCTUATION[char], char, self.at + 1)]
        return self._word()

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
                self._no_calendar(id_, match)
        return self._token("CALENDAR", "+".join(dict.fromkeys(ids)), match.end())

    def _no_calendar(self, id_: str, match: re.Match[str]) -> NoReturn:
        known = ", ".join(sorted(self.calendars))
        close = difflib.get_close_matches(id_, self.calendars, n=1)
        hint = f"Did you mean “{close[0]}”? " if close else ""
        message = f"There is no calendar “{id_}”. {hint}The calendars are: {known}."
        self._fail(message, match.start(), match.end())

    def _word(self) -> list[Token]:
        name, name_end = self.names.longest_at(self.text, self.at)
        try:
            keyword = read_keyword(self.context, self.at)
        except RuleError:
            # "31 January Payment" is a name where one is declared so, not half a date.
            if name is None:
                raise
            keyword = None
        keyword_end = (keyword[-1].end_pos or 0) if keyword else 0
        if name is not None and name_end > keyword_end and not (self.keywords_first and keyword):
            return [self._token("NAME", name, name_end)]
        if keyword is None:
            self._unknown_words()
        self.at = keyword_end
        return [found for found in keyword if found.type != "ARTICLE"]

    def _token(self, kind: str, value: object, end: int) -> Token:
        made = token(kind, value, self.at, end)
        self.at = end
        return made

    def _unknown_words(self) -> NoReturn:
        start = self.at
        while self._skip_space() and not self._understood():
            match = _WORD.match(self.text, self.at)
            if match is None:
                break
            self.at = match.end()
        written = self.text[start : self.at].strip()
        end = start + max(len(written), 1)
        if not any(char.isalnum() for char in written):
            self._unknown(f"“{self.text[start:end]}” has no meaning in a rule.", start, end)
        if meant := self._meant_keyword(written):
            self._unknown(f"I do not understand “{written}”. Did you mean “{meant}”?", start, end)
        self._undeclared(written, start, end)

    def _understood(self) -> bool:
        """Whether a keyword or a name stands here."""
        try:
            keyword = read_keyword(self.context, self.at)
            return keyword is not None or self.names.longest_at(self.text, self.at)[0] is not None
        except RuleError:
            return True

    def _meant_keyword(self, written: str) -> str | None:
        """The keyword that was meant: a unit after a number, else one that looks much alike."""
        word = written.split()[0].lower()
        if self.context.last == "INT":
            units = [form for form, w in lexicon.PHRASES.items() if w.kind in _IN_DURATIONS]
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
        self._unknown(f"There is no key date “{written}”. {hint}", start, end)

    def _unknown(self, message: str, start: int, end: int) -> NoReturn:
        raise RuleError(message, text=self.text, start=start, end=end, unknown=True)

    def _fail(self, message: str, start: int, end: int) -> NoReturn:
        fail(self.text, message, start, end)
