"""What the command line and case files may write as facts and options, and what they may not."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from obligations.engine.choices import FORKS, Choices
from obligations.engine.clock import read_time
from obligations.engine.errors import EngineError
from obligations.engine.inputs import (
    Given,
    conventions_from,
    fact_from,
    facts_from,
    facts_from_events,
    read_event,
    year_end_from,
)
from obligations.engine.periods import YearEnd
from obligations.engine.values import Dates, Defined, Events, Moment, Span, Spans

DAY, LATER = date(2000, 4, 28), date(2000, 6, 1)


@pytest.mark.parametrize(
    ("value", "kind", "fact"),
    [
        ("2000-04-28", "event", Events((Moment(DAY),))),
        (None, "unknown", Events()),
        ([], "unknown", Events()),
        ("never", "event", Events(never=True)),
        (
            ["2000-06-01", "2000-04-28"],
            "repeating event",
            Events((Moment(DAY), Moment(LATER)), repeating=True),
        ),
        ([["2000-04-28", "2000-06-01"]], "span", Spans((Span(DAY, LATER, lineage="1"),))),
        ([["2000-04-28", None], ["2000-06-01"]], "span", None),
    ],
)
def test_a_value_of_a_case_file_is_a_fact(value, kind, fact):
    kinds, facts = facts_from({"X": value})
    assert kinds == {"X": kind}
    if fact is None:
        fact = Spans((Span(DAY, lineage="1"), Span(LATER, lineage="2")))
    assert facts == {"X": fact}


def test_values_that_are_no_dates_are_left_out():
    assert facts_from({"principal": 750_000, "rate": 7.5, "yes": True, "more": {}}) == ({}, {})


def test_an_instant_keeps_its_offset_and_its_own_date():
    fact = fact_from("X", "1999-10-30T23:30:00-04:00")
    there = timezone(timedelta(hours=-4))
    at = datetime(1999, 10, 30, 23, 30, tzinfo=there)
    assert fact == Events((Moment(date(1999, 10, 30), at),))


def test_happenings_of_one_day_are_ordered_by_their_hour():
    fact = fact_from("X", ["1999-10-30T11:00:00+00:00", "1999-10-30T10:00:00+00:00"])
    assert [moment.at.hour for moment in fact.moments] == [10, 11]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("28 April 2000", "write it as 2000-04-28"),
        ("2000-02-30", "There is no day 2000-02-30"),
        ("2000-04-28T25:00:00-04:00", "is no date or instant"),
        ("2000-04-28T10:00:00", "has no offset; write it as"),
        ([[]], "“None” for X is no date"),
        ([["2000-04-28", "2000-04-01"]], "ends on 2000-04-01, before it begins on 2000-04-28"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(value, says):
    with pytest.raises(EngineError, match=says):
        fact_from("X", value)


# Events of the command line


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("X=2000-04-28", Given("X", "=", "2000-04-28")),
        (" [Closing  Date] = never ", Given("Closing Date", "=", "never")),
        ("Filing Date:=30 days after [X]", Given("Filing Date", ":=", "30 days after [X]")),
        ("X=", Given("X", "=", "")),
    ],
)
def test_an_event_is_split(text, given):
    assert read_event(text) == given


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2000-04-28", "is no event; write NAME=2000-04-28"),
        ("=2000-04-28", "is no event"),
        ("[ ]=2000-04-28", "is no event"),
        ("X [Y]=2000-04-28", "has no square brackets; “X \\[Y” has"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(text, says):
    with pytest.raises(EngineError, match=says):
        read_event(text)


@pytest.mark.parametrize(
    ("text", "kind", "fact"),
    [
        ("X=", "unknown", Events()),
        ("X=2000-04-28", "event", Events((Moment(DAY),))),
        ("X=never", "event", Events(never=True)),
        ("X=2000-04-28..2000-06-01", "span", Spans((Span(DAY, LATER, lineage="1"),))),
        (
            "X=2000-04-28..; 2000-06-01..2000-06-01",
            "span",
            Spans((Span(DAY, None, lineage="1"), Span(LATER, LATER, lineage="2"))),
        ),
        ("X=2000-06-01;2000-04-28", "set", Dates((DAY, LATER))),
        (
            "X=2000-06-01T10:00:00+00:00;2000-04-28",
            "repeating event",
            Events(
                (Moment(DAY), Moment(LATER, datetime(2000, 6, 1, 10, tzinfo=UTC))), repeating=True
            ),
        ),
    ],
)
def test_an_event_is_a_fact(text, kind, fact):
    assert facts_from_events([text]) == ({"X": kind}, {"X": fact})


def test_defined_dates_may_speak_of_one_another_in_any_order():
    kinds, facts = facts_from_events(["B:=1 day after [A]", "A:=1 day after [X]", "X=2000-04-28"])
    assert kinds == {"A": "defined", "B": "defined", "X": "event"}
    assert isinstance(facts["B"], Defined)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["X=2000-04-28", "x=2000-06-01"], "is given twice; several dates go into one option"),
        (["A:=1 day after [B]", "B:=1 day after [A]"], "in a circle"),
        (["A:=1 day after [C]"], "There is no key date “C”"),
    ],
)
def test_events_that_do_not_go_together_are_refused(texts, says):
    with pytest.raises(EngineError, match=says):
        facts_from_events(texts)


# Options


def test_options_are_conventions():
    found = conventions_from(
        {
            "calendar": "us-fed",
            "roll": "modified_following",
            "month_end": "up",
            "fiscal_year_end": "6-30",
            "zone": "Eastern Standard Time",
            "law": "New York",
        }
    )
    assert (found.calendar, found.roll, found.month_end) == ("us-fed", "modified following", "up")
    assert (found.year_end, found.zone, found.law) == (
        YearEnd(6, 30),
        "America/New_York",
        "New York",
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"calendar": "us-fud"}, "us-fed"),
        ({"roll": "sideways"}, "There is no roll “sideways”; the rolls are none, following"),
        ({"month_end": "middle"}, "it is down or up"),
        ({"fiscal_year_end": "13-01"}, "write it as 12-31"),
        ({"fiscal_year_end": "June"}, "write it as 12-31"),
        ({"zone": "Mars"}, "There is no time zone “Mars”"),
        ({"zone": "Mars/Phobos"}, "There is no time zone “Mars/Phobos”"),
    ],
)
def test_an_option_that_there_is_not_is_refused(options, says):
    with pytest.raises(EngineError, match=says):
        conventions_from(options)


@pytest.mark.parametrize(
    ("written", "place"),
    [("Japan", "Japan"), ("europe/london", "Europe/London"), ("EST", "America/New_York")],
)
def test_a_zone_may_be_written_in_several_ways(written, place):
    assert conventions_from({"zone": written}).zone == place


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("teatime", "“teatime” is no time of day; write it as 16:30."),
        ("midnight", "belongs to two days"),
        ("24:00", "There is no time 24:00"),
        ("13 pm", "There is no time 13 pm"),
        ("0:30 am", "There is no time 0:30 am"),
        ("12:60", "There is no time 12:60"),
    ],
)
def test_a_time_of_day_that_there_is_not_is_refused(written, says):
    with pytest.raises(EngineError, match=says):
        read_time(written)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("noon", 12), ("12 am", 0), ("12 pm", 12), ("1 pm", 13), ("11:00 P.M.", 23), ("00:00", 0)],
)
def test_a_time_of_day_is_read(written, hour):
    assert read_time(written) == time(hour)


def test_no_fiscal_year_is_no_fiscal_year():
    assert year_end_from("") is None


# Choices


def test_choices_are_kept_as_data():
    data = {"full": "clear", "month_end": "up", "calendars": {"us-fed": "weekdays"}}
    choices = Choices.from_data(data)
    assert choices.as_data() == data
    assert Choices.from_data(None).as_data() == {}
    assert choices.meaning() == (
        "a day that does not exist becomes the first of the next month; “full” days leave both"
        " end days out; us-fed counted as weekdays"
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("clear", "Choices are an object"),
        ({"fork": "left"}, "There is no choice “fork”; the choices are month_end,"),
        ({"full": "half"}, "“half” is no side of full; the sides are counted, clear."),
        ({"full": []}, "is no side of full"),
        ({"calendars": ["us-fed"]}, "exchanges one calendar id for another"),
        ({"calendars": {"us-fed": 3}}, "exchanges one calendar id for another"),
    ],
)
def test_choices_that_there_are_not_are_refused(data, says):
    with pytest.raises(EngineError, match=says):
        Choices.from_data(data)


def test_an_occurrences_choices_go_before_an_agreements():
    agreed = Choices(full="clear", of="after", calendars=(("us-fed", "weekdays"),))
    own = Choices(full="counted", calendars=(("england", "weekdays"),))
    over = own.over(agreed)
    assert (over.full, over.of) == ("counted", "after")
    assert dict(over.calendars) == {"us-fed": "weekdays", "england": "weekdays"}


def test_whether_choices_decide_a_fork_already():
    choices = Choices(full="clear", calendars=(("us-fed", "weekdays"),))
    assert choices.decides(Choices(full="counted"))
    assert choices.decides(Choices(calendars=(("us-fed", "us-fed"),)))
    assert not choices.decides(Choices(of="after"))
    assert not choices.decides(Choices(full="clear", of="after"))
    assert not choices.decides(Choices(calendars=(("england", "weekdays"),)))


def test_each_fork_has_a_field_and_two_sides_at_least():
    for fork, sides in FORKS.items():
        assert len(sides) >= 2
        assert all(Choices.from_data({fork: side}).meaning() == sides[side] for side in sides)
