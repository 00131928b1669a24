"""What a compliance report prints of adjustments and of the consents behind them."""

from datetime import date

from django.template.loader import render_to_string

from agreements.models import Party
from obligations.actions import adjustments
from obligations.clock import machine_now
from obligations.models import Adjustment
from obligations.queries.report import Wanted, compliance
from obligations.tests.consenting import answer, ask, hold, two_thirds
from obligations.tests.test_ledger import enter

DAY = date(2020, 3, 10)


def agreed_on(agreement, owner, day):
    wanted = Wanted(day, agreement=agreement.pk)
    (agreed,) = compliance(owner, wanted, machine_now()).agreements
    return agreed


def test_nothing_to_tell_is_not_told(closing, owner):
    assert agreed_on(closing, owner, DAY).consents is None


def test_the_ledger_and_the_requests_are_printed_with_what_they_moved(closing, owner):
    for name in ("Dogwood Fund", "Elm Partners"):
        hold(closing, Party.objects.get(name=name), "100", owner)
    enter(closing, owner, "2020-03-01..2020-03-10 regulator")
    answer(ask(two_thirds(closing, owner), owner), "Elm Partners", owner)
    agreed = agreed_on(closing, owner, DAY)
    told = agreed.consents
    (moved,) = told.moved
    assert (moved.original, moved.now, moved.days) == (date(2020, 5, 30), date(2020, 6, 9), 10)
    assert [(one.kind, one.standing) for one in told.entered] == [("Delay", "counted")]
    assert told.asked[0].state == "Not reached yet"
    page = render_to_string("reports/consents.html", {"agreement": agreed, "consents": told})
    assert "100 of 200 counted have consented" in page and "moved 10 days" in page


def test_what_came_after_the_day_is_left_out(closing, owner):
    enter(closing, owner, "2020-03-01..2020-03-05 regulator")
    assert agreed_on(closing, owner, date(2020, 3, 9)).consents is None


def test_what_was_taken_back_is_printed_as_such(closing, owner):
    enter(closing, owner, "2020-03-01..2020-03-05 regulator")
    adjustments.take_back(adjustment=Adjustment.objects.get(), by=owner, reason="wrong matter")
    (one,) = agreed_on(closing, owner, DAY).consents.entered
    assert one.lifted == "Taken back by Olivia Hart: wrong matter"
