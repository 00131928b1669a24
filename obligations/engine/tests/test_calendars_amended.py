"""Calendars made of others: corrections over one that ships, and calendars of a firm's own."""

from datetime import date

import pytest

from obligations.engine.calendars import (
    SHIPPED,
    Calendars,
    DayChange,
    Frame,
    OutsideRange,
    UnknownCalendar,
    amended,
    calendar,
    check_change,
)

ENGLAND = calendar("england")
STORM = DayChange(date(2026, 3, 16), False, "Storm closure", "London Gazette")
NO_EASTER = DayChange(date(2026, 4, 6), True, "Easter Monday", "Repealed")
OWN = Frame("Ours", "The firm", date(2026, 1, 1), date(2027, 12, 31), frozenset({5, 6}))


def corrected(*changes, **about):
    return amended(ENGLAND, changes, id="england", version="2", **about)


def test_a_correction_closes_and_opens_and_keeps_the_rest():
    found = corrected(STORM, NO_EASTER)
    assert found.closed_because(STORM.day) == "Storm closure"
    assert found.closed_because(NO_EASTER.day) is None
    assert found.closed_because(date(2026, 12, 25)) == "Christmas Day"
    assert (found.title, found.source) == (ENGLAND.title, ENGLAND.source)
    assert (found.first, found.last) == (ENGLAND.first, ENGLAND.last)
    assert found.projected_from == ENGLAND.projected_from
    assert (found.version, len(found.holidays)) == ("2", len(ENGLAND.members[0].holidays))


@pytest.mark.parametrize(
    "change",
    [
        DayChange(date(2026, 3, 17), True, "Open already", "x"),
        DayChange(date(2026, 3, 14), False, "On a Saturday", "x"),
        DayChange(date(1990, 1, 3), False, "Before the range", "x"),
    ],
)
def test_what_a_newer_base_has_overtaken_has_no_effect(change):
    assert corrected(change).holidays == corrected().holidays


def test_a_calendar_of_its_own_needs_a_whole_frame():
    found = amended(None, [STORM], id="ours", version="1", frame=OWN)
    assert [h.day for h in found.holidays] == [STORM.day]
    assert found.projected_from is None
    with pytest.raises(ValueError, match="stands upon no other"):
        amended(None, [], id="ours", version="1", frame=Frame("Ours", "The firm"))


def test_one_made_upon_joined_calendars_has_the_closings_of_both():
    found = amended(calendar("us-fed+england"), [], id="both", version="1")
    assert found.closed_because(date(2026, 7, 3)) is None
    assert found.closed_because(date(2026, 11, 26)) == "us-fed: Thanksgiving Day"
    assert found.closed_because(date(2026, 5, 4)) == "england: Early May bank holiday"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (STORM, None),
        (NO_EASTER, None),
        (DayChange(date(2026, 4, 6), False, "Easter Monday", "Another source"), None),
        (DayChange(date(2026, 3, 17), True, "A day", "x"), "business day already"),
        (DayChange(date(2026, 3, 14), False, "A day", "x"), "closed on every Saturday"),
        (DayChange(date(2036, 3, 17), False, "A day", "x"), "extend the range first"),
        (DayChange(date(2026, 3, 17), False, " ", "x"), "what the day is called"),
        (DayChange(date(2026, 3, 17), False, "A day", ""), "what the day is called"),
    ],
)
def test_a_change_that_cannot_be_made_is_told_in_a_sentence(change, sentence):
    if sentence is None:
        check_change(ENGLAND.members[0], change)
        return
    with pytest.raises(ValueError, match=sentence):
        check_change(ENGLAND.members[0], change)


def test_the_same_closing_once_more_is_refused():
    day = ENGLAND.members[0].holidays[0]
    with pytest.raises(ValueError, match="closed already"):
        check_change(ENGLAND.members[0], DayChange(day.day, False, day.name, day.basis))


def test_a_shelf_has_what_ships_and_what_is_put_beside_it():
    ours = amended(None, [STORM], id="ours", version="1", frame=OWN)
    shelf = Calendars((corrected(STORM), ours))
    assert shelf.ids == {*SHIPPED, "ours"}
    assert shelf.of("england").version == "2"
    assert shelf.of("ENGLAND + ours").id == "england+ours"
    assert shelf.of("us-fed") is shelf.of("us-fed") is calendar("us-fed")
    with pytest.raises(UnknownCalendar):
        shelf.of("theirs")
    with pytest.raises(OutsideRange, match="1 Jan 2026 to Fri 31 Dec 2027"):
        shelf.of("ours").is_open(date(2028, 1, 3))
    assert Calendars().of("england") is ENGLAND
