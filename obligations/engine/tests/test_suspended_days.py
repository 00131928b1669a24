"""What people agree on for one occurrence, and what suspends a single duty."""

from datetime import date, timedelta

import pytest

from obligations.engine.adjusting import (
    Moves,
    bare_of,
    kinds_of_spans,
    moved_by,
    standing,
    suspended,
)
from obligations.engine.agreement import Case, Duty
from obligations.engine.names import Names
from obligations.engine.parser import parse
from obligations.engine.values import Defined, Events, Span, Spans, World

DUE, BEGINS = date(2000, 5, 31), date(2000, 5, 1)


def may(first: int, last: int | None) -> Span:
    return Span(date(2000, 5, first), last and date(2000, 5, last))


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (Moves(), None),
        (Moves(date(2000, 6, 30)), date(2000, 6, 30)),
        (Moves(DUE), DUE),
        (Moves(spans=(may(5, 7),)), date(2000, 6, 3)),
        # Whoever agrees on a date knows what was suspended until then.
        (Moves(date(2000, 6, 30), date(2000, 5, 6), (may(5, 7),)), date(2000, 7, 1)),
        (Moves(agreed=date(2000, 4, 1), spans=(may(5, 7),)), date(2000, 6, 3)),
    ],
)
def test_the_last_day_as_adjusted(moves, expected):
    assert standing(moves, DUE, BEGINS, None) == expected


def test_without_a_first_day_every_suspended_day_counts():
    moves = Moves(DUE, date(2000, 5, 5), (may(4, 6),))
    assert standing(moves, DUE, None, None) == date(2000, 6, 1)
    assert suspended(DUE, None, [may(4, 6)]) == date(2000, 6, 3)


def test_nothing_computed_and_nothing_agreed_is_nothing():
    assert standing(Moves(spans=(may(5, 7),)), None, None, None) is None


@pytest.mark.parametrize(
    ("spans", "known", "days"),
    [
        ([may(5, 7), may(6, 9)], None, 5),
        ([may(5, None)], None, 1),
        ([may(5, None)], date(2000, 5, 8), 4),
        ([Span(date(2000, 4, 20), date(2000, 5, 2))], None, 2),
        ([may(30, 31), Span(date(2000, 6, 2), date(2000, 6, 2))], None, 3),
        ([Span(date(2000, 6, 1), date(2000, 6, 9))], None, 0),
    ],
)
def test_each_suspended_day_counts_once_up_to_the_moved_day(spans, known, days):
    assert suspended(DUE, BEGINS, spans, known) == DUE + timedelta(days)


def test_the_last_day_of_the_calendar_stays_the_last():
    assert suspended(date.max, date(9999, 12, 30), [Span(date(9999, 12, 30), date.max)]) == date.max


NAMES = Names.open()
LATE = parse("30 days after [A], postponed 1 day for each day of [D]", NAMES)
STILL = parse("30 days after [A], suspended during [S]", NAMES)
CASE = Case(
    World(
        {
            "A": Events(),
            "B": Defined(LATE),
            "D": Spans((may(5, 7),)),
            "S": Spans(),
        }
    ),
    (Duty("V.1", rule=STILL), Duty("V.2")),
)


def test_which_spans_move_which_dates():
    assert kinds_of_spans(CASE) == {"D": "postponement", "S": "suspension"}
    assert moved_by(CASE, "D") == ["B"]
    assert moved_by(CASE, "S") == ["V.1"]


def test_the_facts_as_they_would_be_without_adjustments():
    bare = bare_of(CASE, {"A": Events(never=True)})
    assert bare.facts == {"A": Events(never=True), "D": Spans()}
    assert bare.case(CASE).world.facts["D"] == Spans()
    assert CASE.world.facts["D"] == Spans((may(5, 7),))
