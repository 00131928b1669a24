"""Parse and print: each the inverse of the other, over rules of every form."""

from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from obligations.engine import parser, syntax
from obligations.engine.analysis import walk
from obligations.engine.cases import read_cases
from obligations.engine.clock import Clock
from obligations.engine.errors import RuleError
from obligations.engine.inputs import kinds_from
from obligations.engine.lexer import with_brackets
from obligations.engine.lexicon import PHRASES
from obligations.engine.names import Names, names_of
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.printer import text_of

from .drawing import drawn
from .whole_rules import CALENDARS, NAMES, receipts, rules

pytestmark = pytest.mark.drawn

SHIPPED = frozenset(id for id in CALENDARS if "+" not in id)
TABLES = sorted((Path(__file__).parent / "cases").glob("*.csv"))


@drawn(400)
@given(rules() | receipts())
def test_printing_a_rule_and_reading_it_gives_the_rule(rule):
    text = text_of(rule)
    assert parse(text, NAMES) == rule
    assert text_of(parse(text, NAMES)) == text
    assert with_brackets(text, NAMES, SHIPPED) == text
    sentence = restate(rule)
    assert sentence.endswith(".") and not sentence[0].islower()
    assert "  " not in sentence and "None" not in sentence


@drawn(150)
@given(rules() | receipts())
def test_a_rule_reads_the_same_in_capitals_with_articles_and_spread_out(rule):
    text = text_of(rule)
    assert parse(text.upper(), NAMES) == rule
    assert parse(text.replace("[", "the ["), NAMES) == rule
    assert parse(text.replace(" ", "\n  ").replace("],", "] ,"), NAMES) == rule


def tabled() -> list[syntax.Rule]:
    """The rules of all tables of worked cases."""
    rows = [case for table in TABLES for case in read_cases(table.read_text("utf-8"), table=True)]
    return [parse(case["rule"], names_of(kinds_from(case["inputs"]))) for case in rows]


def test_the_rules_of_all_worked_cases_are_read_as_they_are_printed():
    for rule in tabled():
        assert parse(text_of(rule), Names.open()) == rule


def test_no_part_and_no_word_of_the_syntax_is_left_out():
    """Each class, and each choice of each class, is drawn above or stands in a worked case."""
    seen: set[Any] = set()

    def look(rule):
        for part in walk(rule):
            seen.add(type(part))
            seen.update((type(part), name, getattr(part, name)) for name in words(type(part)))

    settings(drawn(150), phases=[Phase.generate])(given(rules() | receipts())(look))()
    for rule in tabled():
        look(rule)
    parts = [part for part in vars(syntax).values() if is_dataclass(part) and part is not Clock]
    every = {
        (part, name, word) for part in parts for name, of in words(part).items() for word in of
    }
    assert (set(parts) | every) - seen == set()


@cache
def words(part: type) -> dict[str, tuple[Any, ...]]:
    """The fields of a part that hold one of a few words, with the words."""
    kinds = get_type_hints(part)
    options = {name: get_args(kind) for name, kind in kinds.items() if get_origin(kind) is Literal}
    return {name: of for name, of in options.items() if of}


# Texts from the grammar itself

SPELT = {
    "COMMA": ", ",
    "LPAR": "(",
    "RPAR": ")",
    "PLUS": "+ ",
    "MINUS": "- ",
    "NAME": "[Closing Date] ",
    "DATE": "2002-01-31 ",
    "CALENDAR": "(us-fed) ",
    "CLOCK": "16:30 America/New_York ",
    "ORDINAL": "30th ",
    "INT": "30 ",
    "EDGE": "end ",
    "DAY_MONTH": "31 January ",
    "CONVENTION": "following ",
    "AND_NUMBER": "and ",
}


def spellings(kind: str) -> st.SearchStrategy[str]:
    if kind in SPELT:
        return st.just(SPELT[kind])
    return st.sampled_from([f"{text} " for text, word in PHRASES.items() if word.kind == kind])


def declared() -> set[str]:
    lines = parser._GRAMMAR.read_text("utf-8").splitlines()
    return {name for line in lines if line.startswith("%declare") for name in line.split()[1:]}


@drawn(400)
@given(from_lark(parser._lark(), explicit={kind: spellings(kind) for kind in declared()}))
def test_a_text_of_the_grammar_reads_as_itself_or_is_refused_in_a_sentence(text):
    try:
        rule = parse(text, NAMES)
    except RuleError as error:
        assert str(error).strip() and 0 <= error.start <= error.end <= len(text)
    else:
        assert parse(text_of(rule), NAMES) == rule
