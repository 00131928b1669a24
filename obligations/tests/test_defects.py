"""Defects of the text: deciding and opening again, which dates they touch, where they show."""

import pytest
from django.urls import reverse

from agreements.audit import Unexplained
from agreements.models import Defect
from obligations.actions.defects import decide, reopen_defect
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Obligation, Occurrence
from obligations.permissions import NotAllowed
from obligations.queries.defects import defects_of_key_date, open_counts
from obligations.queries.lines import lines_of
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(unwalled, tuesday, owner, colleague, system):
    """CHK-2020 (files/checklist-2020.yaml), with one undecided defect and one decided."""
    return enter(FILES / "checklist-2020.yaml", [owner, colleague], system)


@pytest.fixture
def doubt(sale):
    return Defect.objects.get(agreement=sale, decision="")


def touched(sale):
    refs = dict(Obligation.objects.filter(agreement=sale).values_list("pk", "ref"))
    return {refs[pk]: count for pk, count in open_counts(refs).items()}


def test_a_defect_of_a_defined_date_touches_what_rests_on_it(sale, doubt, owner):
    assert touched(sale) == {"end": 1}
    decide(defect=doubt, decision="Sixty days count", by=owner, reason="The body prevails")
    assert touched(sale) == {}


def test_a_decision_has_its_person_day_and_reason_and_can_be_opened_again(sale, doubt, owner):
    row = decide(defect=doubt, decision="Sixty days", by=owner, reason="The body prevails")
    assert (row.decided_by, row.decided_because) == (owner, "The body prevails")
    with pytest.raises(EngineError, match="decided in these words"):
        decide(defect=doubt, decision="Sixty days", by=owner, reason="The body prevails")
    decide(defect=doubt, decision="Two months", by=owner, reason="Counsel's opinion")
    reopen_defect(defect=doubt, by=owner, reason="New letter")
    doubt.refresh_from_db()
    assert (doubt.decision, doubt.decided_by, doubt.decided_because) == ("", None, "")
    said = [event.decision for event in doubt.history.order_by("pgh_id")]
    assert said == ["", "Sixty days", "Two months", ""]
    with pytest.raises(EngineError, match="Nothing is decided"):
        reopen_defect(defect=doubt, by=owner, reason="again")


def test_what_cannot_be_meant_is_refused(doubt, owner, colleague, outsider):
    with pytest.raises(EngineError, match="Say what was decided"):
        decide(defect=doubt, decision=" ", by=owner, reason="x")
    with pytest.raises(Unexplained):
        decide(defect=doubt, decision="x", by=owner, reason=" ")
    for person in (colleague, outsider):
        with pytest.raises(NotAllowed):
            decide(defect=doubt, decision="x", by=person, reason="x")


def test_it_marks_lines_and_shows_on_the_pages_that_it_touches(sale, doubt, as_owner, owner):
    row = Occurrence.objects.get(agreement=sale, obligation__ref="end")
    assert lines_of([row.pk], business_now())[0].defects == 1
    assert "1 undecided defect" in as_owner.get(reverse("register")).content.decode()
    page = reverse("obligation", args=[row.obligation_id])
    assert "Nobody has decided what counts" in as_owner.get(page).content.decode()
    key_date = key_date_of(sale, "Longstop Date")
    shown = as_owner.get(reverse("key_date", args=[key_date.pk])).content.decode()
    assert "Sixty days or two months" in shown and defects_of_key_date(key_date) == [doubt]
    assert "Undecided defects" in as_owner.get(reverse("today")).content.decode()
    assert "Sixty days or two months" in as_owner.get(reverse("undecided")).content.decode()
    decide(defect=doubt, decision="Sixty days count", by=owner, reason="The body prevails")
    assert "undecided defect" not in as_owner.get(reverse("register")).content.decode()
    assert "Decided: Sixty days count" in as_owner.get(page).content.decode()


def test_deciding_and_opening_on_the_page(sale, doubt, as_owner, as_colleague):
    address = reverse("defect_act", args=[doubt.pk, "decide"])
    assert as_colleague.get(address).status_code == 403
    assert "Decide" in as_owner.get(reverse("defects", args=[sale.reference])).content.decode()
    assert as_owner.post(address, {"decision": "", "reason": ""}).status_code == 422
    given = {"decision": "Sixty days", "reason": "The body prevails"}
    assert as_owner.post(address, given).status_code == 302
    page = as_owner.get(reverse("defects", args=[sale.reference])).content.decode()
    assert "Because: The body prevails" in page and "Olivia Hart" in page
    again = reverse("defect_act", args=[doubt.pk, "reopen"])
    assert as_owner.get(again).status_code == 200
    assert as_owner.post(again, {"reason": "New letter"}).status_code == 302
    assert as_owner.get(reverse("defect_act", args=[doubt.pk, "forget"])).status_code == 404


def test_who_may_not_see_finds_nothing(sale, doubt, as_outsider, client):
    addresses = [
        reverse("defects", args=[sale.reference]),
        reverse("defect_act", args=[doubt.pk, "decide"]),
    ]
    assert {as_outsider.get(address).status_code for address in addresses} == {404}
    assert {client.get(address).status_code for address in addresses} == {302}
    assert "Sixty days" not in as_outsider.get(reverse("undecided")).content.decode()
