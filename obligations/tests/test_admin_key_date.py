"""Key dates on pages of their own: what happened is read there, never edited."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from obligations.models import Happening, KeyDate, SetDate
from obligations.tests.typed import errors_in, page, rows, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(agreement: Agreement) -> KeyDate:
    return KeyDate.objects.get(agreement=agreement, name="Delivery")


def change(row: KeyDate) -> str:
    return reverse("admin:obligations_keydate_change", args=[row.pk])


def add(agreement: Agreement) -> str:
    return f"{reverse('admin:obligations_keydate_add')}?agreement={agreement.pk}"


def test_what_happened_is_shown_and_not_a_field(as_colleague: Client, delivery: KeyDate) -> None:
    response = page(as_colleague, change(delivery))
    shown = response.content.decode()
    assert "Mon 27 Jan 2020" in shown and "Assumed" in shown
    assert 'name="happened_date"' not in shown
    assert [inline.opts.model for inline in response.context["inline_admin_formsets"]] == [SetDate]


def test_happenings_have_no_pages_here(as_owner: Client, delivery: KeyDate) -> None:
    row = Happening.objects.filter(key_date=delivery)[0]
    assert as_owner.get(f"/admin/obligations/happening/{row.pk}/change/").status_code == 404


def test_a_defined_date_is_entered_with_its_rule(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = {"name": "Audit", "kind": "defined", "rule": "30 days after agreement date"}
    assert send(as_colleague, add(agreement), typed).status_code == 302
    assert KeyDate.objects.get(agreement=agreement, name="Audit").rule == typed["rule"]


def test_a_set_has_its_table_of_dates(as_colleague: Client, agreement: Agreement) -> None:
    typed = {
        "name": "Holidays",
        "kind": "set",
        **rows(
            "set_dates", {"day": "25 December 2020", "label": "Christmas"}, {"day": "2021-01-01"}
        ),
    }
    assert send(as_colleague, add(agreement), typed).status_code == 302
    days = SetDate.objects.filter(key_date__name="Holidays").order_by("day")
    assert [f"{d.day} {d.label}".strip() for d in days] == ["2020-12-25 Christmas", "2021-01-01"]


def test_what_is_recorded_keeps_its_kind(as_colleague: Client, delivery: KeyDate) -> None:
    said = errors_in(send(as_colleague, change(delivery), {"kind": "span", "reason": "lasts"}))
    assert "withdraw them" in said["kind"][0]


def test_one_that_nothing_rests_on_is_deleted(as_colleague: Client, agreement: Agreement) -> None:
    row = KeyDate.objects.get(agreement=agreement, name="Shortage")
    url = reverse("admin:obligations_keydate_delete", args=[row.pk])
    assert "is taken out" in page(as_colleague, url).content.decode()
    assert as_colleague.post(url, {"reason": "not in the text"}).status_code == 302
    assert not KeyDate.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("Renewal Notice", "6.1"), ("Delivery", "is used by"), ("Agreement Date", "is used by")],
)
def test_one_that_something_rests_on_stays(
    as_colleague: Client, agreement: Agreement, name: str, sentence: str
) -> None:
    row = KeyDate.objects.get(agreement=agreement, name=name)
    url = reverse("admin:obligations_keydate_delete", args=[row.pk])
    response = as_colleague.post(url, {}, follow=True)
    assert sentence in response.content.decode()
    assert KeyDate.objects.filter(pk=row.pk).exists()
