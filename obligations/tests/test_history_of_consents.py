"""The history of consents and adjustments in plain sentences."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.models import Party
from obligations.actions import adjustments, consents, delays, occurrences
from obligations.queries.history import history_of
from obligations.queries.history_words import told
from obligations.tests.consenting import affiliate, answer, ask, hold, two_thirds
from obligations.tests.finding import key_date_of, row_of

WHY = "because the test wants it"
SENTENCES = """
Dogwood Fund holds 350,000 Registrable Securities from Sat 1 Feb 2020.
Elm Partners is entered as an affiliate of Cedar Labs Ltd.
Consent 1 “Waive the report” was asked for on Tue 3 Mar 2020, answers until Fri 6 Mar 2020.
Consent 1: Waive the report: Dogwood Fund consented on Wed 4 Mar 2020.
Consent 1: Waive the report: Cedar Labs Ltd consented on Wed 4 Mar 2020.
Consent 1 “Waive the report” was given.
“Send the yearly report” (8): waiver, under Consent 1: Waive the report.
“Filing Date”: extension, to Fri 20 Mar 2020, agreed with Dogwood Fund.
“Filing Date”: the extension was taken back: because the test wants it.
“Excused Delay”: delay, caused by the regulator, counts.
“Excused Delay”: delay, caused by Cedar Labs Ltd, does not count.
"""
HEADLINES = """
asked for consent 1 “Waive the report”
recorded an answer to Consent 1: Waive the report
closed the count of consent 1 “Waive the report”
entered a delay of “Excused Delay”
extended “Filing Date”
took an adjustment of “Filing Date” back
entered what Dogwood Fund holds
"""


@pytest.fixture
def acts(closing, owner):
    """Holdings, a consent with what it allows, an extension taken back, two delays."""
    dogwood, cedar = (Party.objects.get(name=name) for name in ("Dogwood Fund", "Cedar Labs Ltd"))
    hold(closing, dogwood, "350000", owner)
    affiliate(closing, Party.objects.get(name="Elm Partners"), cedar, owner)
    rule = two_thirds(closing, owner, matters=["waiver"])
    request = ask(rule, owner, answers_by=date(2020, 3, 6))
    for name in ("Dogwood Fund", "Cedar Labs Ltd"):
        answer(request, name, owner)
    consents.close(request=request, by=owner)
    occurrences.waive(occurrence=row_of(closing, "report"), by=owner, reason=WHY)
    later = adjustments.NewDate(
        key_date=key_date_of(closing, "Filing Date"),
        to=date(2020, 3, 20),
        agreed_with="Dogwood Fund",
    )
    adjustments.extend_key_date(extension=later, by=owner, reason=WHY)
    entry = key_date_of(closing, "Filing Date").adjustments.get()
    adjustments.take_back(adjustment=entry, by=owner, reason=WHY)
    for day, who in ((date(2020, 2, 10), "the regulator"), (date(2020, 2, 20), "Cedar Labs Ltd")):
        said = delays.Delay(
            key_date=key_date_of(closing, "Excused Delay"), first=day, last=day, caused_by=who
        )
        delays.enter_delay(delay=said, by=owner, reason=WHY)
    return told(history_of(closing).acts)


def test_each_act_is_told_in_a_sentence(acts):
    changes = {sentence for act in acts for sentence in act.changes}
    assert set(SENTENCES.strip().splitlines()) - changes == set()
    headlines = {act.did for act in acts}
    assert set(HEADLINES.strip().splitlines()) - headlines == set()


def test_a_permission_says_up_to_how_much(closing, owner):
    banned = closing.obligations.filter(kind__in=("lock-up", "restriction")).first()
    act = adjustments.Act(obligation=banned, quantity=Decimal(25000), unit="shares")
    adjustments.permit(act=act, by=owner, reason=WHY)
    sentences = [s for one in told(history_of(closing).acts) for s in one.changes]
    assert any(s.endswith("permission, up to 25,000 shares.") for s in sentences)
