"""Pages of an agreement as known on a day: what was recorded later is on none of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from agreements.audit import recording
from agreements.models import Agreement, Defect, Party
from obligations.actions.carve_outs import UseSaid, record_use
from obligations.actions.closing import tick
from obligations.actions.defects import decide
from obligations.actions.happenings import Said, record
from obligations.actions.occurrences import complete, extend
from obligations.clock import business_today, looking_from
from obligations.models import CarveOut, Happening, Obligation, Occurrence
from obligations.permissions import user_can_decide, user_can_enter
from obligations.queries.looking_back import LookingBack, Viewpoint, seen_from
from obligations.tests.conftest import FILES, TUESDAY, enter, set_day
from obligations.tests.consenting import ask, hold, two_thirds
from obligations.tests.finding import key_date_of, row_of

FRIDAY = date(2020, 3, 13)
OF_AGREEMENT = (
    "obligations",
    "timeline",
    "graph",
    "graph?of=Closing+Date",
    "notices",
    "consents",
    "adjustments",
    "closing",
    "rights",
    "money",
    "money/royalties",
    "schedules",
    "defects",
)
OF_ALL = ("/may-we", "/may-we?party=Cedar+Labs+Ltd&day=2020-03-10", "/rights", "/defects")
PAGES = [*(f"/agreements/CLO-2020/{name}" for name in OF_AGREEMENT), *OF_ALL]


def then(page: str, day: date = TUESDAY, name: str = "known_on") -> str:
    return f"{page}{'&' if '?' in page else '?'}{name}={day.isoformat()}"


@pytest.fixture
def defect(closing: Agreement, system) -> Defect:
    with recording(by=system, action="enter", reason="for a test"):
        return Defect.objects.create(
            agreement=closing,
            section="2",
            kind="blank",
            title="The price is blank",
            text="No price.",
            affects=["file"],
        )


@pytest.fixture
def friday(closing: Agreement, defect: Defect, owner) -> Agreement:
    """All is entered on Tuesday; on Friday it is corrected, extended, asked for and decided."""
    rule = two_thirds(closing, owner, matters=["amendment", "waiver"])
    set_day(FRIDAY)
    said = Said(day=date(2020, 2, 14), corrects=1)
    record(key_date=key_date_of(closing, "Closing Date"), said=said, by=owner, reason="The bank.")
    extend(
        occurrence=row_of(closing, "effective"),
        to=date(2020, 9, 1),
        by=owner,
        reason="More time.",
        agreed_with="Dogwood Fund",
    )
    hold(closing, Party.objects.get(name="Dogwood Fund"), "350000", owner)
    ask(rule, owner, on=FRIDAY, record=FRIDAY, subject="Waive what is late")
    decide(defect=defect, decision="Read as ten.", by=owner, reason="The draft says so.")
    return closing


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_looked_at_as_known_on_a_day(as_owner, friday, page):
    answer = as_owner.get(then(page))
    assert answer.status_code == 200
    main = answer.text.split("<main")[1]
    assert "You are looking at this page as known on Tue 10 Mar 2020" in main
    assert 'method="post"' not in main
    assert "You are looking at" not in as_owner.get(page).text


# Page, what stood there on Tuesday, and what stands there since Friday
DIFFERENCES = (
    ("graph?of=Closing+Date", "Fri 31 Jan 2020", "Fri 14 Feb 2020"),
    ("timeline", "Sun 1 Mar 2020", "Sun 15 Mar 2020"),
    ("adjustments", "You are looking at", "More time."),
    ("consents", "Nobody is being asked", "Waive what is late"),
    ("defects", "1 of them undecided", "Read as ten."),
)


@pytest.mark.parametrize(("name", "before", "since"), DIFFERENCES)
def test_what_was_recorded_later_is_left_out(as_owner, friday, name, before, since):
    page = f"/agreements/CLO-2020/{name}"
    old, new = as_owner.get(then(page)).text, as_owner.get(then(page, FRIDAY)).text
    assert before in old and since not in old
    assert since in new
    assert since in as_owner.get(page).text


def test_may_we_asks_what_was_known(as_owner, unwalled, owner, system):
    set_day(TUESDAY)
    enter(FILES / "lock-up-2020.yaml", [owner], system)
    set_day(FRIDAY)
    ada = Party.objects.get(name="Ada Holder")
    said = UseSaid(party=ada, day=date(2020, 3, 9), quantity=Decimal(937))
    monthly = CarveOut.objects.select_related("obligation__agreement").get(title="Monthly sales")
    record_use(carve_out=monthly, said=said, by=owner, reason="Sold.")
    page = f"/may-we?party={ada.pk}&act=sell+shares&quantity=10&unit=shares&day=2020-03-10"
    assert "63" in as_owner.get(page).text.split("<main")[1]
    old = as_owner.get(then(page)).text.split("<main")[1]
    assert "937" not in old and "1,000" in old


def test_a_closing_is_judged_as_at_a_day_and_as_known(as_owner, unwalled, owner, system):
    set_day(TUESDAY)
    found = enter(FILES / "checklist-2020.yaml", [owner], system)
    set_day(FRIDAY)
    row = next(
        row
        for row in Occurrence.objects.filter(agreement=found, phase="live")
        if row.obligation.closing_items.exists()
    )
    tick(occurrences_=[row], on=date(2020, 3, 9), by=owner, note="By hand.")
    page = f"/agreements/{found.reference}/closing"
    assert "By hand." in as_owner.get(page).text
    assert "By hand." not in as_owner.get(then(page)).text
    assert "By hand." in as_owner.get(then(page, TUESDAY, "as_at")).text
    assert "satisfied" not in as_owner.get(then(page, date(2020, 3, 8), "as_at")).text


def test_a_page_that_judges_nothing_says_so_of_as_at(as_owner, friday):
    page = as_owner.get(then("/agreements/CLO-2020/defects", name="as_at")).text
    assert "judges nothing as at a day" in page
    assert "Read as ten." in page
    own = as_owner.get(then("/agreements/CLO-2020/rights", name="as_at")).text
    assert "judges nothing" not in own


def test_a_bad_day_is_told(as_owner, friday):
    page = as_owner.get("/agreements/CLO-2020/closing?known_on=soon").text
    assert "is no day" in page and "You are looking at" not in page
    page = as_owner.get("/agreements/CLO-2020/closing?known_on=2020-03-14").text
    assert "is still to come" in page


def test_before_the_record_begins_the_page_says_when_it_does(as_owner, friday):
    page = as_owner.get(then("/agreements/CLO-2020/adjustments", date(2020, 3, 9))).text
    assert "it begins on" in page


def test_a_wall_holds_in_the_past_too(as_outsider, friday):
    assert as_outsider.get(then("/agreements/CLO-2020/defects")).status_code == 404
    assert "The price is blank" not in as_outsider.get(then("/defects")).text


def test_tabs_and_questions_keep_the_day(as_owner, friday):
    page = as_owner.get(then("/agreements/CLO-2020/consents")).text
    assert "/agreements/CLO-2020/rights?known_on=2020-03-10" in page
    assert '<input type="hidden" name="known_on" value="2020-03-10">' in page


# The mechanism itself


def test_rows_are_those_of_then_and_nothing_can_be_written(friday, owner):
    closing_date = key_date_of(friday, "Closing Date")
    happened = Happening.objects.filter(key_date=closing_date, is_current=True)
    assert happened.get().happened_date == date(2020, 2, 14)
    with seen_from(Viewpoint(known_on=TUESDAY)):
        assert happened.get().happened_date == date(2020, 1, 31)
        assert Occurrence.objects.get(pk=row_of(friday, "effective").pk).extended_date is None
        assert {o.terms.number for o in Obligation.objects.select_related("terms")} == {1}
        with pytest.raises(LookingBack, match="for reading alone"), transaction.atomic():
            Happening.objects.filter(key_date=closing_date).update(note="changed")
    assert happened.get().happened_date == date(2020, 2, 14)


def test_from_another_day_nobody_may_enter(owner, tuesday):
    assert user_can_enter(owner) and user_can_decide(owner)
    with looking_from(date(2020, 1, 1)):
        assert business_today() == date(2020, 1, 1)
        assert not user_can_enter(owner) and not user_can_decide(owner)
    assert business_today() == TUESDAY


def test_what_was_taken_out_later_is_there_before(closing, system):
    holding = hold(closing, Party.objects.get(name="Elm Partners"), "10", system)
    set_day(FRIDAY)
    with recording(by=system, action="remove", reason="for a test"):
        type(holding).objects.filter(pk=holding.pk).delete()
    with seen_from(Viewpoint(known_on=TUESDAY)):
        found = type(holding).objects.get()
        assert (found.pk, found.quantity) == (holding.pk, Decimal(10))
    assert not type(holding).objects.exists()


def test_completions_are_those_of_then(closing, owner):
    set_day(FRIDAY)
    complete(occurrence=row_of(closing, "report"), on=date(2020, 3, 9), by=owner, note="Sent.")
    with seen_from(Viewpoint(known_on=TUESDAY)):
        assert row_of(closing, "report").phase == "live"
    assert row_of(closing, "report").phase == "done"
