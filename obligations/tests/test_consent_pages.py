"""The pages of consents and adjustments: what they show, to whom, and what can be done there."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.models import Party
from obligations.models import Adjustment, ConsentRequest
from obligations.tests.consenting import answer, ask, hold, two_thirds
from obligations.tests.finding import key_date_of, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(closing, owner):
    for name, quantity in (("Dogwood Fund", "350000"), ("Elm Partners", "250000")):
        hold(closing, Party.objects.get(name=name), quantity, owner)
    return ask(two_thirds(closing, owner), owner)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_count_is_told_in_words_and_numbers(closing, request_, owner, as_owner):
    answer(request_, "Dogwood Fund", owner)
    page = text_of(as_owner.get(reverse("consents", args=[closing.reference])))
    assert "350,000 of 600,000 counted have consented (about 58.33 %)" in page
    assert "missing: Cedar Labs Ltd and Elm Partners" in page
    assert "Not reached yet" in page and 'role="img"' in page


def test_holdings_as_at_another_day(closing, request_, as_owner):
    address = reverse("consents", args=[closing.reference])
    assert "Nobody is known to hold" in text_of(as_owner.get(address, {"day": "1 Jan 2020"}))
    assert "2020 can be read" not in text_of(as_owner.get(address, {"day": "1 Mar 2020"}))
    assert "as two days" in text_of(as_owner.get(address, {"day": "1/3/2020"}))


def test_a_consent_is_asked_answered_and_closed(closing, owner, as_owner):
    for name in ("Dogwood Fund", "Elm Partners"):
        hold(closing, Party.objects.get(name=name), "100", owner)
    rule = two_thirds(closing, owner)
    asked = {"rule": rule.pk, "matter": "waiver", "subject": "Waive it", "on": "3 Mar 2020"}
    address = reverse("ask_consent", args=[closing.reference])
    assert as_owner.get(address).status_code == 200
    assert as_owner.post(address, {**asked, "matter": "permission"}).status_code == 422
    assert as_owner.post(address, asked).status_code == 302
    made = ConsentRequest.objects.get()
    for party in made.answers.values_list("party_id", flat=True):
        given = {"party": party, "answer": "consent", "on": "4 Mar 2020", "means": "Letter"}
        act = reverse("consent_act", args=[made.pk, "answer"])
        assert as_owner.post(act, given).status_code == 302
    page = text_of(as_owner.get(reverse("consent", args=[made.pk])))
    assert "200 of 200 counted have consented (100 %)" in page
    close = reverse("consent_act", args=[made.pk, "close"])
    assert as_owner.post(close, {"on": "5 Mar 2020"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.closed_date) == ("given", date(2020, 3, 5))


def test_a_waiver_without_its_consent_comes_back_as_a_sentence(closing, request_, as_owner):
    report = row_of(closing, "report")
    response = as_owner.post(reverse("act", args=[report.pk, "waive"]), {"reason": "not needed"})
    assert response.status_code == 422
    assert "This is a waiver, and needs a consent: 6(f) asks for" in text_of(response)


def test_a_delay_is_shown_before_it_is_entered(closing, as_owner):
    address = reverse("enter_adjustment", args=[closing.reference, "delay"])
    given = {
        "key_date": key_date_of(closing, "Excused Delay").pk,
        "first": "1 Mar 2020",
        "last": "10 Mar 2020",
        "caused_by": "The regulator",
        "efforts": "used",
        "reason": "Its letter of 9 March",
    }
    shown = as_owner.post(address, {**given, "step": "preview"})
    assert "Mon 8 Jun 2020" in text_of(shown) and not Adjustment.objects.exists()
    token = shown.context["foreseen"].token
    done = as_owner.post(address, {**given, "step": "enter", "token": token})
    assert done.status_code == 302 and Adjustment.objects.get().counted
    page = text_of(as_owner.get(reverse("adjustments", args=[closing.reference])))
    assert "moved 10 days" in page and "The regulator" in page
    key_date = key_date_of(closing, "Excused Delay")
    named = text_of(as_owner.get(reverse("key_date", args=[key_date.pk])))
    assert "<b>Delay</b> caused by The regulator" in named
    row = row_of(closing, "effective")
    own = text_of(as_owner.get(reverse("obligation", args=[row.obligation_id])))
    assert "moved 10 days" in own and "Fri 29 May 2020" in own
    assert "was <time" in text_of(as_owner.get(reverse("register")))
    act = reverse("adjustment_act", args=[Adjustment.objects.get().pk, "take-back"])
    shown = as_owner.post(act, {"reason": "wrong", "step": "preview"})
    token = shown.context["foreseen"].token
    done = as_owner.post(act, {"reason": "wrong", "step": "enter", "token": token})
    assert done.status_code == 302 and Adjustment.objects.get().lifted_because == "wrong"


def test_who_may_not_see_finds_nothing(closing, request_, as_outsider, client):
    addresses = [
        reverse("consents", args=[closing.reference]),
        reverse("ask_consent", args=[closing.reference]),
        reverse("adjustments", args=[closing.reference]),
        reverse("enter_adjustment", args=[closing.reference, "delay"]),
        reverse("consent", args=[request_.pk]),
        reverse("consent_act", args=[request_.pk, "close"]),
    ]
    assert {as_outsider.get(address).status_code for address in addresses} == {404}
    assert {client.get(address).status_code for address in addresses} == {302}


def test_closing_is_for_counsel(request_, as_colleague):
    response = as_colleague.get(reverse("consent_act", args=[request_.pk, "close"]))
    assert response.status_code == 403
