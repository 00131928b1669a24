"""Whatever goes in, dates or a sentence come out: no other error, and never half an answer."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine import explain, present
from obligations.engine.cases import check_case, read_cases
from obligations.engine.check import check_rule
from obligations.engine.choices import FORKS, Choices
from obligations.engine.errors import CannotCompute, EngineError, RuleError
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, facts_from, facts_from_events
from obligations.engine.kinds import KEPT, OBLIGATION_KINDS, PROHIBITIONS
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.printer import text_of
from obligations.engine.status import PHASES, STATUSES, phase_of, status_of, turning_points
from obligations.engine.values import Events, Moment, Outcome, Result, World

from .drawing import drawn
from .whole_rules import NAMES, receipts, rules, worlds

pytestmark = pytest.mark.drawn

kinds = st.sampled_from(["", *OBLIGATION_KINDS])


# Evaluation


@drawn(400)
@given(rules() | receipts(), worlds, kinds)
def test_a_legal_rule_gives_a_whole_result_or_a_documented_refusal(rule, world, kind):
    try:
        check_rule(rule, NAMES, world.conventions, receipt=text_of(rule).startswith("deemed"))
        result = evaluate(rule, world, kind=kind)
    except (RuleError, CannotCompute) as error:
        assert str(error).strip()
        return
    for outcome in result.outcomes:
        check_outcome(outcome, kind)
    check_shown(rule, result)
    assert dates_of(evaluate(rule, world, kind=kind, explain=False)) == dates_of(result)


def check_outcome(outcome: Outcome, kind: str) -> None:
    """The literal date first among the readings, and the safe one the earliest or latest."""
    literal = outcome.due or outcome.end or outcome.start
    if outcome.state in ("pending", "void"):
        assert literal is None and not outcome.readings
        assert outcome.state == "void" or outcome.awaiting or outcome.cautions
    if not outcome.readings:
        assert outcome.act_by is None
        return
    first = outcome.readings[0]
    assert (first.day, first.first, first.set_aside) == (literal, False, False)
    assert len({(r.day, r.at and r.at.timestamp(), r.first) for r in outcome.readings}) == len(
        outcome.readings
    )
    days = [r.day for r in outcome.readings if not r.first]
    late = kind in PROHIBITIONS or (outcome.due is None and kind in KEPT)
    open_ended = outcome.due is None and outcome.end is None
    assert outcome.act_by == (None if open_ended else max(days) if late else min(days))
    assert all(reading.basis for reading in outcome.readings)


def check_shown(rule: Any, result: Result) -> None:
    """Data is JSON, text is text, each number of a step follows the last."""
    data = present.as_data(result)
    assert json.loads(json.dumps(data))["state"] == result.state
    lines = explain.as_lines(restate(rule), result)
    assert all(isinstance(line, str) and line.strip() for line in lines)
    steps = [step for outcome in result.outcomes for step in outcome.steps]
    parts = explain.as_parts(steps)
    numbers = [step["number"] for part in parts for step in part["steps"]]
    assert numbers == list(range(1, len(steps) + 1))


def dates_of(result: Result) -> list[tuple[Any, ...]]:
    return [
        (o.state, o.key, o.due, o.start, o.end, o.at, o.grace_until, o.act_by, o.readings)
        for o in result.outcomes
    ]


@drawn(100)
@given(
    rules(),
    st.sampled_from([date.min, date.min + timedelta(40), date(9999, 11, 1), date.max]),
    worlds,
    kinds,
)
def test_the_ends_of_the_calendar_are_refused_in_a_sentence(rule, day, world, kind):
    facts = {**world.facts, **{name: Events((Moment(day),)) for name in ("Closing Date", "Notice")}}
    try:
        check_rule(rule, NAMES, world.conventions)
        found = evaluate(rule, World(facts, world.conventions, date.max), kind=kind)
    except EngineError as error:
        assert str(error).strip()
    else:
        for outcome in found.outcomes:
            check_outcome(outcome, kind)
            turning_points(outcome, "America/New_York")


# Texts

texts = st.text(max_size=80) | st.text(
    alphabet=" ()[],+-:.0123456789aefhnorstyX\u2212\u2013\u00a0\u0660²"
)


def check_text(text: str) -> None:
    try:
        rule = parse(text, NAMES)
    except RuleError as error:
        assert str(error).strip() and 0 <= error.start <= error.end <= max(len(text), 1)
        assert "\n" not in error.in_one_line()
        error.pointer()
    else:
        assert parse(text_of(rule), NAMES) == rule


@drawn(600)
@given(texts)
def test_any_text_is_a_rule_or_is_refused_in_a_sentence(text):
    check_text(text)


edits = st.tuples(
    st.sampled_from(["cut", "double", "swap", "insert"]),
    st.integers(0, 400),
    st.integers(0, 400),
    st.text(max_size=3) | st.sampled_from(["999999999999", "(", ")", "[", "]", " and ", "٣٠", "²"]),
)


@drawn(400)
@given(rules() | receipts(), st.lists(edits, min_size=1, max_size=3))
def test_a_rule_with_slips_of_the_pen_is_read_or_refused(rule, slips):
    text = text_of(rule)
    for slip in slips:
        text = edited(text, *slip)
    check_text(text)


def edited(text: str, how: str, one: int, other: int, piece: str) -> str:
    low, high = sorted((one % (len(text) + 1), other % (len(text) + 1)))
    return {
        "cut": text[:low] + text[high:],
        "double": text[:high] + text[low:],
        "swap": text[high:] + text[low:high] + text[:low],
        "insert": text[:low] + piece + text[low:],
    }[how]


# Inputs, cases and choices from anywhere

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=12)
    | st.sampled_from(
        ["2000-02-30", "2000-05-01", "1999-10-30T10:00:00-04:00", "never", "10000-01-01"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@drawn(300)
@given(st.dictionaries(st.text(max_size=6) | st.just("X"), anything, max_size=3))
def test_facts_of_any_form_are_read_or_refused(inputs):
    try:
        facts_from(inputs)
    except EngineError as error:
        assert str(error).strip()


options = st.sampled_from(["calendar", "roll", "month_end", "fiscal_year_end", "zone", "kind"])


@drawn(300)
@given(st.dictionaries(options, anything | st.sampled_from(["us-fed+x", "13-40", "2-29"])))
def test_options_of_any_form_are_read_or_refused(given_):
    try:
        conventions_from(given_)
    except EngineError as error:
        assert str(error).strip()


VALUES = ["2000-04-28", "2000-04-28..", "..", "2000-04-28;2000-04-28", "[X] + 3 days", "never"]
events = st.builds(
    "{}{}{}".format,
    st.sampled_from(["X", "[Y]", "Z ", "", "x", "[Z"]),
    st.sampled_from(["=", ":=", ""]),
    st.sampled_from([*VALUES, "[Z] + 1 day", "", "x..y", "2000-01-01T10:00", ";T"]),
)


@drawn(300)
@given(st.lists(st.text(max_size=20) | events, max_size=3))
def test_events_of_any_form_are_read_or_refused(given_):
    try:
        facts_from_events(given_)
    except EngineError as error:
        assert str(error).strip()


@drawn(300)
@given(st.dictionaries(st.sampled_from([*FORKS, "calendars"]) | st.text(max_size=5), anything))
def test_choices_of_any_form_are_read_or_refused(data):
    try:
        choices = Choices.from_data(data)
    except EngineError as error:
        assert str(error).strip()
    else:
        assert Choices.from_data(choices.as_data()) == choices


columns = st.sampled_from(["rule", "inputs", "options", "expected", "readings", "runnable", "id"])


@drawn(300)
@given(st.dictionaries(columns, anything | st.sampled_from(["30 days after [X]", "X=2000-05-01"])))
def test_a_case_of_any_form_has_a_verdict(case):
    verdict = check_case({"rule": "30 days after [X]", **case}, date(2035, 12, 31))
    assert verdict.passed or all(miss.strip() for miss in verdict.misses)


@drawn(300)
@given(st.text(max_size=60) | anything.map(lambda data: json.dumps(data)), st.booleans())
def test_a_file_of_cases_of_any_form_is_read_or_refused(text, table):
    try:
        read_cases(text, table=table)
    except EngineError as error:
        assert str(error).strip()


# Status

instants = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28), timezones=st.just(UTC)) | (
    st.datetimes(datetime(1999, 1, 1), datetime(2003, 1, 1), timezones=st.just(UTC))
)
some_days = (
    st.none()
    | st.dates(date(1999, 1, 1), date(2002, 12, 31))
    | st.sampled_from([date.min, date.max])
)
outcomes = st.builds(
    Outcome,
    st.sampled_from(["resolved", "pending", "provisional", "void"]),
    due=some_days,
    start=some_days,
    end=some_days,
    at=st.none() | instants,
    opens=some_days,
    grace_until=some_days,
    act_by=some_days,
)
zones = st.sampled_from(["America/New_York", "Europe/London", "Pacific/Apia", "UTC"])


@drawn(400)
@given(outcomes, zones, some_days, kinds, instants, st.booleans())
def test_every_occurrence_has_a_status_at_every_instant(outcome, zone, extended, kind, now, late):
    turning = turning_points(outcome, zone, extended)
    assert phase_of(outcome) in PHASES
    for phase in PHASES:
        assert status_of(phase, kind, turning, now, done_late=late) in STATUSES


ORDER = {
    status: n
    for n, group in enumerate(
        (
            ("scheduled", "not begun"),
            ("open", "in force"),
            ("due soon",),
            ("due today",),
            ("in grace",),
            ("overdue", "ended"),
        )
    )
    for status in group
}


@drawn(200)
@given(
    st.dates(date(1999, 1, 1), date(2002, 12, 31)),
    st.integers(0, 90),
    st.integers(0, 5),
    st.integers(0, 9),
    zones,
    kinds,
)
def test_time_never_turns_a_status_back(opens, length, safe, grace, zone, kind):
    last = opens + timedelta(length)
    outcome = Outcome(
        *("resolved", "", last),
        opens=opens,
        act_by=max(opens, last - timedelta(safe)),
        grace_until=last + timedelta(grace) if grace else None,
    )
    turning = turning_points(outcome, zone)
    start = datetime(opens.year, opens.month, opens.day, tzinfo=UTC) - timedelta(45)
    found = [
        ORDER[status_of("live", kind, turning, start + timedelta(hours=7 * n))] for n in range(500)
    ]
    assert found == sorted(found)
