"""Files of worked cases as lawyers write them: read, compared, and told of where they miss."""

import json
from datetime import date

import pytest

from obligations.engine.cases import check_case, read_cases
from obligations.engine.errors import EngineError

HORIZON = date(2005, 12, 31)
RULE = "30 days after [X]"
X = {"X": "2000-05-01"}


def misses(**case):
    return check_case({"rule": RULE, "inputs": X, **case}, HORIZON).misses


# Files


def test_json_is_a_list_or_an_object_with_cases():
    cases = [{"rule": RULE}, {"rule": RULE, "runnable": False}]
    assert read_cases(json.dumps(cases), table=False) == [{"rule": RULE}]
    assert read_cases(json.dumps({"cases": cases}), table=False) == [{"rule": RULE}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "It is no JSON"),
        ("[" * 100_000, "It is no JSON"),
        ("{}", "It has no list of cases, each with a rule"),
        ('[{"rules": "x"}]', "It has no list of cases"),
        ("[3]", "It has no list of cases"),
    ],
)
def test_json_of_another_form_is_refused(text, says):
    with pytest.raises(EngineError, match=says):
        read_cases(text, table=False)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_may_come_from_any_spreadsheet(separator, end):
    rows = [
        ["\ufeffRule ", "Inputs", "EXPECTED"],
        [RULE, "X=2000-05-01", "2000-05-31"],
        ["", "", ""],
    ]
    text = end.join(separator.join(row) for row in rows)
    (case,) = read_cases(text, table=True)
    assert (case["id"], case["rule"], case["expected"]) == ("row 1", RULE, "2000-05-31")
    assert check_case(case, HORIZON).passed


def test_a_row_may_be_too_short_or_too_long():
    text = "rule,expected,inputs\nX,2000-05-31\nY,2000-05-31,X=2000-05-01,more,cells"
    assert [case["inputs"] for case in read_cases(text, table=True)] == [
        {},
        {"X": "2000-05-01"},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks the columns expected, rule"),
        ("rule,inputs\n", "lacks the columns expected"),
        (f"rule,expected\n{'x' * 200_000},", "It is no table"),
    ],
)
def test_a_table_of_another_form_is_refused(text, says):
    with pytest.raises(EngineError, match=says):
        read_cases(text, table=True)


def test_cells_hold_dates_lists_and_spans():
    text = (
        "rule,inputs,options,expected,readings,act_by\n"
        'x,"A=2000-05-01 | B=2000-05-01;2000-06-01 | C=2000-05-01..;2000-07-01..2000-07-02 | D=",'
        '"calendar=us-fed | roll=following","2000-05-31; 2000-06-30",2000-05-30,2000-05-29;'
    )
    (case,) = read_cases(text, table=True)
    assert case["inputs"] == {
        "A": "2000-05-01",
        "B": ["2000-05-01", "2000-06-01"],
        "C": [["2000-05-01", None], ["2000-07-01", "2000-07-02"]],
        "D": None,
    }
    assert case["options"] == {"calendar": "us-fed", "roll": "following"}
    assert case["expected"] == ["2000-05-31", "2000-06-30"]
    assert (case["readings"], case["act_by"]) == (["2000-05-30"], ["2000-05-29"])


# Verdicts


@pytest.mark.parametrize(
    "case",
    [
        {"expected": "2000-05-31"},
        {"expected": "resolved"},
        {"expected": ["2000-05-31"]},
        {"expected": {"date": "2000-05-31"}},
        {"inputs": {"X": None}, "expected": None},
        {"inputs": {"X": None}, "expected": "pending", "awaiting": ["X"]},
        {"rule": "not earlier than [X]", "expected": "2000-05-01"},
        {"rule": "from [X] for 30 days", "expected": "2000-05-31"},
        {"rule": "from [X] for 30 days", "expected": ["2000-05-01", "2000-05-31"]},
        {"rule": "from [X]", "expected": "2000-05-01"},
        {"rule": "monthly from [X], 2 times", "expected": ["2000-06-01", "2000-07-01"]},
        {
            "rule": "monthly from [X]",
            "options": {"horizon": "2000-06-15"},
            "expected": "2000-06-01",
        },
        {"rule": f"{RULE}, by 16:30 UTC", "expected": "2000-05-31T16:30:00+00:00"},
        {"rule": f"{RULE}, by 16:30 UTC", "expected": ["2000-05-31T16:30:00+00:00"]},
        {
            "rule": f"{RULE}, by 16:30 UTC",
            "expected": {
                "date": "2000-05-31",
                "time": "12:30",
                "tz": "America/New_York",
                "utc": "2000-05-31T16:30:00Z",
            },
        },
        {"rule": f"{RULE}, by 16:30 UTC", "expected": {"time": "16:30"}},
        {
            "rule": f"{RULE}, by 16:30 EST",
            "expected": "2000-05-31",
            "readings": ["2000-05-31T16:30:00-04:00", "2000-05-31"],
        },
        {
            "rule": "deemed received same day",
            "inputs": {"sent": "2000-05-01", "other": None},
            "expected": "2000-05-01",
        },
        {"expected": "2000-05-31", "grace_until": [None], "act_by": ["2000-05-31"]},
    ],
)
def test_a_case_passes(case):
    assert misses(**case) == ()


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"expected": "2000-05-30"}, "expected 2000-05-30, computed 2000-05-31"),
        ({"expected": None}, "expected None, computed 2000-05-31"),
        ({"expected": {}}, "expected {}, computed 2000-05-31"),
        ({"expected": {"time": "16:30"}}, "computed 2000-05-31"),
        ({"inputs": {"X": None}, "expected": "2000-05-31"}, "computed pending"),
        (
            {"rule": "monthly from [X], 2 times", "expected": "2000-06-01"},
            "expected 2000-06-01, computed ['2000-06-01', '2000-07-01']",
        ),
        (
            {"rule": f"{RULE}, by 16:30 UTC", "expected": "2000-05-31T16:31:00+00:00"},
            "computed 2000-05-31T16:30:00+00:00",
        ),
        (
            {"rule": "from [X] for 30 days", "expected": "2000-05-30"},
            "computed 2000-05-01 to 2000-05-31",
        ),
        ({"readings": ["2000-06-01"]}, "the reading 2000-06-01 is missing; found ['2000-05-31']"),
        ({"readings": ["2000-05-31T16:30:00+00:00"]}, "is missing"),
        ({"act_by": ["2000-05-30"]}, "act_by should be ['2000-05-30'] and is ['2000-05-31']"),
        ({"caution": ["beware"]}, "no caution says “beware”; there are []"),
        ({"rule": "30 dayz after [X]"}, "I do not understand “dayz”"),
        ({"inputs": {"X": "May"}}, "“May” for X is no date"),
        ({"expected": 7}, "expected 7, computed 2000-05-31"),
        ({"options": "us-fed"}, "'str' object has no attribute 'get'"),
        ({"expected": "Teatime"}, "Invalid isoformat string: 'Teatime'"),
    ],
)
def test_a_miss_is_told(case, says):
    (miss, *_) = misses(**case)
    assert says in miss


def test_a_verdict_keeps_the_name_and_the_result():
    verdict = check_case({"id": "G01", "rule": RULE, "inputs": X}, HORIZON)
    assert (verdict.id, verdict.passed, verdict.result.state) == ("G01", True, "resolved")
    assert check_case({}, HORIZON).id == "?"
