"""The ledger of delays: the cases of cases/delays.csv, and entries taken back and allowed."""

import csv
from datetime import date
from pathlib import Path

import pytest

from agreements.audit import Unexplained
from obligations.actions import adjustments, delays, occurrences
from obligations.actions.happenings import Said, record
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Adjustment, Happening
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.ledger import ledger_of, span_ledgers
from obligations.queries.lines import lines
from obligations.queries.status import with_status
from obligations.tests.finding import key_date_of, obligation_of, row_of

TABLE = Path(__file__).parent / "cases" / "delays.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
WHY = "as the letter of 9 March shows"


def delay(agreement, text, **more):
    """A delay written as `2020-03-01..2020-03-10 regulator claimed`."""
    days, cause, *rest = text.split()
    first, last = days.split("..")
    said = {
        "first": date.fromisoformat(first),
        "last": date.fromisoformat(last) if last else None,
        "caused_by": cause,
        "efforts": "not used" if "idle" in rest else "used",
        "is_claim": "claimed" in rest,
    }
    return delays.Delay(key_date=key_date_of(agreement, "Excused Delay"), **{**said, **more})


def enter(agreement, by, text, **more):
    return delays.enter_delay(delay=delay(agreement, text, **more), by=by, reason=WHY)


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "backwards"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_table(closing, owner, case, turned):
    entries = [text.strip() for text in case["entries"].split(";") if text.strip()]
    for text in reversed(entries) if turned else entries:
        enter(closing, owner, text)
    ledger = span_ledgers(closing, business_now())[0]
    (moved,) = ledger.moved
    assert (ledger.counted, ledger.claimed) == (int(case["counted"]), int(case["claimed"]))
    assert (moved.original, moved.now) == (
        date(2020, 5, 30),
        date.fromisoformat(case["effectiveness"]),
    )
    row = row_of(closing, "effective")
    assert row.unmoved_date == (date(2020, 5, 29) if moved.days else None)


def test_the_original_stands_beside_the_moved_date(closing, owner):
    enter(closing, owner, "2020-03-01..2020-03-10 regulator")
    row = row_of(closing, "effective")
    (line,) = lines(with_status(type(row).objects.filter(pk=row.pk), business_now()))
    assert (line.original, line.last, line.moved_days) == (
        date(2020, 5, 29),
        date(2020, 6, 8),
        10,
    )


def test_an_entry_is_taken_back_with_its_days(closing, owner):
    enter(closing, owner, "2020-03-01..2020-03-10 regulator")
    made = Adjustment.objects.get()
    adjustments.take_back(adjustment=made, by=owner, reason="wrong matter")
    row = row_of(closing, "effective")
    assert (row.due_date, row.unmoved_date) == (date(2020, 5, 29), None)
    assert Happening.objects.get(is_current=True, key_date=made.key_date).withdrawn
    (past,) = ledger_of(closing, business_now()).past
    assert (past.row.lifted_because, past.row.lifted_by) == ("wrong matter", owner)
    with pytest.raises(NotNow, match="taken back already"):
        adjustments.take_back(adjustment=made, by=owner, reason="again")


def test_a_claim_is_allowed(closing, owner):
    enter(closing, owner, "2020-03-01..2020-03-10 regulator claimed")
    claim = Adjustment.objects.get()
    (moved,) = span_ledgers(closing, business_now())[0].moved
    assert (moved.days, moved.claimed_days) == (0, 10)
    delays.allow_claim(adjustment=claim, by=owner, reason="the regulator confirms it")
    assert row_of(closing, "effective").due_date == date(2020, 6, 8)
    allowed = Adjustment.objects.get(lifted_at=None)
    assert allowed.counted and not allowed.is_claim and claim.pk != allowed.pk
    with pytest.raises(NotNow, match="no claim"):
        delays.allow_claim(adjustment=allowed, by=owner, reason="twice")


def test_days_that_were_recorded_count_until_they_are_judged(closing, owner):
    said = Said(day=date(2020, 3, 1), until=date(2020, 3, 10))
    record(key_date=key_date_of(closing, "Excused Delay"), said=said, by=owner, reason=WHY)
    (line,) = span_ledgers(closing, business_now())[0].lines
    assert (line.row, line.standing) == (None, "counted")
    assert row_of(closing, "effective").due_date == date(2020, 6, 8)
    judged = delays.Delay(
        key_date=key_date_of(closing, "Excused Delay"), lineage=1, caused_by="Cedar Labs Ltd"
    )
    delays.enter_delay(delay=judged, by=owner, reason=WHY)
    assert row_of(closing, "effective").due_date == date(2020, 5, 29)
    with pytest.raises(NotNow, match="in the ledger already"):
        delays.enter_delay(delay=judged, by=owner, reason=WHY)


def test_an_editor_claims_and_counsel_counts(closing, colleague):
    with pytest.raises(NotAllowed):
        enter(closing, colleague, "2020-03-01..2020-03-10 regulator")
    enter(closing, colleague, "2020-03-01..2020-03-10 regulator claimed")
    with pytest.raises(NotAllowed):
        delays.allow_claim(adjustment=Adjustment.objects.get(), by=colleague, reason=WHY)


@pytest.mark.parametrize(
    ("text", "more", "sentence"),
    [
        ("2020-03-05..2020-03-01 regulator", {}, "before the first"),
        ("2020-04-01..2020-04-05 regulator", {}, "still to come"),
        ("2020-03-01..2020-03-05 regulator", {"caused_by": " "}, "who or what caused"),
        ("2020-03-01..2020-03-05 regulator", {"efforts": "some"}, "Best efforts were used"),
        ("2020-03-01..2020-03-05 regulator", {"first": None}, "on which day"),
        ("2020-03-01..2020-03-05 regulator", {"lineage": 9}, "no such days"),
    ],
)
def test_what_cannot_be_entered(closing, owner, text, more, sentence):
    with pytest.raises(EngineError, match=sentence):
        enter(closing, owner, text, **more)
    assert not Adjustment.objects.exists() and row_of(closing, "effective").unmoved_date is None


def test_a_reason_is_needed(closing, owner):
    said = delay(closing, "2020-03-01..2020-03-10 regulator")
    with pytest.raises(Unexplained):
        delays.enter_delay(delay=said, by=owner, reason=" ")


def test_a_single_occurrence_is_suspended(closing, owner):
    report = row_of(closing, "report")
    enter(closing, owner, "2020-03-01..2020-03-10 flood", occurrence=report)
    report.refresh_from_db()
    assert (report.due_date, report.extended_date) == (date(2020, 6, 30), date(2020, 7, 10))
    assert report.unmoved_date == date(2020, 6, 30)
    made = Adjustment.objects.get()
    assert made.kind == "suspension"
    adjustments.take_back(adjustment=made, by=owner, reason="no flood")
    report.refresh_from_db()
    assert (report.extended_date, report.unmoved_date) == (None, None)


# Extensions of key dates


def new_date(agreement, name, to, agreed_with="Dogwood"):
    return adjustments.NewDate(
        key_date=key_date_of(agreement, name), to=date.fromisoformat(to), agreed_with=agreed_with
    )


def test_a_key_date_is_extended_and_what_hangs_on_it_follows(closing, owner):
    extension = new_date(closing, "Filing Date", "2020-03-20")
    adjustments.extend_key_date(extension=extension, by=owner, reason=WHY)
    row = row_of(closing, "file")
    assert (row.due_date, row.unmoved_date) == (date(2020, 3, 20), date(2020, 3, 1))
    again = new_date(closing, "Filing Date", "2020-03-25")
    adjustments.extend_key_date(extension=again, by=owner, reason=WHY)
    first, second = Adjustment.objects.order_by("pk")
    assert (first.lifted_by, second.original_date) == (owner, date(2020, 3, 20))
    adjustments.take_back(adjustment=second, by=owner, reason="refused after all")
    assert row_of(closing, "file").due_date == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("name", "to", "agreed_with", "sentence"),
    [
        ("Filing Date", "2020-03-01", "Dogwood", "not later"),
        ("Closing Date", "2020-03-20", "Dogwood", "no date that the agreement defines"),
        ("Filing Date", "2020-03-20", " ", "with whom"),
    ],
)
def test_an_extension_that_cannot_be(closing, owner, name, to, agreed_with, sentence):
    with pytest.raises(EngineError, match=sentence):
        extension = new_date(closing, name, to, agreed_with)
        adjustments.extend_key_date(extension=extension, by=owner, reason=WHY)
    assert not Adjustment.objects.exists()


def test_a_waiver_and_an_extension_are_taken_back_from_the_ledger(closing, owner):
    report = row_of(closing, "report")
    waived = occurrences.waive(occurrence=report, by=owner, reason=WHY)
    adjustments.take_back(adjustment=waived, by=owner, reason="it is needed")
    report.refresh_from_db()
    assert report.phase == "live"
    to = date(2020, 7, 31)
    extended = occurrences.extend(
        occurrence=report, to=to, by=owner, reason=WHY, agreed_with="Dogwood"
    )
    adjustments.take_back(adjustment=extended, by=owner, reason="not agreed")
    report.refresh_from_db()
    assert (report.extended_date, report.sort_date) == (None, date(2020, 6, 30))


def test_only_what_is_forbidden_can_be_permitted(closing, owner):
    with pytest.raises(EngineError, match="forbids nothing"):
        act = adjustments.Act(obligation=obligation_of(closing, "report"))
        adjustments.permit(act=act, by=owner, reason=WHY)
