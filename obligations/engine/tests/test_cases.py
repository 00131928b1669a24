"""The worked cases: every row of cases/*.csv gives the date, or the dates, that it says."""

from datetime import date
from pathlib import Path

import pytest

from obligations.engine.cases import check_case, read_cases

TABLES = sorted((Path(__file__).parent / "cases").glob("*.csv"))
HORIZON = date(2035, 12, 31)


def cases() -> list[object]:
    return [
        pytest.param(case, id=f"{table.stem}: {case['id']}")
        for table in TABLES
        for case in read_cases(table.read_text("utf-8"), table=True)
    ]


@pytest.mark.parametrize("case", cases())
def test_a_worked_case_gives_its_dates(case):
    verdict = check_case(case, HORIZON)
    assert verdict.passed, "; ".join(verdict.misses)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_each_case_has_a_name_of_its_own(table):
    ids = [case["id"] for case in read_cases(table.read_text("utf-8"), table=True)]
    assert len(set(ids)) == len(ids)
