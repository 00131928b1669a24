"""What the documents say of rules is so: each worked example is run."""

import csv
import io
import re
from datetime import date

import pytest

from obligations.engine import authorities, lexicon
from obligations.engine.calendars import SHIPPED
from obligations.engine.cases import check_case, read_cases
from obligations.engine.check import check_rule
from obligations.engine.choices import FORKS
from obligations.engine.errors import RuleError
from obligations.engine.names import Names
from obligations.engine.parser import parse
from obligations.engine.tests.documented import DOCS, cases, tables
from obligations.engine.values import Conventions

HORIZON = date(2035, 12, 31)
RULES = (DOCS / "rules.md").read_text("utf-8")


@pytest.mark.parametrize("document", ["rules.md", "conventions.md"])
def test_every_worked_example_gives_its_date(document):
    listed = cases(document)
    assert len(listed) > 30
    verdicts = [check_case(case, HORIZON) for case in listed]
    assert [(v.id, v.misses) for v in verdicts if not v.passed] == []


def wrong_rules():
    for header, rows in tables("rules.md"):
        if header[0] == "wrong rule":
            yield from rows


@pytest.mark.parametrize(("rule", "answer"), list(wrong_rules()))
def test_a_wrong_rule_is_answered_as_the_document_says(rule, answer):
    with pytest.raises(RuleError, match=re.escape(answer)):
        found = parse(rule.strip("`"), Names.open())
        check_rule(found, Names.open(), Conventions())


def test_every_word_of_the_language_stands_in_the_document():
    said = " ".join(RULES.lower().split())
    words = {phrase for phrase, word in lexicon.PHRASES.items() if word.kind != "UNIT"}
    units = set(lexicon.UNITS)
    spoken = words | units | set(lexicon.CONVENTIONS) | set(SHIPPED)
    assert {word for word in spoken if not re.search(rf"(?<!\w){re.escape(word)}", said)} == set()


def test_every_choice_stands_in_the_document():
    listed = {
        row[0]: row[1]
        for header, rows in tables("rules.md")
        if header[0] == "choice"
        for row in rows
    }
    told = {
        fork.replace("_", " "): ", ".join(f"`{side}`" for side in sides)
        for fork, sides in FORKS.items()
    }
    assert listed == told


def test_the_table_of_cases_is_read_as_it_stands():
    text = RULES.partition("```csv\n")[2].partition("```")[0]
    assert list(csv.reader(io.StringIO(text)))[0][:2] == ["id", "rule"]
    listed = read_cases(text, table=True)
    assert [check_case(case, HORIZON).misses for case in listed] == [(), ()]


def test_every_authority_is_explained():
    said = " ".join((DOCS / "conventions.md").read_text("utf-8").split())
    texts = [text for name, text in vars(authorities).items() if name.isupper()]
    assert [text for text in texts if text not in said] == []
