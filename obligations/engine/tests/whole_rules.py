"""Hypothesis strategies for whole rules, out of every part of syntax.py, and for their facts.

Each rule is one that the parser would make and accept: what structure.py
refuses is not drawn. `NAMES` declares a name of each kind.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from obligations.engine import syntax as s
from obligations.engine.calendars import SHIPPED
from obligations.engine.clock import Clock, read_zone
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.periods import YearEnd
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

NAMES = names_of(
    {
        "Closing Date": "event",
        "Effective Date": "event",
        "Notice": "repeating event",
        "Delay": "span",
        "Standstill": "span",
        "Expiries": "set",
        "Filing Date": "defined",
    },
    ["V.5"],
)
EVENTS = ("Closing Date", "Effective Date", "Notice", "Expiries", "Filing Date", "V.5 due")
SPANS = ("Delay", "Standstill")
CALENDARS = (*SHIPPED, "us-fed+california-banks")
ZONES = [
    read_zone(text)
    for text in ("America/New_York", "Europe/London", "EST", "Pacific Standard Time", "UTC", "BST")
]

calendar_days = st.dates(date(1995, 1, 1), date(2035, 12, 31))
events, spans = st.sampled_from(EVENTS), st.sampled_from(SPANS)
calendar_ids = st.none() | st.sampled_from(CALENDARS)
clocks = st.builds(Clock, st.times().map(lambda t: time(t.hour, t.minute)), st.sampled_from(ZONES))
ends = st.sampled_from(["", "", "clear", "full"])

# Durations

calendar_units = st.builds(
    s.Unit,
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    stated=st.booleans(),
    ends=ends,
)
open_day_units = st.builds(
    s.Unit,
    st.just("day"),
    st.sampled_from(["business", "trading"]),
    ends=ends,
    calendar=calendar_ids,
)
hours = st.builds(s.Unit, st.just("hour"), stated=st.booleans())
amounts = st.builds(s.Amount, st.integers(0, 60), calendar_units) | st.builds(
    s.Amount, st.integers(1, 60), open_day_units
)
durations = st.lists(amounts, min_size=1, max_size=3).map(lambda a: s.Duration(tuple(a)))
durations |= st.builds(lambda n, unit: s.Duration((s.Amount(n, unit),)), st.integers(0, 99), hours)
counting = durations.filter(lambda d: any(amount.n for amount in d.amounts))
day_durations = durations.filter(lambda d: d.amounts[0].unit.name != "hour")
single = st.builds(
    lambda n, unit: s.Duration((s.Amount(n, unit),)),
    st.integers(1, 60),
    calendar_units | open_day_units | hours,
)

# Terms and points

directions = st.sampled_from(["after", "of", "before"])


def offsets(terms: Any) -> Any:
    bounds = st.sampled_from(["", "", "at least", "at most"])
    return (
        st.builds(s.Offset, durations, directions, terms, bounds)
        | st.builds(s.Offset, counting, st.just("beginning with"), terms, bounds)
        | st.builds(s.Offset, single, directions, terms, ordinal=st.just(True))
    )


PERIODS = [("month", False), ("quarter", False), ("year", False), ("quarter", True), ("year", True)]


@st.composite
def period_edges(draw: Any, terms: Any, selects: tuple[str, ...]) -> s.PeriodEdge:
    edge = draw(st.sampled_from(["start", "end", "first business day", "last business day"]))
    days = draw(calendar_ids) if "business" in edge else None
    period, fiscal = draw(st.sampled_from(PERIODS))
    return s.PeriodEdge(edge, period, fiscal, draw(st.sampled_from(selects)), draw(terms), days)


def points_over(terms: Any) -> Any:
    shifts = st.builds(s.Shift, st.sampled_from([1, -1]), day_durations)
    return st.builds(s.Point, terms, st.lists(shifts, max_size=2).map(tuple))


def _further(terms: Any) -> Any:
    inner = points_over(terms)
    legs = st.lists(st.builds(s.Leg, inner, st.none() | clocks), min_size=1, max_size=3).map(tuple)
    return (
        offsets(terms)
        | period_edges(terms, ("containing", "after", "first complete"))
        | st.builds(s.Pick, st.sampled_from(["later", "earlier"]), legs)
        | inner.filter(lambda point: point.shifts).map(s.Group)
    )


leaves = (
    st.builds(s.Day, calendar_days)
    | st.builds(s.Name, events)
    | st.builds(s.SpanDay, st.sampled_from(["first", "last"]), spans)
)
terms = st.recursive(leaves, _further, max_leaves=4)
points = points_over(terms)
each_terms = (
    st.builds(s.EachName, events)
    | st.builds(s.EachAnniversary, events)
    | st.builds(s.EachOf, st.lists(points, min_size=1, max_size=3).map(tuple))
    | period_edges(st.none() | terms, ("each",))
)

# Bodies


def bounds(of: Any, upper: Any) -> Any:
    return st.builds(s.Bound, of, upper, st.booleans())


def withins(of: Any) -> Any:
    return st.builds(s.Within, durations, directions | st.just("either side of"), of) | st.builds(
        s.Within, counting, st.just("beginning with"), of
    )


def deadlines(of: Any) -> Any:
    """Bodies that count from one term."""
    either_side = st.builds(s.Offset, durations, st.just("either side of"), of)
    return (
        st.builds(s.At, points_over(of), st.booleans())
        | st.builds(s.At, either_side.map(s.Point), st.booleans())
        | bounds(points_over(of), st.booleans())
        | withins(of)
    )


periods = (
    st.builds(s.Period, points, duration=durations)
    | st.builds(s.Period, points, points, st.sampled_from(["until", "through", "to but excluding"]))
    | st.builds(s.Period, st.none(), points, st.sampled_from(["until", "through"]))
    | st.builds(s.Period, points)
)
SOFT = ("promptly", "forthwith", "immediately", "as soon as practicable")
soft = st.builds(
    s.Soft,
    st.sampled_from([*SOFT, "within a reasonable time"]),
    terms,
    st.none() | bounds(points, st.just(True)) | withins(terms),
)
step_units = st.builds(s.Unit, st.sampled_from(["day", "week", "month", "quarter", "year"])) | (
    st.builds(
        s.Unit, st.just("day"), st.sampled_from(["business", "trading"]), calendar=calendar_ids
    )
)
days_of_year = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: (d.month, d.day))


def frequencies(ending: Any) -> Any:
    def built(step: tuple[int, Any, Any], end: Any) -> s.Frequency:
        n, unit, day = step
        kinds = {"duration": end} if isinstance(end, s.Duration) else {"until": end}
        return s.Frequency(n, unit, day, **kinds)

    steps = st.tuples(st.integers(1, 30), step_units, st.none())
    yearly = st.tuples(st.just(1), st.none(), days_of_year)
    return st.builds(built, steps | yearly, ending)


phase_ends = day_durations | points
series = st.builds(
    lambda first, last, start, until: s.Series((*first, last), start, until if start else None),
    st.lists(frequencies(phase_ends), max_size=2),
    frequencies(st.none() | phase_ends),
    st.none() | points,
    st.none() | points,
)
bodies = st.one_of(
    deadlines(terms),
    deadlines(each_terms),
    st.builds(s.Between, bounds(points, st.just(False)), bounds(points, st.just(True))),
    periods,
    st.builds(s.During, spans),
    soft,
    series,
)

# Modifiers

COMPARED = ["on or after", "on or before", "before", "after"]
conditions = st.builds(
    s.Condition, st.booleans(), events, st.sampled_from(COMPARED), points
) | st.builds(
    s.Condition,
    st.booleans(),
    events | spans,
    st.sampled_from(["occurred", "not occurred"]),
    st.none() | points,
)
at_clocks = st.builds(s.AtClock, st.sampled_from(["at", "by", "before"]), clocks)
CONVENTIONS = ["following", "modified following", "preceding", "modified preceding"]
modifiers = st.one_of(
    st.builds(s.Adjust, st.sampled_from(CONVENTIONS), calendar_ids) | st.just(s.Adjust("none")),
    st.just(s.EndOfMonth()),
    st.builds(s.MonthEnd, st.sampled_from(["down", "up"])),
    at_clocks,
    st.builds(s.Postponed, durations, spans, st.none() | durations),
    st.builds(s.Suspended, spans),
    st.builds(s.Excepted, spans),
    st.builds(s.Grace, durations),
    st.builds(s.Floor, points),
    st.builds(s.Ceiling, points),
    st.builds(s.Since, points),
    st.builds(s.Until, points),
    st.builds(s.Times, st.integers(1, 40)),
    conditions,
)
ONCE = (s.Adjust, s.MonthEnd, s.AtClock, s.Grace, s.Since, s.Times)


def _needs_start(body: Any) -> bool:
    """Whether a rule lasts for ever without a “from”: a series, or each period."""
    found = [getattr(body, "term", None), getattr(getattr(body, "point", None), "term", None)]
    found += [getattr(part, "term", None) for part in found]
    each = [p for p in found if isinstance(p, s.PeriodEdge) and p.select == "each"]
    return any(p.term is None for p in each) or (isinstance(body, s.Series) and not body.start)


def _repeats(body: Any) -> bool:
    kinds = s.EachName | s.EachAnniversary | s.EachOf
    found = [getattr(body, "term", None), getattr(getattr(body, "point", None), "term", None)]
    found += [getattr(part, "term", None) for part in found]
    each = any(isinstance(p, kinds) or getattr(p, "select", "") == "each" for p in found)
    return each or isinstance(body, s.Series)


@st.composite
def rules(draw: Any) -> s.Rule:
    """A whole legal rule, of any body with up to four modifiers."""
    body = draw(bodies)
    found: list[Any] = []
    for modifier in draw(st.lists(modifiers, max_size=4)):
        again = isinstance(modifier, ONCE) and any(type(m) is type(modifier) for m in found)
        lower = isinstance(body, s.Bound) and not body.upper and isinstance(modifier, s.Grace)
        idle = isinstance(modifier, s.Times) and not _repeats(body)
        if not (again or lower or idle):
            found.append(modifier)
    if _needs_start(body) and not any(isinstance(m, s.Since) for m in found):
        found.append(s.Since(draw(points)))
    return s.Rule(body, tuple(found))


@st.composite
def receipts(draw: Any) -> s.Rule:
    """A whole rule of deemed receipt."""
    relation = st.sampled_from(["before", "after", "by"])
    sent = draw(st.lists(st.builds(s.SentCondition, relation, clocks), max_size=2))
    when = draw(st.sampled_from(["same day", "on receipt", "next business day"]) | durations)
    open_day = bool(sent) and draw(st.booleans())
    days = draw(calendar_ids) if when == "next business day" else None
    other = draw(calendar_ids) if open_day else None
    return s.Rule(s.Receipt(when, days, tuple(sent), open_day, other))


# Facts

moments = st.builds(
    Moment,
    calendar_days,
    st.none(),
    st.sampled_from(["actual", "actual", "assumed", "planned"]),
) | st.builds(
    lambda at: Moment(at.date(), at),
    st.datetimes(datetime(1995, 1, 2), datetime(2035, 12, 30), timezones=st.just(UTC)),
)


def _events(**kinds: Any) -> Any:
    several = st.lists(moments, max_size=3).map(lambda m: tuple(sorted(m, key=lambda x: x.day)))
    single_ = st.lists(moments, max_size=1).map(tuple)
    found = several if kinds.get("repeating") else single_
    return st.builds(lambda m, never: Events(m, never, **kinds), found, st.booleans())


def _span(first: date, length: int | None) -> Span:
    return Span(first, None if length is None else first + timedelta(length))


span_facts = st.lists(
    st.builds(_span, calendar_days, st.none() | st.integers(0, 90)), max_size=3
).map(lambda found: Spans(tuple(sorted(found, key=lambda span: span.first))))
DEFINED = [
    parse(text, NAMES)
    for text in (
        "30th day after [Closing Date]",
        "not earlier than [Effective Date]",
        "earlier of ([Closing Date], [Effective Date] + 1 month)",
        "5 business days after [Notice]",
    )
]
conventions = st.builds(
    Conventions,
    calendar=st.none() | st.sampled_from(CALENDARS),
    roll=st.sampled_from(["none", "none", *CONVENTIONS]),
    month_end=st.sampled_from(["down", "up"]),
    year_end=st.just(YearEnd(6, 30)) | st.builds(YearEnd, st.integers(1, 12), st.integers(1, 28)),
    zone=st.sampled_from([None, "America/New_York", "Europe/London"]),
    law=st.sampled_from(["", "New York", "England", "California"]),
    business_day_defined=st.booleans(),
)
worlds = st.builds(
    lambda closing, effective, notice, delay, still, expiries, filing, due, agreed, known: World(
        {
            "Closing Date": closing,
            "Effective Date": effective,
            "Notice": notice,
            "Delay": delay,
            "Standstill": still,
            "Expiries": Dates(tuple(sorted(expiries))),
            "Filing Date": Defined(filing),
            "V.5 due": due,
        },
        agreed,
        date(2015, 12, 31),
        known,
    ),
    *(_events(), _events(), _events(repeating=True), span_facts, span_facts),
    st.lists(calendar_days, max_size=3, unique=True),
    *(st.sampled_from(DEFINED), _events(), conventions, st.none() | calendar_days),
)
