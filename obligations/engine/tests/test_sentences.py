"""What a rule is printed as, and what it says in a plain sentence: a row of sentences.csv each."""

import csv
from pathlib import Path

import pytest

from obligations.engine.inputs import conventions_from
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.printer import ordinal, text_of

NAMES = names_of(
    {
        "Closing Date": "event",
        "The Effective Date": "event",
        "Notice": "repeating event",
        "Delay": "span",
    },
    ["V.5"],
)


def rows():
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["rule"][:60]) for row in csv.DictReader(lines)]


def options(text):
    return dict(part.strip().split("=") for part in text.split("|") if part.strip())


@pytest.mark.parametrize("row", rows())
def test_a_rule_is_printed_and_said(row):
    rule = parse(row["rule"], NAMES)
    assert text_of(rule) == row["canonical"]
    said = restate(rule, conventions_from(options(row["options"])), row["kind"])
    assert said == row["sentence"]


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")]
    + [(21, "21st"), (102, "102nd"), (111, "111th"), (113, "113th"), (120, "120th")],
)
def test_ordinals(n, text):
    assert ordinal(n) == text
