"""The register as a page: its filter in its address, for those who may see the lines."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.queries.register import PAGE

pytestmark = pytest.mark.django_db

LINES = 20


@pytest.fixture
def rows(as_owner, agreement):
    """The titles in a register at an address."""

    def titles(query=""):
        page = as_owner.get(f"/register{query}")
        assert page.status_code == 200
        return [line.title for line in page.context["page"].lines]

    return titles


def test_without_a_filter_it_shows_everything_by_date(rows, as_owner):
    found = as_owner.get("/register").context["page"].lines
    assert len(found) == LINES
    assert [line.sort_date for line in found] == sorted(line.sort_date for line in found)


def test_the_order_turns_round(rows):
    assert rows("?sort=-date") == rows()[::-1]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?kind=restriction", {"Sell no crates to others"}),
        ("?status=awaiting", {"Answer the renewal notice"}),
        ("?status=due+today", {"Insure the warehouse"}),
        ("?status=in+force", {"Sell no crates to others"}),
        ("?status=active&kind=notice", {"Tell of a shortage at once"}),
        ("?status=open&kind=option", {"Renew for a year"}),
        ("?q=forecast", {"Send the yearly forecast"}),
        ("?q=YEARLY+2.1", {"Send the yearly forecast"}),
        ("?q=fire+and+water", {"Insure the warehouse"}),
        ("?from=2020-03-10&to=10+Mar+2020", {"Insure the warehouse"}),
        ("?agreement=NONE-1", set()),
        ("?status=nonsense", set()),
        ("?person=0", set()),
    ],
)
def test_a_filter_leaves_what_fits(rows, query, titles):
    assert set(rows(query)) == titles


def test_by_party_and_by_person(rows, agreement, colleague):
    birch = agreement.parties.get(name__startswith="Birch")
    assert len(rows(f"?party={birch.pk}")) == LINES
    assert set(rows(f"?person={colleague.pk}")) == {"Pay for a delivery", "Report the stock"}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?from=03/04/2020", "can be read as two days"),
        ("?to=yesterday", "“yesterday” is no day"),
    ],
)
def test_a_date_that_cannot_be_read_is_told(rows, as_owner, query, sentence):
    assert sentence in as_owner.get(f"/register{query}").content.decode()


@pytest.mark.parametrize("query", ["?after=nonsense", "?before=~", "?party=x", "?q=%00", "?q=%25"])
def test_a_damaged_address_is_no_error(rows, query):
    rows(query)


def test_a_wall_holds(agreement, as_outsider, as_colleague, as_administrator):
    assert len(as_colleague.get("/register").context["page"].lines) == LINES
    for client in (as_outsider, as_administrator):
        page = client.get("/register?q=forecast")
        assert page.context["page"].lines == []
        assert "SUP-2019" not in page.content.decode()


def test_a_filter_offers_only_what_one_may_see(agreement, as_outsider, as_owner):
    assert "Birch Stores plc" in as_owner.get("/register").content.decode()
    assert "Birch" not in as_outsider.get("/register").content.decode()


def test_nobody_sees_it_without_a_sign_in(client, db, sign_in_page):
    answer = client.get("/register?q=x")
    assert answer["Location"] == f"{sign_in_page}?next=/register%3Fq%3Dx"


def test_pages_follow_each_other(agreement, as_owner, grow):
    grow(agreement, 2 * PAGE)
    seen, address = [], "/register"
    while address:
        page = as_owner.get(address)
        seen += [line.id for line in page.context["page"].lines]
        address = page.context["following"]
        assert "after" in parse_qs(urlsplit(address).query) or not address
    assert len(seen) == len(set(seen)) == 2 * PAGE + LINES


def test_more_rows_do_not_make_more_queries(agreement, as_owner, grow):
    with CaptureQueriesContext(connection) as before:
        as_owner.get("/register?q=e&status=active")
    grow(agreement, 40)
    with CaptureQueriesContext(connection) as after:
        as_owner.get("/register?q=e&status=active")
    assert len(after) == len(before) < 25
    assert not any("OFFSET" in query["sql"] for query in after)


def test_a_count_stops_at_its_cap(agreement, as_owner, monkeypatch):
    monkeypatch.setattr("obligations.queries.register.COUNT_CAP", 5)
    assert "More than 5 lines" in as_owner.get("/register").content.decode()
