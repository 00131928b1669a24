"""The worked cases of the product's specification, where the checkout lies beside them."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from obligations.engine.cases import check_case, read_cases

REFERENCE = Path(__file__).resolve().parents[3] / "../shared/date-cases.json"
HORIZON = date(2035, 12, 31)

pytestmark = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the worked cases ../shared/date-cases.json are not here"
)


@cache
def cases() -> list[dict]:
    if not REFERENCE.exists():
        return []
    return read_cases(REFERENCE.read_text("utf-8"), table=False)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_worked_case_gives_its_dates(case):
    verdict = check_case(case, HORIZON)
    assert verdict.passed, "; ".join(verdict.misses)


def test_no_case_is_left_out_but_those_that_only_illustrate():
    everything = json.loads(REFERENCE.read_text("utf-8"))["cases"]
    left_out = {case["id"] for case in everything} - {case["id"] for case in cases()}
    assert left_out == {case["id"] for case in everything if case.get("runnable") is False}
