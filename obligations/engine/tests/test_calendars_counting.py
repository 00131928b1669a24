"""What holds for every count in every calendar, and where counting is refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.calendars import SHIPPED, OutsideRange, calendar

DAY = timedelta(days=1)
FED = calendar("us-fed")

JOINT = ("us-fed+california-banks", "us-fed+england", "every-day+target", "new-york+nyse+england")
calendars = st.sampled_from((*SHIPPED, *JOINT)).map(calendar)
# Far enough from both ends of the range for every count below.
days = st.dates(date(1997, 1, 1), date(2033, 12, 31))
counts = st.integers(1, 300)
signed_counts = counts | counts.map(lambda n: -n)
# As sets, so that the oracle shares nothing with the tables.
CLOSED = {
    id: {closing.day for closing in calendar(id).holidays_between(date(1995, 1, 1), FED.last)}
    for id in SHIPPED
}


def open_in_all(business, day):
    """Whether every member of the calendar is open, looked up one by one."""
    return all(
        day not in CLOSED[id] and (id == "every-day" or day.weekday() < 5)
        for id in business.id.split("+")
    )


def day_by_day(business, day, n):
    step = DAY if n > 0 else -DAY
    for _ in range(abs(n)):
        day += step
        while not open_in_all(business, day):
            day += step
    return day


@given(calendars, days, signed_counts)
def test_add_is_what_counting_on_the_fingers_gives(business, day, n):
    assert business.add(day, n) == day_by_day(business, day, n)


@given(calendars, days, signed_counts)
def test_counting_back_undoes_counting_forward_from_a_business_day(business, day, n):
    start = business.first_open_on_or_after(day)

    assert business.add(business.add(start, n), -n) == start


@given(calendars, days, days, signed_counts)
def test_a_later_trigger_never_gives_an_earlier_date(business, one, other, n):
    earlier, later = sorted((one, other))

    assert business.add(earlier, n) <= business.add(later, n)


@given(calendars, days, counts)
def test_count_between_agrees_with_add(business, day, n):
    assert business.count_between(day, business.add(day, n)) == n
    behind = business.add(day, -n)
    assert business.count_between(behind, day) == n - 1 + business.is_open(day)


@given(calendars, days, days, days)
def test_counts_of_adjoining_stretches_add_up(business, a, b, c):
    whole = business.count_between(a, c)

    assert business.count_between(a, b) + business.count_between(b, c) == whole
    assert business.count_between(c, a) == -whole


@given(calendars, days)
def test_a_joint_calendar_is_open_where_all_its_members_are(business, day):
    members = [calendar(id) for id in business.id.split("+")]

    assert business.is_open(day) == all(member.is_open(day) for member in members)
    assert business.is_open(day) == open_in_all(business, day)
    assert business.is_open(day) == (business.closed_because(day) is None)


@given(calendars, days)
def test_the_nearest_open_day_is_the_day_itself_or_one_business_day_away(business, day):
    on_or_after = business.first_open_on_or_after(day)
    on_or_before = business.first_open_on_or_before(day)

    if business.is_open(day):
        assert on_or_after == on_or_before == day
    else:
        assert on_or_after == business.add(day, 1)
        assert on_or_before == business.add(day, -1)


@given(calendars, days, st.integers(1, 500))
def test_holidays_between_are_the_closed_days_that_are_no_weekend_days(business, start, length):
    end = start + (length - 1) * DAY
    named = business.holidays_between(start, end)

    weekends = sum(
        business.closed_because(day).endswith(("Saturday", "Sunday"))
        for day in (start + step * DAY for step in range(length))
        if not business.is_open(day)
    )
    opened = business.count_between(start, end) + business.is_open(start)
    assert len(named) == length - weekends - opened
    assert all(closing.name == business.closed_because(closing.day) for closing in named)


@pytest.mark.parametrize("day", [date(1994, 12, 31), date(2036, 1, 1), date.min, date.max])
@pytest.mark.parametrize(
    "ask",
    [
        FED.is_open,
        FED.closed_because,
        lambda day: FED.add(day, 1),
        lambda day: FED.add(day, -1),
        FED.first_open_on_or_after,
        FED.first_open_on_or_before,
        lambda day: FED.count_between(day, date(2000, 1, 1)),
        lambda day: FED.count_between(date(2000, 1, 1), day),
        lambda day: FED.holidays_between(day, date(2000, 1, 1)),
        lambda day: FED.holidays_between(date(2000, 1, 1), day),
    ],
)
def test_a_day_beyond_the_range_is_refused(ask, day):
    with pytest.raises(OutsideRange, match="lies outside the range"):
        ask(day)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_count_that_runs_over_the_edge_is_refused(days_from_edge, beyond):
    late, early = FED.last - days_from_edge * DAY, FED.first + days_from_edge * DAY
    left_after = FED.count_between(late, FED.last)
    left_before = FED.count_between(FED.first, early) - FED.is_open(early)

    with pytest.raises(OutsideRange, match="runs past the end of"):
        FED.add(late, left_after + 1 + beyond)
    with pytest.raises(OutsideRange, match="runs past the start of"):
        FED.add(early, -left_before - 1 - beyond)


def test_the_last_day_of_the_range_can_be_reached_and_left():
    assert FED.add(date(2035, 12, 28), 1) == date(2035, 12, 31)
    assert FED.add(date(2035, 12, 31), -1) == date(2035, 12, 28)
    assert FED.add(date(1995, 1, 1), 1) == date(1995, 1, 3)
    assert FED.add(date(1995, 1, 4), -1) == date(1995, 1, 3)


def test_no_business_day_before_the_first_of_the_range():
    assert FED.first_open_on_or_after(date(1995, 1, 2)) == date(1995, 1, 3)
    with pytest.raises(OutsideRange, match="last business day on or before Mon 2 Jan 1995"):
        FED.first_open_on_or_before(date(1995, 1, 2))


def test_the_refusal_tells_a_lawyer_what_to_do():
    with pytest.raises(OutsideRange) as refused:
        FED.add(date(2035, 12, 28), 12)

    assert str(refused.value) == (
        "12 business days after Fri 28 Dec 2035 runs past the end of the range for which the "
        "calendar us-fed (US Federal Reserve Banks) is verified, Sun 1 Jan 1995 to "
        "Mon 31 Dec 2035. Choose a calendar that covers the date, have an administrator extend "
        "this one, or count in calendar days."
    )
    with pytest.raises(OutsideRange, match="^1 business day before Sun 1 Jan 1995 runs"):
        FED.add(date(1995, 1, 1), -1)


@pytest.mark.parametrize("n", [10**30, -(10**30)])
def test_an_absurd_count_is_refused_like_any_other(n):
    with pytest.raises(OutsideRange):
        FED.add(date(2000, 1, 3), n)


def test_zero_business_days_is_refused():
    with pytest.raises(ValueError) as refused:
        FED.add(date(2000, 7, 1), 0)

    assert str(refused.value) == (
        "0 business days is not a count: name the day itself, "
        "or adjust it to the next or the previous business day."
    )


def test_an_instant_is_not_a_day():
    noon = datetime(2000, 7, 4, 12)

    with pytest.raises(TypeError, match="on which day"):
        FED.add(noon, 1)
    with pytest.raises(TypeError, match="on which day"):
        FED.closed_because(noon)
