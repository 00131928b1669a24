"""Text to rule: Lark's LALR parser over the lexer's tokens.

What is refused here is refused at entry, with the place and what could have
stood there; so a stored rule is always legal.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from obligations.engine import calendars as calendar_module
from obligations.engine.builder import Builder, Refusal
from obligations.engine.errors import RuleError
from obligations.engine.lexer import tokens
from obligations.engine.names import Names
from obligations.engine.syntax import Rule
from obligations.engine.wording import describe_expected, describe_found

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


@lru_cache(maxsize=8192)
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
    stream = tokens(text, names, calendars, keywords_first=keywords_first)
    try:
        rule: Rule = _lark().parse(stream)  # type: ignore[assignment]
    except UnexpectedToken as error:
        raise _unexpected(text, error) from None
    except Refusal as refusal:
        start, end = refusal.place or (0, len(text))
        raise RuleError(str(refusal), text=text, start=start, end=end) from None
    return rule


def _unexpected(text: str, error: UnexpectedToken) -> RuleError:
    expected = describe_expected(error.accepts or error.expected)
    token = error.token
    listed = " or ".join([", ".join(expected[:-1]), expected[-1]] if expected[1:] else expected)
    if token.type == "$END":
        start, end = len(text), len(text)
        message = f"The rule stops too early: here I expect {listed}."
    else:
        start, end = token.start_pos or 0, token.end_pos or len(text)
        found = describe_found(text[start:end])
        message = f"I do not understand {found} here; I expect {listed}."
    return RuleError(message, text=text, start=start, end=end, expected=tuple(expected))
