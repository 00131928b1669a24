"""What hangs on what: the neighbourhood of a name, its drawing, its list, its page."""

import pytest
from django.urls import reverse

from obligations.clock import business_now
from obligations.queries.dependencies import Dependencies
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(unwalled, tuesday, owner, colleague, system):
    """CHK-2020 (files/checklist-2020.yaml)."""
    return enter(FILES / "checklist-2020.yaml", [owner, colleague], system)


def listed(branches):
    return [(b.thing.name, listed(b.below)) if b.below else b.thing.name for b in branches]


@pytest.mark.parametrize(
    ("name", "waits_for", "hanging"),
    [
        (
            "First Closing",
            [],
            [("Longstop Date", ["end"]), "opinion", "letter", "cut", "true"],
        ),
        ("Longstop Date", ["First Closing"], ["end"]),
        ("end", [("Longstop Date", ["First Closing"])], []),
        ("letter", ["First Closing", "Second Closing"], []),
        ("block sale", [], ["join"]),
    ],
)
def test_what_hangs_on_what(sale, name, waits_for, hanging):
    known = Dependencies.of(sale, business_now())
    around = known.around(known.find(name))
    assert listed(around.waits_for) == waits_for
    assert listed(around.hanging) == hanging


def test_known_and_unknown_are_told_in_words(sale):
    known = Dependencies.of(sale, business_now())
    things = known.around("letter").things
    assert things["First Closing"].words == "Mon 9 Mar 2020, assumed"
    assert things["Second Closing"].words == "not known yet"
    assert not things["Second Closing"].is_known


def test_the_page_draws_it_and_lists_it(sale, as_owner):
    address = reverse("graph", args=[sale.reference])
    assert "Choose a key date" in as_owner.get(address).content.decode()
    page = as_owner.get(address, {"of": "longstop date"}).content.decode()
    assert page.count('class="box') == 3 and page.count('class="arrow"') == 2
    assert "Walk away after the longstop" in page and "style=" not in page
    key_date = reverse("key_date", args=[key_date_of(sale, "Longstop Date").pk])
    assert f"{address}?of=Longstop%20Date" in as_owner.get(key_date).content.decode()


@pytest.mark.parametrize("name", ["Nothing", "<script>", "%00", "x" * 3000])
def test_a_name_that_is_not_there(sale, as_owner, name):
    response = as_owner.get(reverse("graph", args=[sale.reference]), {"of": name})
    page = response.content.decode()
    assert response.status_code == 404 and "There is no key date" in page and "<script>" not in page


def test_who_may_not_see_finds_nothing(sale, as_outsider, client):
    address = reverse("graph", args=[sale.reference])
    assert as_outsider.get(address, {"of": "letter"}).status_code == 404
    assert client.get(address).status_code == 302
