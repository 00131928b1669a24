"""Text to rule: Lark's LALR parser over the lexer's tokens.

What is refused here is refused at entry, with the place and what could have
stood there; so a stored rule is always legal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from obligations.engine import calendars as calendar_module
from obligations.engine.build_terms import Refusal
from obligations.engine.builder import Builder
from obligations.engine.errors import RuleError
from obligations.engine.lexer import tokens
from obligations.engine.names import Names
from obligations.engine.structure import check_structure
from obligations.engine.syntax import Rule
from obligations.engine.wording import describe_expected, listed

_GRAMMAR = Path(__file__).with_name("grammar.lark")
MAX_LENGTH = 2_000


class _Tokens(Lexer):
    """Hands tokens through that the lexer of the rule language made before."""

    def __init__(self, _conf: Any) -> None:
        pass

    def lex(self, data: list[Token]) -> Iterator[Token]:  # type: ignore[override]
        return iter(data)


@lru_cache(maxsize=1)
def _lark() -> Lark:
    return Lark(
        _GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        lexer=_Tokens,
        transformer=Builder(),
        maybe_placeholders=True,
    )


@lru_cache(maxsize=32_768)
def parse(
    text: str, names: Names, calendars: frozenset[str] = frozenset(calendar_module.SHIPPED)
) -> Rule:
    """The rule that a text says.

    `names` are the declared names, `calendars` the ids of known calendars.
    Raises RuleError, a sentence with the place in the text. Results are
    cached: the same text over the same names is parsed once.
    """
    if len(text) > MAX_LENGTH:
        raise RuleError(f"The rule has {len(text)} characters; {MAX_LENGTH} are the most.")
    if not text.strip():
        raise RuleError("The rule is empty.", text=text)
    try:
        return _parse(text, names, calendars, keywords_first=False)
    except RuleError as first:
        # A name such as "Day of Closing" can hide the keyword that it begins with.
        try:
            return _parse(text, names, calendars, keywords_first=True)
        except RuleError:
            raise first from None


def _parse(text: str, names: Names, calendars: frozenset[str], *, keywords_first: bool) -> Rule:
    stream: list[Token] = []
    try:
        for token in tokens(text, names, calendars, keywords_first=keywords_first):
            stream.append(token)
        rule: Rule = _lark().parse(stream)  # type: ignore[assignment]
        check_structure(rule)
    except RuleError as error:
        raise (_expected_instead(text, error, stream) if error.unknown else error) from None
    except UnexpectedToken as error:
        raise _unexpected(text, error) from None
    except Refusal as refusal:
        start, end = refusal.place or (0, len(text))
        raise RuleError(str(refusal), text=text, start=start, end=end) from None
    return replace(rule, text=text)


def accepted_after(stream: Iterable[Token]) -> set[str] | None:
    """The kinds of tokens that may follow others; None where those do not go together."""
    try:
        parser: Any = _lark().parse_interactive([])
        for token in stream:
            parser.feed_token(token)
        found: set[str] = parser.accepts()
    except (UnexpectedToken, Refusal):
        return None
    return found


def _expected_instead(text: str, error: RuleError, stream: list[Token]) -> RuleError:
    """An unknown word where no name may stand is told of by what may."""
    accepted = accepted_after(stream)
    if accepted is None:
        return error
    expected = describe_expected(accepted)
    message = str(error)
    if "NAME" not in accepted and "Did you mean “" not in message:
        found = text[error.start : error.end]
        message = f"I do not understand “{found}” here; I expect {listed(expected)}."
    return RuleError(message, text=text, start=error.start, end=error.end, expected=tuple(expected))


def _unexpected(text: str, error: UnexpectedToken) -> RuleError:
    expected = describe_expected(error.accepts or error.expected)
    token = error.token
    if token.type == "$END":
        start, end = len(text), len(text)
        message = f"The rule stops too early: here I expect {listed(expected)}."
    else:
        start, end = token.start_pos or 0, token.end_pos or len(text)
        found = text[start:end] or token.value
        message = f"I do not understand “{found}” here; I expect {listed(expected)}."
    return RuleError(message, text=text, start=start, end=end, expected=tuple(expected))
