"""Single days and counts whose answer stands in a statute, a proclamation or the press."""

from datetime import date

import pytest

from obligations.engine.calendars import calendar, variants

BANKS = "us-fed+california-banks"

# calendar, day, why it is closed (None: open). The comment names the source.
DAYS = [
    # 5 U.S.C. 6103(a): last Monday in May, third Monday in January
    ("us-fed", "2000-05-29", "Memorial Day"),
    ("us-fed", "2000-01-17", "Martin Luther King Jr. Day"),
    ("us-fed", "2000-07-01", "Saturday"),
    ("us-fed", "2000-07-02", "Sunday"),
    # Veterans Day on Saturday 11 November 2000 and 2023: Reserve Banks open on Friday
    ("us-fed", "2000-11-10", None),
    ("us-fed", "2023-11-10", None),
    ("us-federal-offices", "2000-11-10", "Veterans Day (observed)"),
    ("us-federal-offices", "2023-11-10", "Veterans Day (observed)"),
    # Veterans Day on a Sunday moves to Monday for both
    ("us-fed", "2001-11-12", "Veterans Day (observed)"),
    ("us-federal-offices", "2001-11-12", "Veterans Day (observed)"),
    # New Year's Day 2000 was a Saturday
    ("us-fed", "1999-12-31", None),
    ("us-federal-offices", "1999-12-31", "New Year's Day (observed)"),
    ("california-banks", "1999-12-31", None),
    ("nyse", "1999-12-31", None),
    # Juneteenth became law on 17 June 2021 (Pub. L. 117-17) and was a Saturday that year
    ("us-fed", "2020-06-19", None),
    ("us-fed", "2021-06-18", None),
    ("us-federal-offices", "2021-06-18", "Juneteenth National Independence Day (observed)"),
    ("nyse", "2021-06-18", None),
    ("new-york", "2021-06-18", None),
    ("us-fed", "2022-06-20", "Juneteenth National Independence Day (observed)"),
    ("nyse", "2022-06-20", "Juneteenth National Independence Day (observed)"),
    # Executive-order closings are no legal holidays
    ("us-federal-offices", "2018-12-24", None),
    ("us-federal-offices", "2004-06-11", None),
    # Inauguration Day is a holiday in the District of Columbia only
    ("us-fed", "2005-01-20", None),
    # Cal. Civ. Code 7.1: Admission Day, Lincoln Day, and which of them move
    ("california-banks", "1999-09-09", "Admission Day"),
    ("california-banks", "2000-09-08", "Admission Day (observed)"),
    ("california-banks", "2001-09-10", "Admission Day (observed)"),
    ("california-banks", "1999-02-12", "Lincoln Day"),
    ("california-banks", "1995-02-13", "Lincoln Day (observed)"),
    ("california-banks", "2000-02-11", None),
    ("california-banks", "2000-11-10", None),
    ("california-banks", "2020-07-03", "Independence Day (observed)"),
    # Not in section 7.1: Juneteenth; Good Friday only from noon
    ("california-banks", "2024-06-19", None),
    ("california-banks", "2000-04-21", None),
    (BANKS, "2024-06-19", "us-fed: Juneteenth National Independence Day"),
    (BANKS, "2000-09-08", "california-banks: Admission Day (observed)"),
    (BANKS, "2000-07-04", "Independence Day"),
    (BANKS, "2000-07-01", "Saturday"),
    (BANKS, "2000-07-05", None),
    # N.Y. Gen. Constr. Law 24: each general election day, also in odd years
    ("new-york", "1999-11-02", "General election day"),
    ("new-york", "2000-11-07", "General election day"),
    ("new-york", "1999-02-12", "Lincoln's Birthday"),
    ("new-york", "2000-11-10", None),
    ("new-york", "2000-04-21", None),
    # NYSE: its own rule and its special closings
    ("nyse", "1997-01-20", None),
    ("nyse", "1998-01-19", "Martin Luther King Jr. Day"),
    ("nyse", "2000-04-21", "Good Friday"),
    ("nyse", "2000-10-09", None),
    ("nyse", "2001-09-10", None),
    ("nyse", "2001-09-11", "Closed after 11 September"),
    ("nyse", "2001-09-14", "Closed after 11 September"),
    ("nyse", "2001-09-17", None),
    ("nyse", "2004-06-11", "Day of mourning: Ronald Reagan"),
    ("nyse", "2007-01-02", "Day of mourning: Gerald R. Ford"),
    ("nyse", "2012-10-29", "Hurricane Sandy"),
    ("nyse", "2012-10-30", "Hurricane Sandy"),
    ("nyse", "2012-10-31", None),
    ("nyse", "2018-12-05", "Day of mourning: George H. W. Bush"),
    ("nyse", "2025-01-09", "Day of mourning: Jimmy Carter"),
    ("us-fed", "2001-09-11", None),
    ("us-fed", "2012-10-29", None),
    # Royal proclamations
    ("england", "1995-05-01", None),
    ("england", "1995-05-08", "Early May bank holiday (moved from 1 May for VE Day)"),
    ("england", "1999-12-31", "Millennium bank holiday"),
    ("england", "2000-01-03", "New Year's Day (substitute day)"),
    ("england", "2002-05-27", None),
    ("england", "2002-06-03", "Golden Jubilee bank holiday"),
    ("england", "2002-06-04", "Spring bank holiday (moved from 27 May)"),
    ("england", "2011-04-29", "Royal Wedding bank holiday"),
    ("england", "2012-05-28", None),
    ("england", "2012-06-04", "Spring bank holiday (moved from 28 May)"),
    ("england", "2012-06-05", "Diamond Jubilee bank holiday"),
    ("england", "2020-05-04", None),
    ("england", "2020-05-08", "Early May bank holiday (moved from 4 May for VE Day)"),
    ("england", "2022-05-30", None),
    ("england", "2022-06-02", "Spring bank holiday (moved from 30 May)"),
    ("england", "2022-06-03", "Platinum Jubilee bank holiday"),
    ("england", "2022-09-19", "State Funeral of Queen Elizabeth II"),
    ("england", "2023-05-08", "Coronation of King Charles III"),
    # Christmas on a Friday, a Saturday, a Sunday
    ("england", "1998-12-28", "Boxing Day (substitute day)"),
    ("england", "1999-12-27", "Christmas Day (substitute day)"),
    ("england", "1999-12-28", "Boxing Day (substitute day)"),
    ("england", "2005-12-26", "Boxing Day"),
    ("england", "2005-12-27", "Christmas Day (substitute day)"),
    # ECB: open on Good Friday 1999, closed on two year ends, never a substitute
    ("target", "1999-04-02", None),
    ("target", "2000-04-21", "Good Friday"),
    ("target", "1999-12-31", "Changeover to the year 2000"),
    ("target", "2001-12-31", "Euro cash changeover"),
    ("target", "2002-12-31", None),
    ("target", "2005-12-27", None),
    ("weekdays", "2000-12-25", None),
    ("weekdays", "2000-12-24", "Sunday"),
    ("every-day", "2000-12-24", None),
    ("us-fed+england", "2000-05-29", "us-fed: Memorial Day; england: Spring bank holiday"),
    ("us-fed+us-federal-offices+england", "2000-07-04",
     "us-fed, us-federal-offices: Independence Day"),
    ("every-day+us-fed", "2000-07-01", "us-fed: Saturday"),
]  # fmt: skip

# calendar, trigger, count, result
COUNTS = [
    ("us-fed", "2000-07-01", 4, "2000-07-07"),
    ("us-fed", "2000-05-31", -5, "2000-05-23"),
    ("us-fed", "2021-06-17", 1, "2021-06-18"),
    ("us-federal-offices", "2021-06-17", 1, "2021-06-21"),
    ("us-fed", "1999-09-01", 3, "1999-09-07"),
    ("us-fed", "1999-09-01", 5, "1999-09-09"),
    # Ten business days from 20 December 1999 end on four different days
    ("us-fed", "1999-12-20", 10, "2000-01-03"),
    (BANKS, "1999-12-20", 10, "2000-01-04"),
    ("nyse", "1999-12-20", 10, "2000-01-04"),
    ("us-federal-offices", "1999-12-20", 10, "2000-01-05"),
    ("england", "1999-12-20", 10, "2000-01-07"),
    ("england", "2002-05-30", 10, "2002-06-17"),
    ("england", "1999-12-24", 3, "2000-01-04"),
    ("england", "2020-05-07", 1, "2020-05-11"),
    ("nyse", "2001-09-10", 2, "2001-09-18"),
    ("nyse", "2012-10-26", 3, "2012-11-02"),
    (BANKS, "2000-05-01", 120, "2000-10-23"),
    ("every-day", "2000-02-28", 2, "2000-03-01"),
    ("weekdays", "2000-12-22", 1, "2000-12-25"),
]


@pytest.mark.parametrize(("id", "day", "reason"), DAYS)
def test_a_day_is_open_or_closed_for_its_reason(id, day, reason):
    day = date.fromisoformat(day)

    assert calendar(id).closed_because(day) == reason
    assert calendar(id).is_open(day) == (reason is None)


@pytest.mark.parametrize(("id", "trigger", "n", "expected"), COUNTS)
def test_a_count_ends_on_its_day(id, trigger, n, expected):
    assert calendar(id).add(date.fromisoformat(trigger), n) == date.fromisoformat(expected)


def test_counting_actual_closings_moves_the_120th_business_day():
    results = {
        variant.calendar_id: calendar(variant.calendar_id).add(date(2000, 5, 1), 120)
        for variant in variants(BANKS)
    }

    assert results["us-fed"] == date(2000, 10, 20)
    assert results["us-federal-offices+california-banks"] == date(2000, 10, 23)


def test_skipped_holidays_are_named_with_their_law():
    skipped = calendar(BANKS).holidays_between(date(2000, 5, 29), date(2000, 9, 8))

    assert [(str(closing.day), closing.name, closing.basis) for closing in skipped] == [
        ("2000-05-29", "Memorial Day", "5 U.S.C. 6103(a); Cal. Civ. Code 7.1(h)"),
        ("2000-07-04", "Independence Day", "5 U.S.C. 6103(a); Cal. Civ. Code 7.1(i)"),
        ("2000-09-04", "Labor Day", "5 U.S.C. 6103(a); Cal. Civ. Code 7.1(j)"),
        (
            "2000-09-08",
            "california-banks: Admission Day (observed)",
            "Cal. Civ. Code 7.1(k) and (r)",
        ),
    ]
