"""Last days moved by suspension and agreement: against a clock that runs day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.adjusting import Moves, standing, suspended
from obligations.engine.tests.drawing import drawn
from obligations.engine.values import Span

DUE = date(2020, 6, 30)
DAY = timedelta(days=1)


def span(first, last):
    return Span(first, last)


def naive(last, begins, spans):
    """The clock runs from `begins`; it stands still on each suspended day."""
    left, day = (last - begins).days + 1, begins
    while left:
        stands = any(one.first <= day <= one.last for one in spans)
        left -= not stands
        day += DAY
    return day - DAY


days = st.integers(0, 200).map(lambda n: date(2020, 1, 1) + n * DAY)
spans = st.lists(
    st.builds(lambda first, length: span(first, first + length * DAY), days, st.integers(0, 40)),
    max_size=5,
)


@drawn(100)
@given(days, st.integers(0, 90), spans)
def test_it_equals_the_clock_that_stands_still(begins, length, found):
    last = begins + length * DAY
    moved = suspended(last, begins, found)
    assert moved >= naive(last, begins, found)
    # A suspended last day moves on to the first day on which something can be done.
    trailing = [day for day in (moved,) if any(s.first <= day <= s.last for s in found)]
    assert trailing or moved == naive(last, begins, found)


@drawn(100)
@given(days, st.integers(0, 90), spans, st.randoms())
def test_order_and_overlaps_do_not_matter(begins, length, found, random):
    last = begins + length * DAY
    shuffled = [*found, *found]
    random.shuffle(shuffled)
    assert suspended(last, begins, shuffled) == suspended(last, begins, found)


def test_an_agreed_day_takes_in_what_was_suspended_before():
    spans = (span(date(2020, 3, 1), date(2020, 3, 10)), span(date(2020, 6, 1), date(2020, 6, 5)))
    agreed = Moves(date(2020, 7, 31), date(2020, 4, 1), spans)
    assert standing(agreed, DUE, date(2020, 1, 1), None) == date(2020, 8, 5)
    assert standing(Moves(spans=spans), DUE, date(2020, 1, 1), None) == date(2020, 7, 15)


def test_nothing_moves_what_has_no_date_and_what_nothing_suspends():
    assert standing(Moves(), DUE, None, None) is None
    assert standing(Moves(spans=(span(DUE, DUE),)), None, None, None) is None
    later = (span(date(2021, 1, 1), date(2021, 1, 2)),)
    assert standing(Moves(spans=later), DUE, None, None) is None


def test_an_open_span_counts_as_far_as_it_is_known():
    still = (Span(date(2020, 6, 1), None),)
    assert suspended(DUE, None, still, date(2020, 6, 10)) == DUE + 10 * DAY
    assert suspended(DUE, None, still) == DUE + DAY


def test_the_end_of_time_is_no_obstacle():
    assert suspended(date.max, None, (span(date.max, date.max),)) == date.max
