"""From which day a duty stands open, and what its status is before and after."""

from datetime import UTC, date, datetime

import pytest

from obligations.engine.agreement import Case, Duty, compute
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, facts_from_events
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.status import status_of, turning_points
from obligations.engine.values import Events, Moment, Span, Spans, World

CLOSING = "Closing=2000-04-28"
FILING = "Filing:=30th day following [Closing]"


def outcomes(rule, *events, horizon="2003-12-31", **options):
    kinds, facts = facts_from_events(events)
    world = World(facts, conventions_from(options), date.fromisoformat(horizon))
    return evaluate(parse(rule, names_of(kinds)), world).outcomes


@pytest.mark.parametrize(
    ("rule", "opens"),
    [
        ("30 days after [Closing]", ["2000-04-28"]),
        ("not later than 30 days after [Closing]", ["2000-04-28"]),
        # The Filing Date is counted from the closing, and so is what is due on it or before it.
        ("on or prior to [Filing]", ["2000-04-28"]),
        ("on [Filing]", ["2000-04-28"]),
        ("before [Filing]", ["2000-04-28"]),
        ("10 days after [Filing]", ["2000-05-28"]),
        ("later of (5 days after [Closing], [Filing])", ["2000-04-28"]),
        # Nothing but the last day is known.
        ("on [Closing]", [None]),
        ("by 1 July 2000", [None]),
        ("0 days after [Closing]", [None]),
        ("at least 10 days before [Closing]", [None]),
        ("end of calendar quarter after [Closing]", ["2000-04-28"]),
        ("end of calendar month containing 2000-04-30", [None]),
        # Windows and periods open with their first day.
        ("within 10 days before [Closing]", ["2000-04-18"]),
        ("not earlier than [Closing] and by [Filing]", ["2000-04-28"]),
        ("from [Closing] until [Filing]", ["2000-04-28"]),
        ("until [Filing]", ["2000-04-28"]),
        ("promptly after [Closing]", ["2000-04-28"]),
        # Each of a series where the one before ends.
        ("monthly from [Closing], 3 times", ["2000-04-28", "2000-05-28", "2000-06-28"]),
        ("monthly from [Closing], from 2000-06-15, 2 times", ["2000-05-28", "2000-06-28"]),
        ("each anniversary of [Closing], 2 times", ["2000-04-28", "2001-04-28"]),
        (
            "end of each calendar quarter, from [Closing], 3 times",
            ["2000-04-28", "2000-06-30", "2000-09-30"],
        ),
        (
            "within 30 days after end of each calendar quarter, from [Closing], 2 times",
            ["2000-06-30", "2000-09-30"],
        ),
        ("on each of (2000-05-01, [Filing])", [None, "2000-04-28"]),
        ("on each [Expiries]", [None, "2001-03-01"]),
    ],
)
def test_from_which_day_it_stands_open(rule, opens):
    found = outcomes(rule, CLOSING, FILING, "Expiries=2001-03-01;2002-03-01")
    assert [str(o.opens) if o.opens else None for o in found] == opens


@pytest.mark.parametrize(
    ("rule", "day", "status"),
    [
        ("on or prior to [Filing]", date(2000, 4, 20), "scheduled"),
        ("100 days after [Closing]", date(2000, 4, 28), "open"),
        ("by 1 July 2001", date(1999, 1, 1), "open"),
        ("at least 10 days before [Closing]", date(1999, 1, 1), "open"),
        ("until [Closing]", date(1999, 1, 1), "open"),
        ("from [Closing] until [Filing]", date(1999, 1, 1), "scheduled"),
    ],
)
def test_what_has_no_first_day_is_open(rule, day, status):
    turning = turning_points(outcomes(rule, CLOSING, FILING)[0], "UTC")
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    assert status_of("live", "", turning, now) == status


# Keys


def keys(rule, facts):
    kinds = {
        name: "span" if isinstance(fact, Spans) else "repeating event"
        for name, fact in facts.items()
    }
    duty = Duty("D", rule=parse(rule, names_of(kinds)))
    found = compute(Case(World(facts, horizon=date(2003, 12, 31)), (duty,)))
    return [(o.key, o.outcome.due or o.outcome.end) for o in found]


FIRST, SECOND = Moment(date(2000, 5, 1), lineage="7"), Moment(date(2000, 4, 1), lineage="9")


def test_keys_stay_when_a_repeating_event_happens_again():
    for moments in ((FIRST,), (SECOND, FIRST)):
        found = keys("10 days after [N]", {"N": Events(moments, repeating=True)})
        assert ("7", date(2000, 5, 11)) in found and len(found) == len(moments)
    assert keys("10 days after [N]", {"N": Events((), repeating=True)}) == [("next", None)]


def test_keys_stay_when_a_span_comes_again():
    one = Span(date(2000, 6, 1), date(2000, 6, 10), lineage="3")
    for spans in ((one,), (Span(date(2000, 5, 1), date(2000, 5, 2), lineage="4"), one)):
        found = keys("5 days after last day of [S]", {"S": Spans(spans)})
        assert ("3", date(2000, 6, 15)) in found and len(found) == len(spans)
    assert keys("5 days after last day of [S]", {"S": Spans()}) == [("next", None)]


def test_two_happenings_of_what_happens_once_make_no_series():
    assert keys("10 days after [N]", {"N": Events((SECOND, FIRST))}) == [("", date(2000, 4, 11))]


@pytest.mark.parametrize(
    ("cures", "ends"),
    [
        ((date(2000, 4, 1),), [None]),
        ((date(2000, 4, 1), date(2000, 5, 20)), [date(2000, 5, 20)]),
        ((date(2000, 5, 1),), [date(2000, 5, 1)]),
    ],
)
def test_the_others_take_their_first_happening_on_or_after_the_driver(cures, ends):
    facts = {
        "Breach": Events((FIRST,), repeating=True),
        "Cure": Events(tuple(Moment(day, lineage=str(day)) for day in cures), repeating=True),
    }
    assert [end for _, end in keys("from [Breach] until [Cure]", facts)] == ends
