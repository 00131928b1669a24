"""A rule evaluated, steps left out, against a function written by hand with dateutil."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bench.rows import Row, cost, exactly
from bench.turns import in_turns
from obligations.engine.calendars import calendar
from obligations.engine.evaluate import evaluate
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Conventions, Events, Moment, World

COUNT = 300
ONE_DAY = relativedelta(days=1)
FED = calendar("us-fed")
CLOSED = {closing.day for closing in FED.holidays_between(FED.first, FED.last)}


def _thirty_days(day: date) -> date:
    return day + relativedelta(days=30)


def _six_months(day: date) -> date:
    return day + relativedelta(months=6)


def _ten_business_days(day: date) -> date:
    left = 10
    while left:
        day += ONE_DAY
        left -= day.weekday() < 5 and day not in CLOSED
    return day


def _rolled(day: date) -> date:
    day += relativedelta(days=90)
    while day.weekday() > 4 or day in CLOSED:
        day += ONE_DAY
    return day


def _later_leg(day: date) -> date:
    return max(day, date(2001, 1, 31)) + relativedelta(months=3)


BY_HAND: dict[str, Callable[[date], date]] = {
    "30 days after [Closing Date]": _thirty_days,
    "6 months after [Closing Date]": _six_months,
    "10 business days after [Closing Date]": _ten_business_days,
    "90 days after [Closing Date], adjust following": _rolled,
    "later of ([Closing Date], 2001-01-31) + 3 months": _later_leg,
}


def measure() -> Iterator[Row]:
    """Each rule over some hundred trigger dates."""
    names = names_of({"Closing Date": "event"}, ())
    worlds = [_world(date(2000, 1, 3) + timedelta(days=7 * n)) for n in range(COUNT)]
    days = [world.facts["Closing Date"].moments[0].day for world in worlds]
    wrong = 0
    for text, by_hand in BY_HAND.items():
        rule = parse(text, names)
        turns = in_turns(
            lambda rule=rule: [evaluate(rule, world, explain=False) for world in worlds],
            lambda by_hand=by_hand: [by_hand(day) for day in days],
            rounds=41,
        )
        yield cost(text, turns, at_most=10)
        found = [evaluate(rule, world).outcomes[0].due for world in worlds]
        wrong += sum(a != b for a, b in zip(found, map(by_hand, days), strict=True))
    yield exactly("unlike the hand-written functions", wrong, 0, "dates")


def _world(day: date) -> World:
    conventions = Conventions(calendar="us-fed", zone="America/New_York")
    return World({"Closing Date": Events((Moment(day),))}, conventions)
