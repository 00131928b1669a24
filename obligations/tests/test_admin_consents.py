"""Holdings, affiliates and consent rules in data entry; requests and adjustments lead to pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.models import Party
from obligations.actions import occurrences
from obligations.models import Adjustment, ConsentRule, Holding
from obligations.tests.consenting import ask, hold, two_thirds
from obligations.tests.finding import row_of


def address(name, agreement):
    return f"{reverse(f'admin:obligations_{name}_add')}?agreement={agreement.pk}"


def test_a_holding_is_entered_and_one_for_the_same_days_refused(closing, as_owner):
    given = {
        "party": Party.objects.get(name="Elm Partners").pk,
        "security": "Registrable Securities",
        "quantity": "250000",
        "from_date": "1 Feb 2020",
        "source": "Register",
    }
    assert as_owner.get(address("holding", closing)).status_code == 200
    response = as_owner.post(address("holding", closing), given)
    assert response.status_code == 302
    assert Holding.objects.get().quantity == Decimal(250000)
    again = as_owner.post(address("holding", closing), given)
    assert again.status_code == 200 and "already" in again.content.decode()
    wrong = {**given, "quantity": "-1", "from_date": "2 Feb 2020"}
    assert "less than nothing" in as_owner.post(address("holding", closing), wrong).content.decode()


def test_a_rule_is_entered_with_its_names_on_lines(closing, as_owner):
    given = {
        "name": "Waivers",
        "section": "6(f)",
        "matters": ["waiver", "extension"],
        "persons": "Company\nDogwood Fund",
        "threshold": "at least",
        "percent": "60",
        "security": "Registrable Securities",
        "among": "outstanding",
        "not_counted": "Company",
    }
    assert as_owner.get(address("consentrule", closing)).status_code == 200
    response = as_owner.post(address("consentrule", closing), given)
    assert response.status_code == 302, response.content.decode()[-3000:]
    rule = ConsentRule.objects.get()
    assert (rule.persons, rule.matters) == (["Company", "Dogwood Fund"], ["waiver", "extension"])
    change = reverse("admin:obligations_consentrule_change", args=[rule.pk])
    assert "Dogwood Fund" in as_owner.get(change).content.decode()
    too_much = {**given, "name": "More", "percent": "101"}
    response = as_owner.post(address("consentrule", closing), too_much)
    assert "at most 100" in response.content.decode()


@pytest.mark.parametrize("name", ["holding", "affiliation", "consentrule", "consentrequest"])
def test_lists_show_what_their_reader_may_see(closing, owner, as_owner, as_administrator, name):
    hold(closing, Party.objects.get(name="Elm Partners"), "1", owner)
    ask(two_thirds(closing, owner), owner)
    lists = reverse(f"admin:obligations_{name}_changelist")
    shown = as_owner.get(lists)
    assert shown.status_code == 200
    if name != "affiliation":
        assert "CLO-2020" in shown.content.decode()
    assert "CLO-2020" not in as_administrator.get(lists).content.decode()


def test_requests_and_adjustments_lead_to_their_pages(closing, owner, as_owner):
    occurrences.waive(occurrence=row_of(closing, "report"), by=owner, reason="not needed")
    made = Adjustment.objects.get()
    hold(closing, Party.objects.get(name="Elm Partners"), "1", owner)
    request = ask(two_thirds(closing, owner), owner)
    change = reverse("admin:obligations_adjustment_change", args=[made.pk])
    assert as_owner.get(change)["Location"].endswith(f"/adjustments#a{made.pk}")
    assert as_owner.get(reverse("admin:obligations_adjustment_changelist")).status_code == 200
    change = reverse("admin:obligations_consentrequest_change", args=[request.pk])
    assert as_owner.get(change)["Location"] == reverse("consent", args=[request.pk])
