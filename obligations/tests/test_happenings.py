"""Recording what happened, correcting it and taking it back: rows are added, none is lost."""

from datetime import UTC, date, datetime, time

import pytest

from agreements.models import User
from obligations.actions.happenings import Said, find_to_correct, record
from obligations.engine.errors import EngineError
from obligations.models import Happening
from obligations.permissions import NotAllowed
from obligations.tests.finding import dates_of, key_date_of, phases_of, row_of

FEBRUARY = date(2020, 2, 3)


def versions(agreement, name):
    """Lineage, version, current, withdrawn and date of every row of a key date, oldest first."""
    rows = Happening.objects.filter(key_date__agreement=agreement, key_date__name=name)
    columns = ("lineage", "version", "is_current", "withdrawn", "happened_date")
    return list(rows.order_by("lineage", "version").values_list(*columns))


def test_a_happening_gives_what_waits_for_it_a_date(closing, owner):
    changes = record(
        key_date=key_date_of(closing, "Cure Notice"), said=Said(day=date(2020, 3, 2)), by=owner
    )
    assert [(m.ref, m.old, m.new) for m in changes.moves] == [("cure", None, date(2020, 4, 16))]
    assert row_of(closing, "cure").due_date == date(2020, 4, 16)


def test_a_correction_is_a_new_version_and_keeps_the_old_one(closing, owner):
    record(
        key_date=key_date_of(closing, "Closing Date"),
        said=Said(day=FEBRUARY, corrects=1),
        by=owner,
        reason="the closing memorandum says so",
    )
    assert versions(closing, "Closing Date") == [
        (1, 1, False, False, date(2020, 1, 31)),
        (1, 2, True, False, FEBRUARY),
    ]


@pytest.mark.parametrize(
    "said", [Said(day=FEBRUARY, corrects=1), Said(day=FEBRUARY, corrects=1, withdraw=True)]
)
def test_a_correction_and_a_withdrawal_need_a_reason(closing, owner, said):
    with pytest.raises(EngineError, match="needs a reason"):
        record(key_date=key_date_of(closing, "Closing Date"), said=said, by=owner, reason="  ")
    assert len(versions(closing, "Closing Date")) == 1


def test_what_moves_a_computed_date_needs_a_reason(closing, owner):
    delay = key_date_of(closing, "Excused Delay")
    said = Said(day=date(2020, 3, 2), until=date(2020, 3, 4))
    before = dates_of(closing)
    with pytest.raises(EngineError, match="say why"):
        record(key_date=delay, said=said, by=owner)
    assert versions(closing, "Excused Delay") == [] and dates_of(closing) == before
    record(key_date=delay, said=said, by=owner, reason="the Commission was closed")
    assert row_of(closing, "effective").due_date == date(2020, 6, 1)


def test_taking_back_makes_what_hangs_on_it_wait_again(closing, owner):
    changes = record(
        key_date=key_date_of(closing, "Closing Date"),
        said=Said(day=date(2020, 1, 31), corrects=1, withdraw=True),
        by=owner,
        reason="it was put off",
    )
    assert {m.ref for m in changes.moves if m.new is None} >= {"file", "effective", "lock-up"}
    assert row_of(closing, "file").phase == "awaiting"
    assert set(phases_of(closing, "statement").values()) == {"withdrawn", "awaiting"}
    assert row_of(closing, "report").due_date == date(2020, 6, 30)


def test_what_was_taken_back_can_be_recorded_anew(closing, owner):
    key_date = key_date_of(closing, "Closing Date")
    before = dates_of(closing)
    day = date(2020, 1, 31)
    record(key_date=key_date, said=Said(day=day, corrects=1, withdraw=True), by=owner, reason="x")
    record(key_date=key_date, said=Said(day=day), by=owner)
    assert [row[:4] for row in versions(closing, "Closing Date")] == [
        (1, 1, False, False),
        (1, 2, False, True),
        (1, 3, True, False),
    ]
    assert dates_of(closing) == before


def test_what_was_taken_back_is_not_corrected_or_taken_back_again(closing, owner):
    key_date = key_date_of(closing, "Closing Date")
    gone = Said(day=date(2020, 1, 31), corrects=1, withdraw=True)
    record(key_date=key_date, said=gone, by=owner, reason="x")
    for said in (gone, Said(day=FEBRUARY, corrects=1)):
        with pytest.raises(EngineError, match="taken back already"):
            record(key_date=key_date, said=said, by=owner, reason="x")


def test_taking_back_says_which(closing, owner):
    with pytest.raises(EngineError, match="which happening"):
        record(
            key_date=key_date_of(closing, "Comment Letter"),
            said=Said(day=FEBRUARY, withdraw=True),
            by=owner,
            reason="x",
        )


def test_an_event_happens_once(closing, owner):
    with pytest.raises(EngineError, match="happens once and is recorded for Fri 31 Jan 2020"):
        record(key_date=key_date_of(closing, "Closing Date"), said=Said(day=FEBRUARY), by=owner)


def test_a_repeating_event_is_recorded_once_a_day_or_with_its_times(closing, owner):
    letter = key_date_of(closing, "Comment Letter")
    record(key_date=letter, said=Said(day=FEBRUARY, at=time(9)), by=owner)
    record(key_date=letter, said=Said(day=FEBRUARY, at=time(15)), by=owner)
    for at in (None, time(15)):
        with pytest.raises(EngineError, match="already recorded for Mon 3 Feb 2020"):
            record(key_date=letter, said=Said(day=FEBRUARY, at=at), by=owner)
    assert phases_of(closing, "answer") == {"1": "live", "2": "live"}


def test_a_correction_does_not_double_another_happening(closing, owner):
    letter = key_date_of(closing, "Comment Letter")
    record(key_date=letter, said=Said(day=FEBRUARY), by=owner)
    record(key_date=letter, said=Said(day=date(2020, 2, 10)), by=owner)
    with pytest.raises(EngineError, match="already recorded"):
        record(key_date=letter, said=Said(day=FEBRUARY, corrects=2), by=owner, reason="x")


def test_a_later_correction_is_not_overwritten_unseen(closing, owner, colleague):
    key_date = key_date_of(closing, "Closing Date")
    said = Said(day=FEBRUARY, corrects=1, seen=1)
    record(key_date=key_date, said=said, by=colleague, reason="memorandum")
    with pytest.raises(EngineError, match=r"Ben Okafor changed this to Mon 3 Feb 2020 meanwhile"):
        record(
            key_date=key_date,
            said=Said(day=date(2020, 2, 4), corrects=1, seen=1),
            by=owner,
            reason="letter",
        )


def test_a_time_is_kept_in_the_zone_in_which_it_was_said(closing, owner):
    said = Said(day=date(2020, 7, 1), at=time(16), zone="America/New_York", certainty="planned")
    record(key_date=key_date_of(closing, "Cure Notice"), said=said, by=owner)
    row = Happening.objects.get(key_date__name="Cure Notice")
    assert row.happened_at == datetime(2020, 7, 1, 20, tzinfo=UTC)
    assert row.zone == "America/New_York"


def test_a_time_without_a_zone_is_the_agreements(closing, owner):
    said = Said(day=date(2020, 7, 1), at=time(16), certainty="planned")
    record(key_date=key_date_of(closing, "Cure Notice"), said=said, by=owner)
    row = Happening.objects.get(key_date__name="Cure Notice")
    assert row.happened_at == datetime(2020, 7, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("Filing Date", Said(day=FEBRUARY), "worked out by its rule"),
        ("Cure Notice", Said(day=FEBRUARY, until=date(2020, 2, 9)), "only a span has a last day"),
        ("Excused Delay", Said(day=FEBRUARY, until=date(2020, 2, 1)), "is before the first"),
        ("Cure Notice", Said(day=date(2020, 3, 12)), "Record it as planned"),
        ("Cure Notice", Said(day=FEBRUARY, at=time(9), zone="Mars/Olympus"), "no time zone"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(closing, owner, name, said, sentence):
    with pytest.raises(EngineError, match=sentence):
        record(key_date=key_date_of(closing, name), said=said, by=owner)
    assert versions(closing, name) == []


def test_what_is_planned_turns_actual(closing, owner):
    notice = key_date_of(closing, "Cure Notice")
    record(key_date=notice, said=Said(day=date(2020, 3, 9), certainty="planned"), by=owner)
    assert row_of(closing, "cure").certainty == "planned"
    record(key_date=notice, said=Said(day=date(2020, 3, 9), corrects=1), by=owner, reason="it came")
    assert row_of(closing, "cure").certainty == "actual"


def test_a_span_may_last(closing, owner):
    delay = key_date_of(closing, "Excused Delay")
    record(key_date=delay, said=Said(day=date(2020, 3, 9)), by=owner, reason="it began")
    row = row_of(closing, "effective")
    # Two days so far: Monday and the Tuesday that it is.
    assert (row.due_date, row.state) == (date(2020, 5, 31), "provisional")
    record(
        key_date=delay,
        said=Said(day=date(2020, 3, 9), until=date(2020, 3, 9), corrects=1),
        by=owner,
        reason="it ended the same day",
    )
    assert row_of(closing, "effective").due_date == date(2020, 5, 30)


def test_a_happening_is_found_by_its_day(closing):
    key_date = key_date_of(closing, "Closing Date")
    assert find_to_correct(key_date, date(2020, 1, 31)) == 1
    with pytest.raises(EngineError, match="recorded is Fri 31 Jan 2020"):
        find_to_correct(key_date, FEBRUARY)


def test_who_may_not_enter_may_not_record(closing, outsider: User, administrator: User):
    for person in (outsider, administrator):
        with pytest.raises(NotAllowed):
            record(key_date=key_date_of(closing, "Cure Notice"), said=Said(day=FEBRUARY), by=person)
    assert versions(closing, "Cure Notice") == []
