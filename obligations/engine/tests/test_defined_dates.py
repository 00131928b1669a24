"""Dates that rules of their own define: chains, circles, repetition, what is known of each."""

from datetime import date, datetime, timedelta, timezone

import pytest

from obligations.engine.analysis import names_in
from obligations.engine.choices import Choices
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.evaluate import evaluate
from obligations.engine.explain import as_lines, as_parts, as_text
from obligations.engine.inputs import facts_from_events
from obligations.engine.names import Names, names_of
from obligations.engine.parser import parse
from obligations.engine.periods import YearEnd
from obligations.engine.present import as_data, reading_data
from obligations.engine.values import (
    Conventions,
    Dates,
    Defined,
    Events,
    Moment,
    Span,
    Spans,
    World,
)

HORIZON = date(2005, 12, 31)


def asked(rule, *events, kind="", choices=None, **agreed):
    kinds, facts = facts_from_events(events)
    world = World(facts, Conventions(**agreed), HORIZON)
    return evaluate(parse(rule, names_of(kinds)), world, kind=kind, choices=choices)


def outcome(*asked_for, **more):
    (found,) = asked(*asked_for, **more).outcomes
    return found


# Chains


def test_a_defined_date_is_worked_out_and_so_is_what_it_rests_on():
    found = outcome(
        "10 days after [C]",
        "A=2000-05-01",
        "B:=10 days after [A]",
        "C:=10 days after [B]",
    )
    assert (found.state, found.due) == ("resolved", date(2000, 5, 31))
    assert [step.of for step in found.steps] == ["B", "B", "C", "C", "", ""]
    assert found.latest_fact == date(2000, 5, 1)


def test_a_thousand_defined_dates_in_a_row_cost_no_stack():
    chain = [f"D{n}:=1 day after [D{n - 1}]" for n in range(1, 1001)]
    assert outcome("[D1000]", "D0=2000-01-01", *chain).due == date(2002, 9, 27)


def test_what_was_worked_out_once_serves_again():
    given = ["A=2000-05-01", "B:=1 day after [A]", "C:=1 day after [B]"]
    assert outcome("later of ([B], [C])", *given).due == date(2000, 5, 3)
    assert outcome("earlier of ([C], [B])", *given).due == date(2000, 5, 2)


def test_a_circle_of_facts_is_refused():
    names = Names.open()
    facts = {name: Defined(parse(f"1 day after [{other}]", names)) for name, other in ("AB", "BA")}
    with pytest.raises(CannotCompute, match=r"in a circle: \[A\] → \[B\] → \[A\]"):
        evaluate(parse("[A]", names), World(facts))


@pytest.mark.parametrize(
    ("given", "state", "awaiting"),
    [
        ("A=", "pending", ("A",)),
        ("A=never", "void", ()),
        ("A=2000-05-01", "resolved", ()),
    ],
)
def test_a_defined_date_waits_or_fails_with_what_it_rests_on(given, state, awaiting):
    result = asked("2 days after [B]", given, "B:=1 day after [A]")
    assert (result.state, result.awaiting) == (state, awaiting)


def test_a_leg_still_open_leaves_a_defined_date_provisional():
    found = outcome("2 days after [B]", "A=2000-05-01", "L=", "B:=earlier of ([A], [L])")
    assert (found.state, found.due) == ("provisional", date(2000, 5, 3))
    assert found.awaiting == ("L",)


def test_a_defined_date_of_a_repeating_event_repeats_and_may_wait_for_more():
    rule = "2 days after [B]"
    given = ["N=2000-05-01T10:00:00+00:00;2000-06-01", "B:=1 day after [N], if [N] before [L]"]
    result = asked(rule, *given, "L=2000-05-15")
    assert [(o.key, o.state, o.due) for o in result.outcomes] == [
        ("1", "resolved", date(2000, 5, 4))
    ]
    waiting = asked(rule, *given, "L=")
    assert (waiting.state, waiting.awaiting) == ("pending", ("L",))


def test_several_of_a_defined_date_with_one_open_are_provisional():
    result = asked(
        "2 days after [B]",
        "S=2000-05-01..2000-05-03;2000-06-01..",
        "B:=1 day after last day of [S]",
    )
    assert [(o.key, o.state, o.due) for o in result.outcomes] == [
        ("1", "provisional", date(2000, 5, 6))
    ]
    assert result.awaiting == ("S",)


def test_the_forks_of_a_defined_date_are_readings_of_what_counts_from_it():
    found = outcome("10 days after [B]", "A=2000-01-31", "B:=1 month after [A]")
    assert [(r.day, r.basis) for r in found.readings] == [
        (date(2000, 3, 10), "the words as they stand"),
        (date(2000, 3, 11), "a day that does not exist becomes the first of the next month"),
    ]


def test_cautions_of_a_defined_date_are_told_and_its_calendar_named():
    found = outcome("10 days after [B]", "A=2000-01-31", "B:=3 business days (us-fed) of [A]")
    assert "“Of” gives no direction; it is read as “after”." in found.cautions
    assert found.calendars == ("us-fed",)


def test_a_defined_date_that_rests_on_no_happening_is_no_plan():
    found = outcome("10 days after [B]", "B:=10 days after 2000-05-01")
    assert (found.due, found.latest_fact) == (date(2000, 5, 21), None)


# What kind of name it is


def test_a_span_is_no_date_and_a_date_is_no_span():
    names = Names.open()
    world = World({"S": Spans((Span(HORIZON),)), "A": Events((Moment(HORIZON),))})
    with pytest.raises(RuleError, match=r"\[S\] lasts from one day to another"):
        evaluate(parse("1 day after [A] + 1 day, but not before [S]", names), world)
    with pytest.raises(RuleError, match=r"\[A\] is a date; here a span"):
        evaluate(parse("during [A]", names), world)


@pytest.mark.parametrize(
    "rule",
    [
        "10 days after first day of [S]",
        "10 days after [A], if [S] has occurred",
        "later of (last day of [S], first day of [S])",
        "during [S]",
    ],
)
def test_a_span_that_has_not_begun_is_waited_for(rule):
    world = World({"A": Events((Moment(date(2000, 5, 1)),)), "S": Spans()})
    result = evaluate(parse(rule, Names.open()), world)
    assert (result.state, result.awaiting) == ("pending", ("S",))


def test_a_bound_by_a_span_that_has_not_begun_stays_open():
    world = World({"A": Events((Moment(date(2000, 5, 1)),)), "S": Spans()})
    (found,) = evaluate(parse("[A], but not before last day of [S]", Names.open()), world).outcomes
    assert (found.state, found.due, found.awaiting) == ("provisional", date(2000, 5, 1), ("S",))


def test_a_name_without_a_fact_is_waited_for():
    rule = parse("1 day after [A], postponed 1 day for each day of [S]", Names.open())
    result = evaluate(rule, World({"A": Events((Moment(date(2000, 5, 1)),))}))
    assert result.outcomes[0].due == date(2000, 5, 2)
    assert evaluate(rule, World()).awaiting == ("A",)


def test_the_rows_of_a_table_are_plans_with_their_labels():
    names = names_of({"Expiries": "set"})
    dates = Dates((date(2009, 1, 26), date(2009, 1, 26)), ("US 1", "US 2"))
    result = evaluate(parse("1 year before each [Expiries]", names), World({"Expiries": dates}))
    assert [o.key for o in result.outcomes] == ["2009-01-26", "2009-01-26/2"]
    assert {o.latest_fact for o in result.outcomes} == {None}
    assert [o.steps[0].used for o in result.outcomes] == [("US 1",), ("US 2",)]


@pytest.mark.parametrize(
    ("first", "second", "weakest"),
    [
        ("assumed", "planned", "planned"),
        ("planned", "assumed", "planned"),
        ("assumed", "actual", "assumed"),
        ("actual", "actual", "actual"),
    ],
)
def test_a_date_is_as_certain_as_the_weakest_of_its_facts(first, second, weakest):
    facts = {
        "A": Events((Moment(date(2000, 5, 1), certainty=first),)),
        "B": Events((Moment(date(2000, 5, 9), certainty=second),)),
    }
    (found,) = evaluate(parse("later of ([A], [B])", Names.open()), World(facts)).outcomes
    assert found.certainty == weakest
    assert found.state == ("resolved" if weakest == "actual" else "provisional")
    assert sum("is not an established fact" in c for c in found.cautions) == (
        (first != "actual") + (second != "actual")
    )


def test_a_span_that_is_planned_leaves_a_date_planned():
    spans = Spans((Span(date(2000, 5, 3), date(2000, 5, 4), "planned"),))
    world = World({"A": Events((Moment(date(2000, 5, 1)),)), "D": spans})
    rule = parse("5 days after [A], postponed 1 day for each day of [D]", Names.open())
    (found,) = evaluate(rule, world).outcomes
    assert (found.due, found.certainty) == (date(2000, 5, 8), "planned")


def test_the_recorded_day_counts_and_another_day_there_is_told():
    at = datetime(2000, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-7)))
    world = World({"A": Events((Moment(at.date(), at),))}, Conventions(zone="Europe/London"))
    (found,) = evaluate(parse("2 days after [A]", Names.open()), world).outcomes
    assert found.due == date(2000, 5, 3)
    assert "in Europe/London it was Tue 2 May 2000 at that moment." in found.cautions[0]


# What the conventions cannot carry


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("5 business days after [A]", "no calendar is named; write one in brackets"),
        ("5 business days (mars) after [A]", "mars"),
        ("end of fiscal quarter after [A]", "the end of the fiscal year is not given"),
    ],
)
def test_a_rule_that_was_not_checked_is_refused_when_it_is_worked_out(rule, says):
    calendars = frozenset({"us-fed", "mars"})
    world = World({"A": Events((Moment(date(2000, 5, 1)),))})
    with pytest.raises(RuleError, match=says):
        evaluate(parse(rule, Names.open(), calendars), world)


@pytest.mark.parametrize(
    ("rule", "day", "says"),
    [
        ("1 day after [A]", date.max, "1 days from 9999-12-31 is outside the calendar"),
        ("1 month after [A]", date.max, "1 months from 9999-12-31 is outside the calendar"),
        ("1 month before [A]", date.min, "-1 months from 0001-01-01 is outside the calendar"),
        ("1 hour after [A], at 23:30 UTC", date.max, "date value out of range"),
        (
            "5 business days (us-fed) after [A]",
            date(1900, 1, 1),
            "Mon 1 Jan 1900 lies outside the range",
        ),
        ("daily from [A]", date(1850, 1, 1), "more than 50000 dates up to 2005-12-31"),
    ],
)
def test_a_date_beyond_what_is_known_is_refused(rule, day, says):
    world = World({"A": Events((Moment(day),))}, horizon=HORIZON)
    with pytest.raises(CannotCompute, match=says):
        evaluate(parse(rule, Names.open()), world)


def test_anniversaries_end_with_the_calendar():
    world = World({"A": Events((Moment(date(9990, 5, 1)),))}, horizon=date.max)
    result = evaluate(parse("each anniversary of [A]", Names.open()), world)
    assert [o.due.year for o in result.outcomes] == list(range(9991, 10_000))


def test_a_series_that_begins_beyond_its_calendar_is_refused():
    rule = parse("first business day (us-fed) of each calendar year, from [A]", Names.open())
    world = World({"A": Events((Moment(date(2040, 1, 1)),))}, horizon=date(2045, 1, 1))
    with pytest.raises(CannotCompute, match="lies outside the range"):
        evaluate(rule, world)


def test_one_refused_date_of_several_stays_open():
    days = (Moment(date(1850, 1, 1), lineage="a"), Moment(date(2000, 5, 1), lineage="b"))
    world = World({"N": Events(days, repeating=True)})
    result = evaluate(parse("5 business days (us-fed) after [N]", Names.open()), world)
    assert [(o.key, o.state) for o in result.outcomes] == [("a", "pending"), ("b", "resolved")]
    assert result.state == "pending"
    assert "lies outside" in result.outcomes[0].cautions[0]


def test_a_fiscal_year_of_the_agreement():
    found = outcome("end of fiscal year after [A]", "A=2000-05-01", year_end=YearEnd(6, 30))
    assert found.due == date(2000, 6, 30)


# Counsel's choices


@pytest.mark.parametrize(
    ("choice", "due"),
    [
        ({"closed_day": "next"}, date(2000, 5, 30)),
        ({"closed_day": "previous"}, date(2000, 5, 26)),
        ({"closed_day": "as stated"}, date(2000, 5, 28)),
        ({}, date(2000, 5, 28)),
    ],
)
def test_a_closed_day_that_counsel_has_decided_about(choice, due):
    choices = Choices.from_data(choice)
    found = outcome("[A]", "A=2000-05-28", choices=choices, calendar="us-fed")
    assert found.due == due


def test_an_open_day_needs_no_choice_and_a_prohibition_takes_none():
    choices = Choices(closed_day="next")
    assert outcome("[A]", "A=2000-05-26", choices=choices).due == date(2000, 5, 26)
    kept = outcome("through [A]", "A=2000-05-28", choices=choices, kind="lock-up")
    assert kept.end == date(2000, 5, 28)
    lapses = outcome("through [A]", "A=2000-05-28", choices=choices, kind="option")
    assert lapses.end == date(2000, 5, 29)


def test_a_calendar_that_counsel_has_chosen_and_the_one_given_up():
    choices = Choices(calendars=(("us-fed", "weekdays"),))
    found = outcome("5 business days after [A]", "A=2000-05-25", choices=choices, calendar="us-fed")
    assert found.due == date(2000, 6, 1)
    assert (date(2000, 6, 2), "business days by the calendar us-fed") in [
        (r.day, r.basis) for r in found.readings
    ]


@pytest.mark.parametrize(
    ("side", "last"), [("strict", date(2000, 5, 30)), ("inclusive", date(2000, 5, 31))]
)
def test_a_day_before_which_something_is_due(side, last):
    choices = Choices(prior_to=side)
    assert outcome("before [A]", "A=2000-05-31", choices=choices).due == last


def test_a_variant_that_was_chosen_is_no_reading_of_its_own():
    choices = Choices(calendars=(("us-fed", "us-federal-offices"),))
    found = outcome("5 business days after [A]", "A=1999-12-20", choices=choices, calendar="us-fed")
    assert [(r.day, r.set_aside) for r in found.readings] == [
        (date(1999, 12, 28), False),
        (date(1999, 12, 27), True),
    ]


def test_an_undefined_business_day_shows_the_weekdays():
    found = outcome(
        "5 business days after [A]",
        "A=2000-05-25",
        calendar="us-fed",
        business_day_defined=False,
    )
    assert found.due == date(2000, 6, 2)
    assert date(2000, 6, 1) in [reading.day for reading in found.readings]
    assert any("is not defined in the agreement" in caution for caution in found.cautions)


def test_a_reading_that_cannot_be_worked_out_is_left_out():
    """The other sense of “Standard Time” falls into the hour that the clocks skip."""
    found = outcome("[A], by 02:30 Eastern Standard Time", "A=2000-04-02")
    assert found.at is not None
    assert all("prevailing" not in reading.basis for reading in found.readings)


def test_an_open_day_without_the_hour_has_no_instant():
    """In Iran the clocks went from 00:00 to 01:00 on Monday 22 March 2010."""
    found = outcome("[A], by 00:30 Asia/Tehran", "A=2010-03-21")
    monday = next(r for r in found.readings if r.day == date(2010, 3, 22))
    assert monday.at is None
    friday = next(r for r in found.readings if r.day == date(2010, 3, 19))
    assert (friday.at.hour, friday.at.minute) == (0, 30)


# Explanations

RESULT = asked(
    "5 business days after [B], by 16:30 EST, with 2 days grace",
    "A=2000-04-24",
    "B:=1 month after [A]",
    calendar="us-fed",
)


def test_an_explanation_as_numbered_lines():
    (found,) = RESULT.outcomes
    lines = as_text(found.steps)
    assert lines[0] == "[B]:"
    assert lines[1].startswith("  1. [A] → Mon 24 Apr 2000")
    assert lines[2].startswith("  2. 1 month after Mon 24 Apr 2000 → Wed 24 May 2000. A month")
    assert lines[3] == "3. [B] → Wed 24 May 2000 [worked out above]"
    assert lines[4].startswith(
        "4. 5 business days after Wed 24 May 2000, which is not counted itself → Thu 1 Jun 2000"
        " (left out: Mon 29 May 2000 Memorial Day) [calendar us-fed "
    )
    assert lines[5].startswith("5. 16:30 EST on Thu 1 Jun 2000 → 16:30 UTC-05:00 on Thu 1 Jun")


def test_an_explanation_as_groups_for_a_page():
    groups = as_parts(RESULT.outcomes[0].steps)
    assert [(group["name"], [step["number"] for step in group["steps"]]) for group in groups][
        :2
    ] == [
        ("B", [1, 2]),
        ("", [3, 4, 5] + [step["number"] for step in groups[1]["steps"]][3:]),
    ]
    count = groups[1]["steps"][1]
    assert count["operation"] == "count"
    assert count["skipped"] == [{"day": "Mon 29 May 2000", "name": "Memorial Day"}]
    assert count["result"] == "Thu 1 Jun 2000"
    assert count["sources"][0].startswith("calendar us-fed ")


def test_a_result_for_a_terminal():
    lines = as_lines("What it says.", RESULT)
    assert lines[:5] == [
        "What it says.",
        "state: resolved",
        "due: Thu 1 Jun 2000",
        "grace until: Sat 3 Jun 2000",
        "act by: Thu 1 Jun 2000",
    ]
    assert lines[5] == "at: 16:30 UTC-05:00 on Thu 1 Jun 2000"
    assert lines[6].startswith(
        "reading: 16:30 UTC-04:00 on Thu 1 Jun 2000: “Standard Time” read as"
    )
    assert lines[-1].startswith("caution: “EST” on Thu 1 Jun 2000 is not the time on the clocks")


def test_several_occurrences_for_a_terminal():
    result = asked("monthly from [A], 2 times", "A=2000-05-01")
    lines = as_lines("Monthly.", result)
    assert [line for line in lines if not line.startswith("    ")][:5] == [
        "Monthly.",
        "state: resolved",
        "1:",
        "  due: Thu 1 Jun 2000",
        "  act by: Thu 1 Jun 2000",
    ]
    waiting = as_lines("Monthly.", asked("5 days after each [N]", "N="))
    assert waiting[1] == "state: pending" and "awaiting: N" in " ".join(waiting)


def test_a_reading_that_is_set_aside_says_so():
    found = asked("10 full days after [A]", "A=2000-05-02", choices=Choices(full="clear"))
    line = next(line for line in as_lines("Full.", found) if "set aside" in line)
    assert line == "reading: Fri 12 May 2000: “full” days are counted as days (set aside)"


def test_a_result_as_data():
    data = as_data(RESULT)
    assert (data["state"], data["due"], data["at"]) == (
        "resolved",
        "2000-06-01",
        "2000-06-01T16:30:00-05:00",
    )
    assert (data["act_by"], data["grace_until"], data["occurrences"]) == (
        "2000-06-01",
        "2000-06-03",
        [],
    )
    assert data["readings"][0]["date"] == "2000-06-01"
    assert data["steps"][0]["of"] == "B"


def test_several_occurrences_as_data():
    data = as_data(asked("from [N] for 1 month", "N=2000-05-01T10:00:00+00:00;2000-06-01"))
    assert data["due"] is None
    assert [(o["key"], o["start"], o["end"]) for o in data["occurrences"]] == [
        ("1", "2000-05-01", "2000-06-01"),
        ("2", "2000-06-01", "2000-07-01"),
    ]


def test_occurrences_without_an_end_as_data():
    data = as_data(asked("not earlier than each [N]", "N=2000-05-01;2000-06-01"))
    assert [(o["start"], "end" in o) for o in data["occurrences"]] == [
        ("2000-05-01", False),
        ("2000-06-01", False),
    ]


def test_a_reading_as_it_is_stored():
    first, other = outcome("10 full days after [A]", "A=2000-05-02").readings
    assert reading_data(first) == {
        "date": "2000-05-12",
        "at": None,
        "basis": "the words as they stand",
        "of": "last day",
        "choice": {"full": "counted"},
        "set_aside": False,
    }
    assert (reading_data(other)["date"], reading_data(other)["choice"]) == (
        "2000-05-13",
        {"full": "clear"},
    )


def test_the_names_of_a_rule_come_once_each_in_order():
    rule = parse("later of ([B], [A]), if [A] has occurred, except during [S]", Names.open())
    assert names_in(rule) == ("B", "A", "S")
