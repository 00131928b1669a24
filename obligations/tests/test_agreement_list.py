"""The list of agreements: who agreed, what comes next, what is late."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.audit import recording
from agreements.models import Agreement

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    return client.get(f"/agreements{query}").context["rows"]


def test_it_shows_parties_next_date_and_what_is_late(agreement, as_owner):
    (row,) = listed(as_owner)
    assert row.agreement == agreement
    named = [text for _, text in row.parties]
    assert named == ["Alder Works Ltd (Supplier)", "Birch Stores plc (Customer)"]
    assert (row.next_date, row.overdue) == (date(2020, 3, 10), 5)


@pytest.mark.parametrize(
    ("query", "count"), [("?q=sup", 1), ("?q=birch+SUPPLY", 1), ("?q=licence", 0), ("?q=%00", 1)]
)
def test_it_is_searched_by_reference_title_and_party(agreement, as_owner, query, count):
    assert len(listed(as_owner, query)) == count


def test_a_wall_holds(agreement, as_outsider, as_administrator):
    assert listed(as_outsider) == listed(as_administrator) == []
    assert "put you on its team" in as_outsider.get("/agreements").content.decode()


def test_nobody_sees_it_without_a_sign_in(client, db):
    assert client.get("/agreements").status_code == 302


def test_pages_follow_by_reference_and_cost_the_same(agreement, as_owner, system, monkeypatch):
    monkeypatch.setattr("obligations.queries.agreement_list.PAGE", 4)
    with CaptureQueriesContext(connection) as before:
        listed(as_owner)
    with recording(by=system, action="enter", reason="for a test"):
        for number in range(9):
            Agreement.objects.create(
                reference=f"a-{number}", title="Another", visibility="all staff"
            )
    with CaptureQueriesContext(connection) as after:
        listed(as_owner)
    assert len(after) == len(before)
    seen, address = [], "/agreements"
    while address:
        page = as_owner.get(address)
        seen += [row.agreement.reference for row in page.context["rows"]]
        following = page.context["following"]
        address = following and f"/agreements{following}"
    assert seen == [*(f"a-{number}" for number in range(9)), "SUP-2019"]
