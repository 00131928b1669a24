"""Ids, joint calendars, alternatives, and calendars from elsewhere."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from obligations.engine.calendars import (
    SHIPPED,
    BusinessCalendar,
    CalendarDefinition,
    Holiday,
    OutsideRange,
    UnknownCalendar,
    calendar,
    variants,
)

OFFICE = CalendarDefinition(
    id="our-office",
    title="Our office",
    source="Staff handbook",
    version="3",
    first=date(2020, 1, 1),
    last=date(2029, 12, 31),
    weekend=frozenset({4, 5}),
    holidays=(Holiday(date(2025, 3, 3), "Founders' Day", "Handbook 4.2"),),
)


def test_nine_calendars_ship():
    assert SHIPPED == (
        "every-day",
        "weekdays",
        "us-fed",
        "us-federal-offices",
        "california-banks",
        "new-york",
        "nyse",
        "england",
        "target",
    )


@pytest.mark.parametrize("id", SHIPPED)
def test_a_shipped_calendar_describes_itself(id):
    business = calendar(id)

    assert business.id == id
    assert business.title and business.source and business.version
    if id in ("every-day", "weekdays"):
        assert (business.first, business.last) == (date(1900, 1, 1), date(2199, 12, 31))
        assert business.projected_from is None
    else:
        assert (business.first, business.last) == (date(1995, 1, 1), date(2035, 12, 31))
        assert business.projected_from == date(2027, 1, 1)


@pytest.mark.parametrize(
    "written",
    [
        "us-fed+california-banks",
        "california-banks+us-fed",
        " California-Banks + US-FED ",
        "us-fed+california-banks+us-fed",
    ],
)
def test_one_joint_calendar_however_it_is_written(written):
    assert calendar(written) is calendar("us-fed+california-banks")
    assert calendar(written).id == "us-fed+california-banks"


def test_a_joint_calendar_describes_its_members():
    joint = calendar("us-fed+weekdays")

    assert joint.id == "weekdays+us-fed"
    assert joint.title == "Monday to Friday + US Federal Reserve Banks"
    assert joint.version == f"weekdays 1 + us-fed {calendar('us-fed').version}"
    assert joint.source.count("; 5 U.S.C. 6103(a)") == 1
    assert (joint.first, joint.last) == (date(1995, 1, 1), date(2035, 12, 31))
    assert joint.projected_from == date(2027, 1, 1)
    assert repr(joint) == f"<BusinessCalendar weekdays+us-fed, version {joint.version}>"


def test_a_calendar_cannot_be_changed_and_serves_as_a_key():
    with pytest.raises(FrozenInstanceError):
        calendar("us-fed").members = ()

    rebuilt = BusinessCalendar(calendar("us-fed").members)
    assert {calendar("us-fed"): 1}[rebuilt] == 1
    assert calendar("us-fed") != calendar("nyse")


ALL = ", ".join(sorted(SHIPPED))
NO_NAME = (
    "does not name a calendar: give one id, or several joined with +, "
    "as in us-fed+california-banks."
)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("englnd", "There is no calendar “englnd”. Did you mean england?"),
        ("us-fed+Englnd", "There is no calendar “englnd”. Did you mean england?"),
        (
            "us-federal",
            "There is no calendar “us-federal”. Did you mean us-fed or us-federal-offices?",
        ),
        ("?", f"There is no calendar “?”. There are {ALL}."),
        ("", f"“” {NO_NAME}"),
        ("us-fed+", f"“us-fed+” {NO_NAME}"),
    ],
)
def test_an_unknown_calendar_is_refused_with_the_closest(written, sentence):
    with pytest.raises(UnknownCalendar) as refused:
        calendar(written)

    assert str(refused.value) == sentence


def test_a_calendar_from_elsewhere_is_built_the_same_way():
    office = calendar("our-office", [OFFICE])

    assert office.closed_because(date(2025, 3, 3)) == "Founders' Day"
    assert office.closed_because(date(2025, 3, 7)) == "Friday"
    assert office.add(date(2025, 2, 27), 2) == date(2025, 3, 4)
    assert calendar("our-office", [replace(OFFICE)]) is office


def test_a_calendar_from_elsewhere_joins_shipped_ones_after_them():
    joint = calendar("our-office+us-fed", [OFFICE])

    assert joint.id == "us-fed+our-office"
    assert (joint.first, joint.last) == (OFFICE.first, OFFICE.last)
    assert joint.closed_because(date(2025, 3, 7)) == "our-office: Friday"
    assert joint.closed_because(date(2025, 3, 8)) == "Saturday"
    assert joint.add(date(2025, 3, 6), 1) == date(2025, 3, 10)
    veterans_day = date(2022, 11, 11)
    assert joint.closed_because(veterans_day) == "us-fed: Veterans Day; our-office: Friday"
    assert joint.holidays_between(veterans_day, veterans_day) == ()


def test_a_correction_stands_in_for_the_shipped_calendar():
    shipped = calendar("england").members[0]
    extra_day = Holiday(date(2027, 7, 19), "Victory bank holiday", "Royal proclamation")
    corrected = replace(shipped, version="2027.1", holidays=(*shipped.holidays, extra_day))

    assert calendar("england").is_open(extra_day.day)
    assert calendar("england", [corrected]).closed_because(extra_day.day) == "Victory bank holiday"
    assert calendar("england", [corrected]).version == "2027.1"


def test_the_closest_known_ids_include_those_from_elsewhere():
    with pytest.raises(UnknownCalendar, match="Did you mean our-office"):
        calendar("our-offices", [OFFICE])


def with_range(id, first, last):
    return replace(OFFICE, id=id, first=first, last=last, holidays=())


def test_ranges_that_do_not_overlap_cannot_be_joined():
    old = with_range("old-office", date(1990, 1, 1), date(1994, 12, 31))

    with pytest.raises(OutsideRange) as refused:
        calendar("us-fed+old-office", [old])
    assert str(refused.value) == (
        "No day is verified in all of these calendars: us-fed, Sun 1 Jan 1995 to Mon 31 Dec 2035; "
        "old-office, Mon 1 Jan 1990 to Sat 31 Dec 1994. "
        "Join calendars whose ranges overlap, or extend one of them."
    )


def test_ranges_that_share_one_day_can_be_joined():
    late = with_range("late-office", date(2035, 12, 31), date(2036, 12, 31))

    assert calendar("us-fed+late-office", [late]).is_open(date(2035, 12, 31))


def test_variants_of_a_single_calendar():
    assert [variant.calendar_id for variant in variants("us-fed")] == ["us-federal-offices"]
    assert [variant.calendar_id for variant in variants("us-federal-offices")] == ["us-fed"]
    assert [variant.calendar_id for variant in variants("california-banks")] == ["us-fed"]
    assert [variant.calendar_id for variant in variants("new-york")] == ["us-fed"]
    assert variants("england") == variants("weekdays") == variants("our-office") == ()


def test_variants_of_a_joint_calendar_exchange_one_member_or_both():
    found = variants("california-banks+us-fed")

    assert [variant.calendar_id for variant in found] == [
        "us-fed",
        "us-federal-offices+california-banks",
        "us-fed+us-federal-offices",
    ]
    assert found[2].basis == f"{found[1].basis} {found[0].basis}"


def test_variants_never_repeat_the_calendar_or_one_another():
    joint = "us-fed+us-federal-offices"

    assert [variant.calendar_id for variant in variants(joint)] == ["us-fed", "us-federal-offices"]


@pytest.mark.parametrize("id", SHIPPED)
def test_every_variant_is_a_sentence_and_a_calendar(id):
    for variant in variants(id):
        assert variant.basis.endswith(".")
        assert calendar(variant.calendar_id).id == variant.calendar_id != id


def test_variants_of_nothing_are_refused():
    with pytest.raises(UnknownCalendar):
        variants("+")
