"""`interest` on the command line: its figures, its JSON, one clear line where it refuses."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

SUM = ("750000", "--from", "2004-03-21", "--to", "2004-04-30")


def run(*words: str) -> str:
    out = StringIO()
    call_command("interest", *words, stdout=out)
    return out.getvalue()


def test_its_json_is_what_was_agreed() -> None:
    data = json.loads(run(*SUM, "--rate", "7", "--basis", "actual/365", "--json"))
    assert data["principal"] == "750000.00"
    assert (data["from"], data["to"], data["days"]) == ("2004-03-21", "2004-04-30", 40)
    assert (data["basis"], data["currency"]) == ("actual/365", None)
    assert data["periods"] == [
        {
            "from": "2004-03-21",
            "to": "2004-04-30",
            "days": 40,
            "rate": "7",
            "interest": "5753.42",
        }
    ]
    assert (data["interest"], data["total"]) == ("5753.42", "755753.42")
    assert data["readings"] == data["cautions"] == []
    assert "which counts" in data["steps"][0]["text"]


def test_a_rate_that_changes() -> None:
    rates = ("--rate", "2001-01-01=4", "--rate", "2004-04-01=4.75", "--margin", "3")
    data = json.loads(run(*SUM, *rates, "--basis", "actual/365", "--currency", "USD", "--json"))
    assert [(p["from"], p["days"], p["rate"]) for p in data["periods"]] == [
        ("2004-03-21", 11, "7"),
        ("2004-04-01", 29, "7.75"),
    ]
    assert sum(Decimal(p["interest"]) for p in data["periods"]) == Decimal(data["interest"])
    assert data["currency"] == "USD"


def test_without_a_basis_every_one_is_shown_with_a_caution() -> None:
    data = json.loads(run(*SUM, "--rate", "7", "--json"))
    assert data["basis"] == "actual/365"
    assert data["readings"][0] == {
        "basis": "actual/365, both ends counted",
        "interest": "5897.26",
    }
    assert "does not say how days are counted" in data["cautions"][0]
    text = run(*SUM, "--rate", "7")
    assert text.startswith("750,000.00 from Sun 21 Mar 2004 to Fri 30 Apr 2004: 5,753.42")
    assert "caution: The agreement does not say" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("NaN", *SUM[1:], "--rate", "7"), "no number"),
        (("1e30", *SUM[1:], "--rate", "7"), "no number"),
        (("750.000,00", *SUM[1:], "--rate", "7"), "comma"),
        ((*SUM, "--rate", "7", "--rate", "8"), "Two rates are given;"),
        ((*SUM, "--rate", "2004-01-01=7", "--rate", "2004-01-01=8"), "for Thu 1 Jan 2004"),
        ((*SUM, "--rate", "2005-01-01=7"), "its table begins on Sat 1 Jan 2005"),
        ((*SUM, "--rate", "2004-13-01=7"), "2004-13-01"),
        ((*SUM, "--rate", "7", "--basis", "lunar"), "no basis"),
        ((*SUM, "--rate", "7", "--currency", "ABC"), "no currency"),
        (("1", "--from", "2004-04-30", "--to", "2004-03-21", "--rate", "7"), "before"),
        (("1", "--from", "2004-02-30", "--to", "2004-03-21", "--rate", "7"), "2004-02-30"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says) as caught:
        run(*words)
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1
