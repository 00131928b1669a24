"""What is entered wrongly is told where it stands; all that was typed stays, nothing is written."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Party, User
from obligations.models import KeyDate, Obligation, Terms
from obligations.tests.typed import errors_in, rows, send

pytestmark = pytest.mark.django_db


def change(agreement: Agreement) -> str:
    return reverse("admin:agreements_agreement_change", args=[agreement.pk])


def add_obligation(agreement: Agreement) -> str:
    return f"{reverse('admin:obligations_obligation_add')}?agreement={agreement.pk}"


def date_row(name: str, rule: str) -> dict[str, str]:
    return {"name": name, "kind": "defined", "rule": rule}


def obligation(agreement: Agreement, **more: Any) -> dict[str, Any]:
    sides = [p.pk for p in agreement.participations.order_by("position")]
    typed = {"ref": "7", "section": "7", "kind": "payment", "title": "Pay", "summary": "Pay it."}
    return {**typed, "obligors": sides[1:], "obligees": sides[:1], **more}


def with_dates(agreement: Agreement, *typed: dict[str, str]) -> dict[str, Any]:
    count = KeyDate.objects.filter(agreement=agreement).count()
    return rows("key_dates", *typed, start=count)


def test_an_illegal_rule_is_told_at_its_row(as_colleague: Client, agreement: Agreement) -> None:
    typed = with_dates(agreement, date_row("End", "30 dais after [Delivery]"))
    response = send(as_colleague, change(agreement), typed)
    assert "dais" in errors_in(response)["key_dates-4-rule"][0]
    assert "30 dais after [Delivery]" in response.content.decode()
    assert not KeyDate.objects.filter(name="End").exists()


def test_an_unknown_name_is_told_with_the_nearest(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = with_dates(agreement, date_row("End", "30 days after [Deliverry]"))
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert "Did you mean [Delivery]" in said["key_dates-4-rule"][0]


def test_every_wrong_rule_of_a_page_is_told(as_colleague: Client, agreement: Agreement) -> None:
    first, second = date_row("End", "30 dais after [Delivery]"), date_row("Start", "by [Nowhere]")
    said = errors_in(send(as_colleague, change(agreement), with_dates(agreement, first, second)))
    assert {"key_dates-4-rule", "key_dates-5-rule"} <= set(said)


def test_a_circle_is_told_at_each_of_its_dates(as_colleague: Client, agreement: Agreement) -> None:
    circle = date_row("End", "1 day after [Start]"), date_row("Start", "1 day after [End]")
    said = errors_in(send(as_colleague, change(agreement), with_dates(agreement, *circle)))
    for place in ("__all__", "key_dates-4-rule", "key_dates-5-rule"):
        assert "[End] → [Start] → [End]" in said[place][0]
    assert not KeyDate.objects.filter(name__in=["End", "Start"]).exists()


def test_a_key_date_that_rules_name_keeps_its_name(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = {"key_dates-0-name": "Signing", "reason": "clearer"}
    response = send(as_colleague, change(agreement), typed)
    assert "The rules of 2.1" in errors_in(response)["key_dates-0-name"][0]
    assert 'value="Signing"' in response.content.decode()
    assert not KeyDate.objects.filter(name="Signing").exists()


def test_a_name_or_reference_that_is_taken(as_colleague: Client, agreement: Agreement) -> None:
    typed = with_dates(agreement, {"name": "delivery", "kind": "event"})
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert said["key_dates-4-name"] == ["There is already a key date of this name here."]
    typed = {"reference": "sup-2019", "title": "Again"}
    said = errors_in(send(as_colleague, reverse("admin:agreements_agreement_add"), typed))
    assert said["reference"] == ["There is already an agreement with this reference."]


def test_a_reference_behind_a_wall_is_taken_too(
    as_administrator: Client, agreement: Agreement
) -> None:
    typed = {"reference": "SUP-2019", "title": "Again"}
    said = errors_in(send(as_administrator, reverse("admin:agreements_agreement_add"), typed))
    assert said["reference"] == ["There is already an agreement with this reference."]


def test_a_rule_goes_with_the_kind_that_has_one(as_colleague: Client, agreement: Agreement) -> None:
    typed = with_dates(
        agreement,
        {"name": "One", "kind": "defined", "rule": ""},
        {"name": "Two", "kind": "event", "rule": "by [Delivery]"},
    )
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert "needs its rule" in said["key_dates-4-rule"][0]
    assert "choose that kind" in said["key_dates-5-rule"][0]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("conventions-0-calendar", "us-fad", "Did you mean us-fed"),
        ("conventions-0-fiscal_year_end", "31-12", "write it as 12-31"),
        ("conventions-0-zone", "London", "is not a time zone"),
        ("signed_date", "3/4/2020", "write it as 28 Apr 2000"),
        ("signed_date", "Mon 3 April 2020", "it is Fri 3 Apr 2020"),
    ],
)
def test_facts_and_conventions(
    as_colleague: Client, agreement: Agreement, field: str, typed: str, sentence: str
) -> None:
    response = send(as_colleague, change(agreement), {field: typed, "reason": "section 1"})
    assert sentence in errors_in(response)[field][0]
    assert typed in response.content.decode()


def test_a_calendar_that_rules_need_cannot_go(as_colleague: Client, agreement: Agreement) -> None:
    typed = {"conventions-0-calendar": "", "reason": "not in the text"}
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert any("6.1: The rule needs a calendar" in sentence for sentence in said["__all__"])


def test_a_notice_rule_is_checked_line_by_line(as_colleague: Client, agreement: Agreement) -> None:
    typed = rows(
        "notice_rules", {"channel": "fax", "rules": "deemed received same day\n3 days after it"}
    )
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert said["notice_rules-0-rules"]


def test_an_obligation_with_a_wrong_rule(as_colleague: Client, agreement: Agreement) -> None:
    typed = obligation(agreement, rule="within 30 dais after [Delivery]")
    response = send(as_colleague, add_obligation(agreement), typed)
    assert "dais" in errors_in(response)["rule"][0]
    assert "within 30 dais" in response.content.decode()
    assert not Obligation.objects.filter(ref="7").exists()


def test_an_obligation_that_is_not_filled_in(as_colleague: Client, agreement: Agreement) -> None:
    said = errors_in(send(as_colleague, add_obligation(agreement), {"ref": "2.1"}))
    assert {"section", "kind", "title", "summary", "obligors"} <= set(said)


def test_a_reference_that_another_obligation_has(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = obligation(agreement, ref="2.1")
    said = errors_in(send(as_colleague, add_obligation(agreement), typed))
    assert said["ref"] == ["There is already an obligation with this reference here."]


def test_a_carve_out_with_a_wrong_rule_keeps_the_text_as_it_was(
    as_colleague: Client, agreement: Agreement
) -> None:
    row = Obligation.objects.get(agreement=agreement, ref="4")
    url = reverse("admin:obligations_obligation_change", args=[row.pk])
    carve_out = rows("carve_outs", {"title": "Samples", "rule": "from [Nowhere]"})
    typed = {"summary": "Other words.", "reason": "clearer", **carve_out}
    said = errors_in(send(as_colleague, url, typed))
    assert "Nowhere" in said["carve_outs-0-rule"][0]
    assert Terms.objects.filter(obligation=row).count() == 1


def test_who_answers_must_see_the_agreement(
    as_colleague: Client, agreement: Agreement, administrator: User
) -> None:
    typed = obligation(agreement, responsible=administrator.pk)
    said = errors_in(send(as_colleague, add_obligation(agreement), typed))
    assert said["responsible"] == [
        "Ada Quill cannot see this agreement: put them on its team first."
    ]


def test_parties_of_other_agreements_cannot_owe(as_colleague: Client, agreement: Agreement) -> None:
    said = errors_in(
        send(as_colleague, add_obligation(agreement), obligation(agreement, obligors=[999999]))
    )
    assert said["obligors"]


def test_a_name_that_no_text_can_be_is_refused(as_colleague: Client) -> None:
    page = as_colleague.post("/admin/agreements/party/add/", {"name": "Birch\0"})
    assert page.status_code == 200 and "Null characters" in page.content.decode()


def test_a_party_that_is_there_already(as_colleague: Client, agreement: Agreement) -> None:
    url = reverse("admin:agreements_party_add")
    said = errors_in(send(as_colleague, url, {"name": "birch stores PLC"}))
    assert said["name"] == ["There is already a party of this name."]
    assert Party.objects.filter(name__iexact="birch stores plc").count() == 1


def test_leads_are_numbers(as_colleague: Client, colleague: User) -> None:
    url = reverse("admin:obligations_reminderpolicy_add")
    said = errors_in(send(as_colleague, url, {"name": "Often", "leads": "thirty, 1"}))
    assert "Write days as numbers" in said["leads"][0]
