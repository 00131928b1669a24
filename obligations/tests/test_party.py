"""A party's page: all that is owed by and to it, with its roles, holdings and notices."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, Participation, Party, TeamMember
from obligations.actions import occurrences
from obligations.clock import business_now
from obligations.models import Holding, Notice
from obligations.queries.party import parties_named, party_page
from obligations.templatetags.lines import party_links
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def alder(agreement):
    return Party.objects.get(name="Alder Works Ltd")


@pytest.fixture
def page(owner, alder):
    return lambda: party_page(owner, alder, business_now(), TUESDAY)


def titles(page, name):
    (part,) = [part for part in page.parts if part.name == name]
    return {line.title for line in part.lines}


def test_what_is_owed_by_and_to_it_stands_apart(page):
    found = page()
    assert "Insure the warehouse" in titles(found, "by")
    assert titles(found, "to") >= {"Send the yearly forecast", "Pay for a delivery"}
    assert "Insure the warehouse" not in titles(found, "to")
    assert "Sell no crates to others" in titles(found, "forbidden")
    assert titles(found, "protects") == set()


def test_what_is_over_is_left_to_the_register(page, occurrence, owner):
    occurrences.complete(occurrence=occurrence("2.2"), on=TUESDAY, by=owner)
    assert "Insure the warehouse" not in titles(page(), "by")


def test_it_has_roles_holdings_and_notices(page, agreement, alder, owner, as_owner):
    side = Participation.objects.get(agreement=agreement, party=alder)
    with recording(by=owner, action="test", reason="entered"):
        Holding.objects.create(
            agreement=agreement,
            party=alder,
            security="Shares",
            quantity=100,
            from_date=date(2020, 1, 1),
        )
        Holding.objects.create(
            agreement=agreement,
            party=alder,
            security="shares",
            quantity=250,
            from_date=date(2020, 2, 1),
        )
        Notice.objects.create(
            agreement=agreement,
            number=1,
            subject="Crates ran short",
            sender=side,
            channel="letter",
            sent_date=TUESDAY,
            recorded_by=owner,
            recorded_at=business_now(),
        )
    found = page()
    assert [role.role for role in found.roles] == ["Supplier"]
    assert [holding.quantity for holding in found.holdings] == [250]
    text = as_owner.get(reverse("party", args=[alder.pk])).content.decode()
    for words in ("notices@alder.example", "250", "Crates ran short", "Owed by it", "Supplier"):
        assert words in text  # fmt: skip


def test_files_have_what_the_page_has(page, as_owner, alder):
    text = as_owner.get(reverse("party_csv", args=[alder.pk])).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    shown = [(part.title, line.title) for part in page().parts for line in part.lines]
    assert [(row["Side"], row["Title"]) for row in rows] == shown
    assert as_owner.get(reverse("party_xlsx", args=[alder.pk])).content[:2] == b"PK"


def test_search_and_pages_lead_to_it(agreement, as_owner, alder, owner, obligation):
    url = reverse("party", args=[alder.pk])
    leads = (
        "/parties?q=alder+works",
        "/register?q=alder",
        f"/register?party={alder.pk}",
        "/agreements?q=alder",
        "/agreements/SUP-2019",
        reverse("obligation", args=[obligation("2.2").pk]),
    )
    for page in leads:
        assert url.encode() in as_owner.get(page).content, page
    assert [row.name for row in parties_named(owner, "supplier", 5)] == ["Alder Works Ltd"]
    assert b"No party fits" in as_owner.get("/parties?q=nobody%00").content


def test_walls_hide_parties_and_their_other_agreements(
    agreement, alder, as_outsider, outsider, system
):
    for name in ("party", "party_csv", "party_xlsx"):
        assert as_outsider.get(reverse(name, args=[alder.pk])).status_code == 404
    assert not parties_named(outsider, "", 9)
    with recording(by=system, action="test", reason="entered"):
        other = Agreement.objects.create(reference="OTH-1", title="Another")
        Participation.objects.create(agreement=other, party=alder, role="Lender")
        TeamMember.objects.create(agreement=other, user=outsider)
    page = as_outsider.get(reverse("party", args=[alder.pk])).content.decode()
    assert "OTH-1" in page and "SUP-2019" not in page and "warehouse" not in page
    listed = as_outsider.get("/parties").content.decode()
    assert "Lender" in listed and "Supplier" not in listed
    assert as_outsider.get("/parties/999999").status_code == 404


def test_names_lead_to_the_partys_page_wherever_they_stand_in_rows(as_owner, agreement):
    parties = Party.objects.filter(agreements=agreement)
    links = [f'<a href="{reverse("party", args=[row.pk])}">{row}' for row in parties]
    for address in (
        reverse("register"),
        reverse("rights", args=["SUP-2019"]),
        reverse("duties", args=["SUP-2019"]),
    ):
        shown = as_owner.get(address).content.decode()
        assert any(link in shown for link in links), address


def test_of_many_the_first_is_named_and_the_others_counted():
    named = ((1, "A <b> (Holder)"), (2, "B (Holder)"), (3, "C (Holder)"))
    assert party_links(named[:1]) == '<a href="/parties/1">A &lt;b&gt; (Holder)</a>'
    assert party_links(named[:2]).count("<a ") == 2
    assert party_links(named).endswith("</a> and 2 others")
    assert party_links(()) == ""
