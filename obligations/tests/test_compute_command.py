"""The command that works a rule out: its options, its JSON, its exit codes, files of cases."""

import json

import pytest
from django.core.management import CommandError, call_command

FIELDS = [
    *("state", "due", "start", "end", "grace_until", "occurrences"),
    *("at", "act_by", "readings", "awaiting", "steps", "cautions"),
]
CLOSING = "Closing Date=2000-04-28"


def computed(capsys, *arguments, **options):
    call_command("compute", *arguments, "--json", **options)
    return json.loads(capsys.readouterr().out)


def test_it_prints_these_fields_and_no_others(capsys):
    found = computed(
        capsys, "30 days after [Closing Date]", event=[CLOSING], calendar="us-fed", law="New York"
    )
    assert list(found) == FIELDS
    assert (found["state"], found["due"], found["act_by"]) == (
        "resolved",
        "2000-05-28",
        "2000-05-26",
    )
    assert [list(reading) for reading in found["readings"]] == [["date", "basis"]] * 3
    assert [reading["date"] for reading in found["readings"]] == [
        "2000-05-28",
        "2000-05-26",
        "2000-05-30",
    ]
    assert found["occurrences"] == [] and found["awaiting"] == [] and len(found["cautions"]) == 1
    assert {"operation", "text", "result", "used", "skipped", "authority"} <= set(found["steps"][0])


def test_a_series_lists_its_occurrences(capsys):
    found = computed(capsys, "monthly for 2 months from [Closing Date]", event=[CLOSING])
    assert found["occurrences"] == [
        {"key": "1", "start": None, "due": "2000-05-28", "at": None},
        {"key": "2", "start": None, "due": "2000-06-28", "at": None},
    ]
    assert found["due"] is None


def test_a_period_that_repeats_has_its_ends(capsys):
    found = computed(capsys, "during [Delay]", event=["Delay=2000-06-01..2000-06-18"])
    assert found["occurrences"] == [
        {"key": "1", "start": "2000-06-01", "due": None, "at": None, "end": "2000-06-18"}
    ]


def test_readings_that_differ_by_the_hour_say_so(capsys):
    found = computed(capsys, "on [X], by 16:30 EST", event=["X=2000-07-03"])
    assert [reading["basis"].rpartition(", ")[2] for reading in found["readings"]] == [
        "16:30 UTC-05:00",
        "16:30 UTC-04:00",
    ]


@pytest.mark.parametrize(
    ("rule", "event", "options", "due"),
    [
        ("[X]", ["X=2000-04-28"], {}, "2000-04-28"),
        ("48 hours after [X]", ["X=1999-10-30T10:00:00-04:00"], {}, "1999-11-01"),
        ("1 day after last day of [X]", ["X=2000-06-01..2000-06-18"], {}, "2000-06-19"),
        ("later of ([X], [Y])", ["X=2009-01-26;2015-04-19", "Y=2000-01-01"], {}, "2015-04-19"),
        ("later of ([X], [Y])", ["X=never", "Y=2000-01-01"], {}, "2000-01-01"),
        ("[X]", ["Y=2000-04-28", "X:=30 days after [Y]"], {}, "2000-05-28"),
        ("5 business days after [X]", ["X=2000-05-26"], {"calendar": "england"}, "2000-06-05"),
        ("1 month after [X]", ["X=2001-01-31"], {"month_end": "up"}, "2001-03-01"),
        (
            "30 days after [X]",
            ["X=2000-04-28"],
            {"calendar": "us-fed", "roll": "following", "kind": "payment"},
            "2000-05-30",
        ),
        (
            "end of fiscal year containing [X]",
            ["X=2000-04-28"],
            {"fiscal_year_end": "01-31"},
            "2001-01-31",
        ),
    ],
)
def test_each_option_works(capsys, rule, event, options, due):
    found = computed(capsys, rule, event=event, **options)
    assert (found["due"] or found["occurrences"][0]["due"]) == due


def test_the_horizon_ends_an_open_series(capsys):
    found = computed(capsys, "yearly from [X]", event=["X=2000-01-31"], horizon="2002-12-31")
    assert [one["due"] for one in found["occurrences"]] == ["2001-01-31", "2002-01-31"]


def test_without_json_it_reads_like_an_explanation(capsys):
    call_command("compute", "30 days after [Closing Date]", event=[CLOSING])
    said = capsys.readouterr().out
    assert "On the 30th day after the Closing Date, counting every day; no roll." in said
    assert "due: Sun 28 May 2000" in said and "Lester v Garland" in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("[X]", "--cases", "cases.csv"), 2),
        (("30 dais after [X]",), 1),
        (("[X]", "--event", "X"), 1),
        (("[X]", "--event", "X=2000-02-30"), 1),
        (("[X]", "--event", "X=2000-01-01", "--calendar", "mars"), 1),
        (("[X]", "--event", "X=2000-01-01", "--zone", "Mars/Olympus"), 1),
        (("[X]", "--event", "X=2000-01-01", "--horizon", "2000"), 1),
        (("[X]", "--event", "X=2000-01-01", "--fiscal-year-end", "31-12"), 1),
        (("5 business days after [X]", "--event", "X=2000-01-01"), 1),
        (("[A]", "--event", "A:=[B]", "--event", "B:=[A]"), 1),
        (("--cases", "/nowhere/cases.json"), 1),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments, code):
    with pytest.raises(CommandError) as raised:
        call_command("compute", *arguments)
    assert raised.value.returncode == code
    assert "\n" not in str(raised.value) and str(raised.value)


TABLE = """id;rule;inputs;expected;readings
good;30 days after [X];X=2000-04-28;2000-05-28;2000-05-26
bad;30 days after [X];X=2000-04-28;2000-05-29;
"""


def test_a_table_of_cases_is_checked_and_each_miss_shown_with_its_steps(capsys, tmp_path):
    path = tmp_path / "cases.CSV"
    path.write_text("\ufeff" + TABLE, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        call_command("compute", cases=str(path))
    said = capsys.readouterr().out.splitlines()
    assert left.value.code == 1
    assert said[0] == "bad: expected 2000-05-29, computed 2000-05-28"
    assert any("[X]" in line for line in said[1:-1]) and said[-1] == "1 passed, 1 failed"


def test_cases_in_json_are_checked(capsys, tmp_path):
    path = tmp_path / "cases.json"
    cases = [
        {
            "id": "1",
            "rule": "30 days after X",
            "inputs": {"X": "2000-04-28"},
            "expected": "2000-05-28",
        },
        {"id": "2", "rule": "not checked", "runnable": False},
    ]
    path.write_text(json.dumps({"cases": cases}), encoding="utf-8")
    call_command("compute", cases=str(path))
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


@pytest.mark.parametrize("text", ["[1", "{}", "[{}]", '"x"', "[1]", "rule,why\nx,y\n", ""])
def test_a_file_that_holds_no_cases_is_refused(tmp_path, text):
    for name in ("cases.json", "cases.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError) as raised:
            call_command("compute", cases=str(path))
        assert "\n" not in str(raised.value)
