"""The lists of data entry: what they show, search and filter, and that they stay fast."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, User
from obligations.actions.entering import retire
from obligations.models import Obligation
from obligations.tests.typed import page

pytestmark = pytest.mark.django_db

LISTS = [
    "agreements_agreement",
    "agreements_participation",
    "agreements_party",
    "agreements_user",
    "obligations_absence",
    "obligations_basefigure",
    "obligations_baserate",
    "obligations_feed",
    "obligations_keydate",
    "obligations_market",
    "obligations_obligation",
    "obligations_payment",
    "obligations_paymentterms",
    "obligations_reminderpolicy",
    "obligations_reportschedule",
    "obligations_sales",
    "obligations_savedview",
    "obligations_scenario",
    "obligations_schedule",
]


def listed(client: Client, name: str, query: str = "") -> str:
    return page(client, f"{reverse(f'admin:{name}_changelist')}?{query}").content.decode()


def refs(client: Client, query: str = "") -> list[str]:
    url = reverse("admin:obligations_obligation_changelist")
    return [row.ref for row in page(client, f"{url}?{query}").context["cl"].result_list]


@pytest.fixture(autouse=True)
def there(agreement: Agreement) -> Agreement:
    return agreement


def test_agreements_with_their_numbers(as_owner: Client) -> None:
    (row,) = (
        page(as_owner, reverse("admin:agreements_agreement_changelist")).context["cl"].result_list
    )
    assert (row.party_count, row.key_date_count) == (2, 4)
    assert (row.obligation_count, row.unconfirmed_count) == (8, 8)


def test_obligations_are_found_by_their_rule(as_owner: Client) -> None:
    assert refs(as_owner, "q=renewal+notice") == ["6.1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=payment", ["3.1"]),
        ("kind__exact=payment", ["3.1"]),
        ("rule=no", ["5"]),
        ("confirmed=yes", []),
        ("use=retired", []),
        ("responsible=nobody", []),
        ("o=-1", ["5", "2.1", "4", "3.2", "6.2", "3.1", "2.2", "6.1"]),
    ],
)
def test_filters_and_order(as_owner: Client, query: str, found: list[str]) -> None:
    assert refs(as_owner, query) == found


def test_by_who_answers_for_it(as_owner: Client, colleague: User) -> None:
    assert refs(as_owner, f"responsible={colleague.pk}") == ["3.1", "3.2"]


def test_retired_ones_are_left_out_unless_asked_for(
    as_owner: Client, owner: User, obligation: Callable[[str], Obligation]
) -> None:
    retire(obligation=obligation("2.2"), by=owner, reason="struck out")
    assert "2.2" not in refs(as_owner)
    assert refs(as_owner, "use=retired") == ["2.2"]
    assert len(refs(as_owner, "use=all")) == 8


def test_key_dates_show_what_is_recorded(as_owner: Client) -> None:
    shown = listed(as_owner, "obligations_keydate", "kind=event")
    assert "Mon 2 Dec 2019" in shown and "not yet" in shown
    assert "Shortage" not in shown


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_and_nothing_can_be_done_in_bulk(as_owner: Client, name: str) -> None:
    shown = listed(as_owner, name, "q=a" if name != "obligations_reminderpolicy" else "")
    assert "delete_selected" not in shown and "action-select" not in shown


def test_queries_do_not_grow_with_rows(
    as_owner: Client, agreement: Agreement, grow: Callable[[Agreement, int], None]
) -> None:
    urls = [reverse(f"admin:{name}_changelist") for name in LISTS]
    urls.append(reverse("admin:agreements_agreement_change", args=[agreement.pk]))
    for url in urls:  # the first request of a process also fills Django's table of content types
        page(as_owner, url)
    before = [queries(as_owner, url) for url in urls]
    grow(agreement, 20)
    assert [queries(as_owner, url) for url in urls] == before


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as found:
        page(client, url)
    return len(found)


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [("paymentterms", "/agreements"), ("sales", "/agreements"), ("baserate", "/base-rates")],
)
def test_money_begins_on_its_page(as_owner: Client, name: str, leads_to: str) -> None:
    answer = as_owner.get(reverse(f"admin:obligations_{name}_add"))
    assert answer["Location"] == leads_to
