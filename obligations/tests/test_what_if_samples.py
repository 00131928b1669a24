"""Worked scenarios on the three agreements of the demonstration, as tables to read and extend."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from obligations.actions.scenarios import OnPaper, add_step, make_scenario
from obligations.clock import business_now
from obligations.models import KeyDate
from obligations.queries.scenarios import effect_of
from obligations.tests.conftest import enter, set_day

SAMPLES = Path(settings.BASE_DIR) / "samples"


@pytest.fixture
def samples(unwalled, db, owner, system):
    """The three agreements on 4 September 2001, without the story of what was done."""
    set_day(date(2001, 9, 4))
    return {
        found.reference: found
        for found in (enter(file, [owner], system) for file in sorted(SAMPLES.glob("*.yaml")))
    }


# What is put on paper, and every date that moves by it: (reference or [defined date], today, then)
CLOSING_SLIPS = """
[Filing Date]         2000-05-28  2000-06-11
[Effectiveness Date]  2000-08-26  2000-09-09
2(a)-filing           2000-05-28  2000-06-11
2(a)-effective        2000-08-25  2000-09-08
3(a)-filing           2000-05-28  2000-06-11
6(b)-free             2000-10-21  2000-11-04
"""
SIGNED_EARLIER = """
II.2-form             2001-09-12  2001-08-16
V.1                   2001-08-28  2001-08-01
VI.2-proposal         2001-09-12  2001-08-16
XI.2                  2001-08-29  2001-08-02
"""
# Of the underwriting many dates move; these are counted from it or before it.
FIRST_CLOSING_SLIPS = """
2(a)-deliver          1999-07-28  1999-08-02
2(c)-certificates     1999-07-27  1999-07-30
2(c)-instructions     1999-07-26  1999-07-29
3(c)                  1999-08-04  1999-08-09
3(c)                  1999-11-28  1999-12-02
3(c)                  2000-02-28  2000-03-02
3(p)                  2000-01-24  2000-01-29
11(a)-agreement       1999-07-27  1999-08-01
"""
Moved = set[tuple[str, str, str]]


def table(text: str) -> Moved:
    return {
        (ref, old, new) for ref, old, new in map(str.split, map(_joined, text.split("\n")[1:-1]))
    }


def _joined(line: str) -> str:
    """A line whose reference in brackets is one word."""
    head, bracket, rest = line.partition("]")
    return head.replace(" ", "_") + bracket + rest if bracket else line


def moves(samples, owner, *steps) -> Moved:
    """What each date of these agreements would be: steps are agreement, key date, day."""
    scenario = make_scenario(name="On paper", by=owner)
    for reference, name, day in steps:
        key_date = KeyDate.objects.get(agreement=samples[reference], name=name)
        step = OnPaper(kind="happening", key_date=key_date, day=date.fromisoformat(day))
        add_step(scenario=scenario, step=step, by=owner)
    effect = effect_of(scenario, owner, business_now())
    assert not effect.failed
    return {
        (line.key.split(":")[1].replace(" ", "_"), str(line.old), str(line.new))
        for line in effect.moved
    }


def test_the_closing_of_the_registration_agreement_slips_by_two_weeks(samples, owner):
    assert moves(samples, owner, ("RRA-2000", "Closing Date", "2000-05-12")) == table(CLOSING_SLIPS)


def test_the_licence_takes_effect_earlier(samples, owner):
    assert moves(samples, owner, ("LIC-2001", "Effective Date", "2001-08-01")) == table(
        SIGNED_EARLIER
    )


def test_the_first_closing_of_the_underwriting_slips_over_a_weekend(samples, owner):
    found = moves(samples, owner, ("UA-1999", "First Closing Date", "1999-08-02"))
    assert table(FIRST_CLOSING_SLIPS) <= found


def test_two_agreements_move_together_as_each_alone(samples, owner):
    found = moves(
        samples,
        owner,
        ("RRA-2000", "Closing Date", "2000-05-12"),
        ("LIC-2001", "Effective Date", "2001-08-01"),
    )
    assert found == table(CLOSING_SLIPS) | table(SIGNED_EARLIER)
