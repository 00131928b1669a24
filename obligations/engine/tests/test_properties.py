"""What holds of dates whatever the facts: drawn by hypothesis, compared with plain loops."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from obligations.engine import syntax as s
from obligations.engine.arithmetic import add_months, month_length
from obligations.engine.calendars import calendar
from obligations.engine.errors import EngineError
from obligations.engine.evaluate import evaluate
from obligations.engine.values import Conventions, Events, Moment, World

from .asking import ask, dates, due, only
from .drawing import drawn
from .whole_rules import CALENDARS, CONVENTIONS, calendar_days, counting

pytestmark = pytest.mark.drawn

ONE_DAY = timedelta(1)
days = st.dates(date(1997, 1, 1), date(2033, 12, 31))
ids = st.sampled_from(CALENDARS)
stretches = st.lists(st.tuples(st.integers(-12, 40), st.integers(0, 25)), min_size=1, max_size=4)


def spans_near(day: date, found: list[tuple[int, int]]) -> list[list[date]]:
    """Spans that begin so many days after a day and last so many days more."""
    return [[day + timedelta(n), day + timedelta(n + more)] for n, more in found]


def days_of(spans: list[list[date]]) -> set[date]:
    """The days of spans, first and last included, each once."""
    return {first + timedelta(n) for first, last in spans for n in range((last - first).days + 1)}


# Monotonic


@drawn(200)
@given(
    counting,
    st.sampled_from(["after", "before", "beginning with"]),
    st.lists(st.sampled_from(["roll", "floor", "ceiling", "sticky", "up"]), max_size=3),
    st.sampled_from([*CONVENTIONS, "none"]),
    days,
    st.integers(0, 60),
)
def test_a_later_trigger_never_gives_an_earlier_date(
    duration, direction, limits, convention, day, more
):
    roll = s.Adjust(convention, None if convention == "none" else "us-fed")
    modifiers = {
        "roll": roll,
        "floor": s.Floor(s.Point(s.Day(day + timedelta(30)))),
        "ceiling": s.Ceiling(s.Point(s.Day(day + timedelta(300)))),
        "sticky": s.EndOfMonth(),
        "up": s.MonthEnd("up"),
    }
    term = s.Offset(duration, direction, s.Name("X"))
    rule = s.Rule(s.At(s.Point(term)), tuple(modifiers[name] for name in dict.fromkeys(limits)))
    first, later = (_due_at(rule, at) for at in (day, day + timedelta(more)))
    assume(first and later)
    assert first <= later


def _due_at(rule: s.Rule, day: date) -> date | None:
    """The date of a rule for one trigger, None where it leaves the calendar or the hours count."""
    world = World({"X": Events((Moment(day),))}, Conventions(calendar="england"))
    try:
        return evaluate(rule, world, explain=False).outcomes[0].due
    except EngineError:
        return None


@drawn(200)
@given(ids, days, days, st.integers(-250, 250).filter(bool))
def test_business_days_are_monotonic_and_never_closed(id, one, other, n):
    ours = calendar(id)
    low, high = sorted((one, other))
    assert ours.add(low, n) <= ours.add(high, n)
    assert ours.is_open(ours.add(one, n))


# There and back


@drawn(200)
@given(ids, days, st.integers(1, 250))
def test_business_days_back_undo_those_forward(id, day, n):
    ours = calendar(id)
    assert ours.add(ours.add(day, n), -n) == ours.first_open_on_or_before(day)
    assert ours.add(ours.add(day, -n), n) == ours.first_open_on_or_after(day)
    assert ours.count_between(day, ours.add(day, n)) == n


@drawn(200)
@given(ids, days, st.integers(1, 60), st.integers(1, 60))
def test_business_days_add_up(id, day, n, more):
    ours = calendar(id)
    assert ours.add(ours.add(day, n), more) == ours.add(day, n + more)
    assert ours.add(ours.add(day, -n), -more) == ours.add(day, -n - more)


@drawn(60)
@given(st.sampled_from(["us-fed", "england"]), days, st.integers(1, 60))
def test_a_rule_that_counts_there_and_back_comes_home(id, day, n):
    home = calendar(id).first_open_on_or_before(day)
    unit = f"business day{'' if n == 1 else 's'} ({id})"
    assert due(f"{n} {unit} before {n} {unit} after [X]", X=day) == home


# Months (the hypotheses of dates-calc)


@drawn(200)
@given(days, days, st.integers(-600, 600))
def test_months_keep_the_order_of_days(one, other, n):
    low, high = sorted((one, other))
    for up in (False, True):
        assert add_months(low, n, up=up).day <= add_months(high, n, up=up).day


@drawn(200)
@given(days, st.integers(-600, 600))
def test_rounding_up_is_the_day_after_rounding_down_and_only_where_a_day_is_missing(day, n):
    down, up = add_months(day, n), add_months(day, n, up=True)
    missing = day.day > month_length(down.day.year, down.day.month)
    assert down.rounded == up.rounded == missing
    assert up.day - down.day == timedelta(1 if missing else 0)
    assert missing or down.day.day == day.day


@drawn(200)
@given(days, st.integers(1, 120))
def test_month_by_month_drifts_at_most_three_days_and_at_once_not_at_all(day, n):
    stepped = day
    for _ in range(n):
        stepped = add_months(stepped, 1).day
    at_once = add_months(day, n).day
    assert timedelta(0) <= at_once - stepped <= timedelta(3)
    assert at_once.day == min(day.day, month_length(at_once.year, at_once.month))


@drawn(200)
@given(days, st.integers(1, 60), st.booleans())
def test_a_period_that_begins_with_a_day_ends_before_the_one_that_follows_begins(day, n, sticky):
    """Periods that begin with a day, laid end to end, leave no day out where none is rounded."""
    last = add_months(day, n, one_less=True, sticky=sticky and day.day < 28)
    assume(not add_months(day, n).rounded)
    assert last.day + ONE_DAY == add_months(day, n).day


# Series

UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "business day (england)"])


@drawn(120)
@given(UNITS, st.integers(1, 20), st.dates(date(1999, 1, 1), date(2020, 1, 1)), st.integers(1, 12))
def test_the_kth_date_of_a_series_is_the_anchor_and_k_periods(unit, step, anchor, k):
    name, _, cal = unit.partition(" (")
    units = f"{name}s{f' ({cal}' if cal else ''}"
    found = [day for day in dates(f"every {step} {units} from [X], {k} times", X=anchor) if day]
    for n, day in enumerate(found, 1):
        plural = unit if n * step == 1 else units
        assert day == due(f"[X] + {n * step} {plural}", X=anchor)
    assert len(found) == k or due(f"[X] + {(len(found) + 1) * step} {units}", X=anchor) > date(
        2035, 12, 31
    )


@drawn(80)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 30), days)
def test_later_phases_count_from_the_first_anchor(first, second, length, anchor):
    assume(anchor < date(2026, 1, 1))
    end = add_months(anchor, length).day
    rule = f"every {first} months for {length} months then every {second} months from [X]"
    found = dates(rule, X=anchor)
    early = [d for n in range(1, 40) if (d := add_months(anchor, n * first).day) <= end]
    late = [d for n in range(1, 500) if (d := add_months(anchor, n * second).day) > end]
    assert found == early + [day for day in late if day <= date(2035, 12, 31)]


# Postponement, a day at a time


def postponed(base: date, anchor: date, delay: set[date], step: Callable[[date], date]) -> date:
    """Each day of delay from the anchor on owes one step; steps that end in delay owe more."""
    owed, reached = sum(anchor <= day <= base for day in delay), base
    while owed:
        before, reached, owed = reached, step(reached), owed - 1
        owed += sum(before < day <= reached for day in delay)
    return reached


@drawn(150)
@given(days, st.integers(1, 90), stretches, st.sampled_from(["day", "business day", "week"]))
def test_postponement_settles_as_day_by_day(day, n, found, unit):
    spans, base = spans_near(day, found), day + timedelta(n)
    steps = {
        "day": lambda at: at + ONE_DAY,
        "week": lambda at: at + timedelta(7),
        "business day": lambda at: calendar("nyse").add(at, 1),
    }
    rule = f"{n} days after [X], postponed 1 {unit} for each day of [D]"
    got = due(rule, X=day, D=spans, options={"calendar": "nyse"})
    assert got == postponed(base, day, days_of(spans), steps[unit])


@drawn(80)
@given(days, st.integers(1, 90), stretches, st.integers(0, 30))
def test_a_cap_holds_a_postponement(day, n, found, cap):
    spans, base = spans_near(day, found), day + timedelta(n)
    rule = f"{n} days after [X], postponed 1 day for each day of [D] capped at {cap} days"
    free = postponed(base, day, days_of(spans), lambda at: at + ONE_DAY)
    assert due(rule, X=day, D=spans) == min(free, base + timedelta(cap))


# Suspension, a day at a time


def counted(start: date, n: int, counts: Callable[[date], bool], way: int) -> date:
    """The n-th day that counts after a day, or before it."""
    while n:
        start += way * ONE_DAY
        n -= counts(start)
    return start


@drawn(150)
@given(days, st.integers(1, 90), stretches, st.sampled_from([1, -1]))
def test_suspended_days_are_not_counted(day, n, found, way):
    spans = spans_near(day, [(way * first - (way < 0) * more, more) for first, more in found])
    delay = days_of(spans)
    word = "after" if way > 0 else "before"
    got = due(f"{n} days {word} [X], suspended during [D]", X=day, D=spans)
    assert got == counted(day, n, lambda at: at not in delay, way)


@drawn(150)
@given(days, st.integers(1, 60), stretches, st.sampled_from([1, -1]))
def test_suspended_business_days_are_not_counted(day, n, found, way):
    spans = spans_near(day, [(way * first - (way < 0) * more, more) for first, more in found])
    delay, ours = days_of(spans), calendar("england")
    word = "after" if way > 0 else "before"
    rule = f"{n} business days (england) {word} [X], suspended during [D]"
    got = due(rule, X=day, D=spans)
    assert got == counted(day, n, lambda at: ours.is_open(at) and at not in delay, way)


@drawn(120)
@given(days, st.integers(1, 60), stretches)
def test_a_suspended_first_day_is_not_counted_either(day, n, found):
    """Where the day itself is the first of the period, it counts unless it is suspended."""
    spans = spans_near(day, found)
    delay, ours = days_of(spans), calendar("england")
    rule = f"{n} {{}} beginning with [X], suspended during [D]"
    got = due(rule.format("business days (england)"), X=day, D=spans)
    assert got == counted(day - ONE_DAY, n, lambda at: ours.is_open(at) and at not in delay, 1)
    got = due(rule.format("days"), X=day, D=spans)
    assert got == counted(day - ONE_DAY, n, lambda at: at not in delay, 1)


@drawn(80)
@given(days, st.integers(1, 24), stretches)
def test_a_suspended_month_is_longer_by_its_suspended_days(day, n, found):
    spans = spans_near(day, found)
    delay, length = days_of(spans), (add_months(day, n).day - day).days
    got = due(f"{n} months after [X], suspended during [D]", X=day, D=spans)
    assert got == counted(day, length, lambda at: at not in delay, 1)
    last = add_months(day, n, one_less=True).day
    got = due(f"{n} months beginning with [X], suspended during [D]", X=day, D=spans)
    assert got == counted(day - ONE_DAY, (last - day).days + 1, lambda at: at not in delay, 1)


@drawn(80)
@given(days, st.integers(0, 23), st.integers(1, 400), stretches, st.sampled_from([1, -1]))
def test_suspended_hours_are_not_counted(day, hour, n, found, way):
    spans = spans_near(day, [(first // 4, more // 4) for first, more in found])
    delay, one_hour = days_of(spans), timedelta(hours=1)
    start = at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    left = n
    while left:
        # The hour that is run through lies on the day in which it begins.
        begins = at if way > 0 else at - one_hour
        left -= begins.date() not in delay
        at += way * one_hour
    word = "after" if way > 0 else "before"
    rule = f"{n} hours {word} [X], suspended during [D]"
    assert only(rule, X=start, D=spans, options={"zone": "UTC"}).at == at


# Picks

legs_ = st.lists(st.integers(-400, 400) | st.none() | st.just("never"), min_size=1, max_size=5)


@drawn(200)
@given(days, legs_, st.sampled_from(["earlier", "later"]))
def test_a_pick_is_bounded_by_each_leg_that_is_known(day, found, which):
    facts = {
        f"L{n}": day + timedelta(leg) if isinstance(leg, int) else leg
        for n, leg in enumerate(found)
    }
    rule = f"{which} of ({', '.join(f'[{name}]' for name in facts)})"
    outcome = only(rule, **facts)
    known = [leg for leg in facts.values() if isinstance(leg, date)]
    waiting = [name for name, leg in facts.items() if leg is None]
    if known:
        assert outcome.due == (min(known) if which == "earlier" else max(known))
        assert outcome.state == ("provisional" if waiting else "resolved")
    else:
        assert outcome.due is None
        assert outcome.state == ("pending" if waiting else "void")
    assert sorted(outcome.awaiting) == sorted(waiting)


@drawn(80)
@given(days, st.integers(0, 60), st.integers(0, 60))
def test_bounds_hold_whatever_is_counted(day, floor, ceiling):
    low, high = sorted((day + timedelta(floor), day + timedelta(ceiling)))
    rule = "30 days after [X], but not before [F], but not after [C]"
    got = due(f"{rule}, adjust following (us-fed)", X=day, F=low, C=high)
    assert low <= got <= high
    if low <= day + timedelta(30) <= high:
        assert abs(got - day - timedelta(30)) <= timedelta(4)


# Conditions


@drawn(60)
@given(days, days, st.sampled_from(["before", "on or before", "after", "on or after"]))
def test_a_condition_and_its_opposite_never_both_hold(day, limit, relation):
    states = [
        ask(f"[X], {word} [Y] {relation} [Z]", X=day, Y=day, Z=limit).state
        for word in ("if", "unless")
    ]
    assert sorted(states) == ["resolved", "void"]
    holds = {
        "before": day < limit,
        "on or before": day <= limit,
        "after": day > limit,
        "on or after": day >= limit,
    }
    assert (states[0] == "resolved") == holds[relation]


@drawn(60)
@given(calendar_days)
def test_a_date_that_is_closed_shows_the_open_days_around_it(day):
    assume(date(1996, 1, 1) < day < date(2035, 6, 1))
    ours = calendar("england")
    found = only("not later than [X]", X=day, options={"calendar": "england"})
    wanted = {day, ours.first_open_on_or_before(day), ours.first_open_on_or_after(day)}
    assert {reading.day for reading in found.readings} == wanted
    assert found.act_by == ours.first_open_on_or_before(day)
