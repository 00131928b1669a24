"""An obligation entered, changed and retired on its page of data entry."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, User
from obligations.actions.occurrences import confirm
from obligations.models import CarveOut, Obligation, Occurrence, Terms
from obligations.tests.typed import errors_in, page, rows, send

pytestmark = pytest.mark.django_db


def change(row: Obligation) -> str:
    return reverse("admin:obligations_obligation_change", args=[row.pk])


def add(agreement: Agreement) -> str:
    return f"{reverse('admin:obligations_obligation_add')}?agreement={agreement.pk}"


@pytest.fixture
def typed(agreement: Agreement, owner: User) -> dict[str, Any]:
    supplier, customer = agreement.participations.order_by("position")
    return {
        "ref": "7",
        "section": "7.1",
        "kind": "payment",
        "title": "Pay the deposit",
        "summary": "A tenth of the price.",
        "rule": "within 10 business days after Agreement Date",
        "amount": "GBP 1,000",
        "obligors": [customer.pk],
        "obligees": [supplier.pk],
        "responsible": owner.pk,
        "leads": "7, 30",
        **rows("carve_outs", {"title": "Samples", "cap": "ten"}),
    }


def test_the_agreement_is_chosen_first(as_colleague: Client, agreement: Agreement) -> None:
    response = page(as_colleague, reverse("admin:obligations_obligation_add"))
    assert f"?agreement={agreement.pk}" in response.content.decode()


def test_an_obligation_is_entered_and_has_its_date(
    as_colleague: Client, agreement: Agreement, typed: dict[str, Any], owner: User
) -> None:
    response = send(as_colleague, add(agreement), typed, follow=True)
    row = Obligation.objects.get(agreement=agreement, ref="7")
    assert row.terms is not None and row.terms.rule == typed["rule"]
    assert row.leads == [30, 7] and row.responsible == owner
    assert row.position == 8
    assert [str(side) for side in row.sides.order_by("side")] == [
        "Alder Works Ltd (Supplier), obligee",
        "Birch Stores plc (Customer), obligor",
    ]
    assert CarveOut.objects.get(obligation=row).cap == "ten"
    # Ten business days after Mon 2 Dec 2019.
    assert Occurrence.objects.get(obligation=row).due_date == date(2019, 12, 16)
    assert "7 Mon 16 Dec 2019" in response.content.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [("", None), ("none", []), ("None ", []), ("7", [7]), ("1, 30, 1", [30, 1])],
)
def test_an_empty_field_leaves_the_reminders_to_the_policy(
    as_colleague: Client,
    agreement: Agreement,
    typed: dict[str, Any],
    written: str,
    kept: list[int] | None,
) -> None:
    send(as_colleague, add(agreement), {**typed, "leads": written})
    row = Obligation.objects.get(agreement=agreement, ref="7")
    assert row.leads == kept
    shown = page(as_colleague, reverse("admin:obligations_obligation_change", args=[row.pk]))
    field = shown.context["adminform"].form["leads"]
    assert field.field.clean(field.value() or "") == kept


def test_saving_leads_back_to_the_agreement(
    as_colleague: Client, agreement: Agreement, typed: dict[str, Any]
) -> None:
    response = send(as_colleague, add(agreement), {**typed, "_save": "1"})
    assert response.url == f"/admin/agreements/agreement/{agreement.pk}/change/#obligations"


def test_save_and_add_another_stays_with_the_agreement(
    as_colleague: Client, agreement: Agreement, typed: dict[str, Any]
) -> None:
    response = send(as_colleague, add(agreement), {**typed, "_addanother": "1"})
    assert response.url == add(agreement)


def test_a_changed_text_is_a_new_version(
    as_colleague: Client, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("2.1")
    typed = {
        "rule": "within 60 days after [Agreement Date]",
        "amendment": "Amendment No. 1",
        "reason": "Amendment No. 1, section 2",
    }
    response = send(as_colleague, change(row), typed, follow=True)
    latest = Terms.objects.filter(obligation=row).order_by("-number")[0]
    assert (latest.number, latest.amendment) == (2, "Amendment No. 1")
    assert "2.1 from Wed 1 Jan 2020 to Fri 31 Jan 2020" in response.content.decode()
    assert "This made version 2 of its terms." in response.content.decode()


def test_who_looks_after_it_is_no_new_version(
    as_colleague: Client, colleague: User, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("2.1")
    typed = {"responsible": colleague.pk, "deputy": "", "reason": "holidays"}
    assert send(as_colleague, change(row), typed).status_code == 302
    row.refresh_from_db()
    assert row.responsible == colleague
    assert Terms.objects.filter(obligation=row).count() == 1


def test_a_changed_text_takes_the_confirmation_back(
    as_colleague: Client, owner: User, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("2.1")
    confirm(obligation=row, by=owner)
    assert "Confirmed by Olivia Hart" in page(as_colleague, change(row)).content.decode()
    send(as_colleague, change(row), {"summary": "Another forecast.", "reason": "clearer"})
    row.refresh_from_db()
    assert row.confirmed_by is None


def test_a_change_is_asked_why(
    as_colleague: Client, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("2.1")
    said = errors_in(send(as_colleague, change(row), {"summary": "Another forecast."}))
    assert "kept in the history" in said["reason"][0]


def test_its_page_shows_dates_and_versions(
    as_colleague: Client, obligation: Callable[[str], Obligation]
) -> None:
    shown = page(as_colleague, change(obligation("2.1"))).content.decode()
    assert "Wed 1 Jan 2020" in shown
    assert "Versions of its text" in shown


def test_it_is_retired_with_a_reason(
    as_colleague: Client, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("6.2")
    url = reverse("admin:obligations_obligation_retire", args=[row.pk])
    assert "A reason is needed" in as_colleague.post(url, {"reason": " "}).content.decode()
    row.refresh_from_db()
    assert row.retired_at is None
    assert as_colleague.post(url, {"reason": "struck out"}).status_code == 302
    row.refresh_from_db()
    assert row.retired_at is not None
    assert as_colleague.get(url).status_code == 404
    shown = page(as_colleague, change(row)).content.decode()
    assert "Retired on" in shown and 'name="_save"' not in shown
    assert as_colleague.post(change(row), {"title": "Mine"}).status_code == 403


def test_it_cannot_be_deleted(
    as_colleague: Client, obligation: Callable[[str], Obligation]
) -> None:
    url = reverse("admin:obligations_obligation_delete", args=[obligation("2.1").pk])
    assert as_colleague.post(url, {"post": "yes"}).status_code == 403


def test_the_reference_stays(as_colleague: Client, obligation: Callable[[str], Obligation]) -> None:
    row = obligation("2.1")
    send(as_colleague, change(row), {"ref": "2.9", "reason": "why not"})
    row.refresh_from_db()
    assert row.ref == "2.1"
