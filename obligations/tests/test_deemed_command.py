"""The command `deemed`: a JSON for machines, lines for people, one clear sentence when it fails."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from obligations.tests.conftest import FILES, enter


@pytest.fixture(autouse=True)
def notices(unwalled, tuesday, owner, system):
    return enter(FILES / "notices-2020.yaml", [owner], system)


def deemed(*words):
    out = StringIO()
    call_command("deemed", *words, stdout=out)
    return out.getvalue()


def as_json(*words):
    return json.loads(deemed(*words, "--json"))


def test_the_fields_of_a_computation_and_of_the_notice():
    found = as_json("NOT-2020", "fax", "2020-02-14T14:30")
    assert found["due"] == "2020-02-18" and found["state"] == "resolved"
    assert found["channel"] == "fax" and found["sent"] == "2020-02-14T14:30:00-08:00"
    assert found["section"] == "9(a)" and not found["gap"]
    assert found["rule"].startswith("deemed received next business day")
    assert [name for step in found["steps"] for _, name in step["skipped"]] == [
        "Washington's Birthday"
    ]
    assert {"at", "act_by", "readings", "cautions", "awaiting", "occurrences"} <= set(found)


def test_a_gap_has_no_date_and_both_readings():
    found = as_json("NOT-2020", "fax", "2020-02-14T14:00")
    assert found["gap"] and found["due"] is None and found["rule"] is None
    assert [r["date"] for r in found["readings"]] == ["2020-02-14", "2020-02-18"]
    lines = deemed("NOT-2020", "fax", "2020-02-14T14:00")
    assert lines.count("reading: ") == 2 and "counsel has to say" in lines


def test_an_hour_elsewhere_and_one_with_its_offset():
    assert as_json("NOT-2020", "fax", "2020-02-13T16:30", "--zone", "EST")["due"] == "2020-02-13"
    assert as_json("NOT-2020", "FAX", "2020-02-13T21:30+00:00")["due"] == "2020-02-13"


def test_actual_receipt():
    assert as_json("NOT-2020", "hand", "2020-02-13")["awaiting"] == ["receipt"]
    found = as_json("NOT-2020", "hand", "2020-02-13", "--received", "2020-02-14")
    assert found["due"] == "2020-02-14"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("NOT-2020", "pigeon", "2020-02-14"), "its channels are fax, courier, post, hand"),
        (("NO-1", "fax", "2020-02-14"), "There is no agreement NO-1"),
        (("NOT-2020", "fax", "14 Feb"), "write it as 2000-09-01T14:30"),
        (("NOT-2020", "fax", "2020-03-08T02:30"), "does not exist in America/Los_Angeles"),
        (("NOT-2020", "fax", "2020-11-01T01:30"), "comes twice in America/Los_Angeles"),
        (("NOT-2020", "fax", "2020-02-14T09:00", "--zone", "Mars"), "no time zone “Mars”"),
        (("NOT-2020", "courier", "2120-02-14"), "2035"),
        (("NOT-2020", "hand", "2020-02-13", "--received", "2020-02-01"), "before it was sent"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(words, says):
    with pytest.raises(CommandError, match=says) as refused:
        call_command("deemed", *words, "--json")
    assert "\n" not in str(refused.value) and refused.value.returncode == 1
