"""Whole computations, line by line: a row of explained.csv each, read by a person once.

`keys` are those of the occurrences with the day on which each opens; `lines` what a terminal
shows under the sentence.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from obligations.engine.cases import pairs
from obligations.engine.evaluate import evaluate
from obligations.engine.explain import as_lines
from obligations.engine.inputs import conventions_from, facts_from
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Result, World

TABLE = Path(__file__).parent / "explained.csv"
HORIZON = date(2001, 12, 31)


def rows():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["rule"][:70]) for row in csv.DictReader(lines)]


def result_of(row: dict[str, str]) -> Result:
    kinds, facts = facts_from(pairs(row["inputs"]))
    world = World(facts, conventions_from(pairs(row["options"])), HORIZON)
    return evaluate(parse(row["rule"], names_of(kinds)), world, kind=row["kind"])


def keys_of(result: Result) -> str:
    found = [f"{o.key or '-'} {o.opens or '-'} {o.latest_fact or '-'}" for o in result.outcomes]
    return "; ".join(found)


@pytest.mark.parametrize("row", rows())
def test_a_computation_is_explained_line_by_line(row):
    result = result_of(row)
    assert keys_of(result) == row["keys"]
    assert as_lines("", result)[1:] == row["lines"].split("\n")
