"""Closings are run from their checklists: items, cut-offs, ticks, walls, history, bad input."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.audit import recording
from agreements.walls import seeing_as
from obligations.actions.closing import Marked, mark, tick
from obligations.actions.files import import_file
from obligations.actions.happenings import Said, record
from obligations.actions.occurrences import complete, reopen, waive
from obligations.agreement_file import read
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import ClosingItem, ClosingMark, Occurrence
from obligations.permissions import NotAllowed
from obligations.queries.closing import checklists_of
from obligations.tests.checklists import told
from obligations.tests.conftest import FILES, TUESDAY, enter
from obligations.tests.finding import key_date_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(unwalled, tuesday, owner, colleague, system):
    """CHK-2020 (files/checklist-2020.yaml): its First Closing is assumed for Mon 9 March 2020."""
    return enter(FILES / "checklist-2020.yaml", [owner, colleague], system)


def row(sale, ref, turn=""):
    rows = Occurrence.objects.filter(agreement=sale, obligation__ref=ref, turn=turn)
    return rows.select_related("agreement", "obligation").get()


def test_items_stand_at_the_closing_that_their_own_date_names(sale, owner):
    second = key_date_of(sale, "Second Closing")
    assert told(sale) == [
        ("First Closing", "opinion", "", "open"),
        ("First Closing", "letter", "1", "open"),
        ("First Closing", "true", "1", "open"),
        ("Block Sale", "join", "next", "open"),
        ("Block Sale", "join", "next", "open"),
    ]
    record(key_date=second, said=Said(day=date(2020, 3, 10)), by=owner, reason="It is today")
    assert [item for item in told(sale) if item[0] == "Second Closing"] == [
        ("Second Closing", "letter", "2", "open"),
        ("Second Closing", "true", "2", "open"),
    ]


def test_each_happening_of_a_repeating_closing_has_its_own_list(sale, owner):
    block = key_date_of(sale, "Block Sale")
    for day in (date(2020, 3, 2), date(2020, 3, 9)):
        record(key_date=block, said=Said(day=day), by=owner, reason="Sold")
    lists = [one for one in checklists_of(sale, business_now()) if one.closing == block]
    assert [(one.day, len(one.lines)) for one in lists] == [
        (date(2020, 3, 2), 2),
        (date(2020, 3, 9), 2),
    ]
    assert {line.line.obligor for line in lists[0].lines} == {
        "Rowan Fund (Holder)",
        "Sorrel Fund (Holder)",
    }


def test_the_cut_off_is_computed_by_the_obligation_that_it_is(sale):
    first = checklists_of(sale, business_now())[0]
    cut = next(line for line in first.lines if line.line.ref == "letter").cut_offs[0]
    assert (cut.ref, cut.first, cut.last) == ("cut", date(2020, 3, 4), date(2020, 3, 9))
    assert next(line for line in first.lines if line.line.ref == "true").cut_offs == ()


def test_ticking_off_completes_the_occurrences(sale, colleague):
    rows = [row(sale, "opinion"), row(sale, "letter", "1")]
    assert tick(occurrences_=rows, on=date(2020, 3, 9), by=colleague, note="At the table") == 2
    assert [item[3] for item in told(sale)[:3]] == ["satisfied", "satisfied", "open"]
    done = row(sale, "opinion")
    assert (done.phase, done.done_by, done.outcome) == ("done", colleague, "At the table")
    first = checklists_of(sale, business_now())[0]
    assert first.counts == [("open", 1), ("satisfied", 2)] and not first.is_ready
    reopen(occurrence=done, by=colleague, reason="wrong paper")
    assert told(sale)[0][3] == "open"


def test_a_waived_item_says_by_whom(sale, owner):
    waive(occurrence=row(sale, "opinion"), by=owner, reason="Not needed", agreed_with="the Buyer")
    line = checklists_of(sale, business_now())[0].lines[0]
    assert (line.state, line.waiver.agreed_with, line.waiver.made_by) == (
        "waived",
        "the Buyer",
        owner,
    )


def test_what_has_come_is_received_until_it_is_ticked(sale, colleague):
    item = row(sale, "opinion")
    said = Marked(state="received", day=TUESDAY, asked="Oak & Co", asked_date=date(2020, 3, 2))
    mark(occurrence=item, marked=said, by=colleague)
    line = checklists_of(sale, business_now())[0].lines[0]
    assert (line.state, line.asked, line.is_settled) == ("received", "Oak & Co", False)
    complete(occurrence=item, on=TUESDAY, by=colleague)
    assert told(sale)[0][3] == "satisfied"


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        (Marked(state="received"), "has its day"),
        (Marked(day=TUESDAY), "what is open has none"),
        (Marked(state="received", day=date(2020, 3, 11)), "still to come"),
        (Marked(asked="Oak", asked_date=date(2021, 1, 1)), "still to come"),
        (Marked(asked_date=TUESDAY), "Say who was asked"),
        (Marked(state="failed", day=TUESDAY), "Say in the note why"),
    ],
)
def test_what_cannot_be_meant_is_refused(sale, owner, marked, says):
    with pytest.raises(EngineError, match=says):
        mark(occurrence=row(sale, "opinion"), marked=marked, by=owner)
    assert not ClosingMark.objects.exists()


def test_what_is_on_no_checklist_has_no_mark(sale, owner):
    with pytest.raises(EngineError, match="no closing's checklist"):
        mark(occurrence=row(sale, "free"), marked=Marked(asked="X"), by=owner)
    complete(occurrence=row(sale, "opinion"), on=TUESDAY, by=owner)
    with pytest.raises(EngineError, match="reopen it first"):
        mark(occurrence=row(sale, "opinion"), marked=Marked(asked="X"), by=owner)


def test_that_a_condition_failed_is_for_counsel(sale, owner, colleague, outsider):
    failed = Marked(state="failed", day=TUESDAY, note="Not true")
    with pytest.raises(NotAllowed):
        mark(occurrence=row(sale, "true", "1"), marked=failed, by=colleague)
    mark(occurrence=row(sale, "true", "1"), marked=failed, by=owner)
    with pytest.raises(NotAllowed):
        mark(occurrence=row(sale, "true", "1"), marked=Marked(), by=colleague)
    with pytest.raises(NotAllowed):
        mark(occurrence=row(sale, "true", "1"), marked=Marked(), by=outsider)
    assert told(sale)[2][3] == "failed"


def test_one_that_cannot_be_ticked_stops_all(sale, owner):
    complete(occurrence=row(sale, "opinion"), on=TUESDAY, by=owner)
    rows = [row(sale, "letter", "1"), row(sale, "opinion")]
    with pytest.raises(EngineError, match="opinion: This is completed already"):
        tick(occurrences_=rows, on=TUESDAY, by=owner)
    assert row(sale, "letter", "1").phase == "live"
    with pytest.raises(EngineError, match="Tick the items"):
        tick(occurrences_=[], on=TUESDAY, by=owner)


def test_walls_and_history_hold_for_items_and_marks(sale, owner, outsider):
    mark(occurrence=row(sale, "opinion"), marked=Marked(asked="Oak & Co"), by=owner, reason="asked")
    made = ClosingMark.objects.get()
    assert [event.pgh_context["reason"] for event in made.history.all()] == ["asked"]
    with seeing_as(outsider):
        assert not ClosingItem.objects.exists() and not ClosingMark.objects.exists()
    with seeing_as(owner):
        assert ClosingItem.objects.exists() and ClosingMark.objects.exists()


def test_items_change_with_the_file(sale, system):
    text = (FILES / "checklist-2020.yaml").read_text()
    again = import_file(file=read(text), by=system)
    assert again.nothing
    changed = text.replace("form: opinion", "form: certificate").replace(
        "- {at: [First Closing, Second Closing]}", "- {at: Second Closing}"
    )
    with recording(by=system, action="import", reason="changed"):
        done = import_file(file=read(changed), by=system)
    assert sorted(str(one) for one in done.differences) == [
        "+ obligations “true” closings “('Second Closing',)”",
        "- obligations “true” closings “('First Closing', 'Second Closing')”",
        "~ obligations “opinion” closings “('First Closing',)” form: opinion → certificate",
    ]
    assert [item[1] for item in told(sale)[:2]] == ["opinion", "letter"]
    assert ClosingItem.objects.get(obligation__ref="opinion").form == "certificate"


# The page


def test_the_page_runs_a_closing(sale, as_colleague):
    address = reverse("closing", args=[sale.reference])
    page = " ".join(as_colleague.get(address).content.decode().split())
    assert "First Closing" in page and "0 of 3" in page and "Cut-off" in page
    assert "Oak &amp; Co" in page and "signed by A partner" in page
    given = {
        "ticked": [row(sale, "opinion").pk, row(sale, "true", "1").pk],
        "on": "9 Mar 2020",
        "note": "At the table",
        "upload": SimpleUploadedFile("opinion.txt", b"We are of the opinion."),
    }
    assert as_colleague.post(address, given).status_code == 302
    page = " ".join(as_colleague.get(address).content.decode().split())
    assert "2 of 3" in page and "opinion</a>" in page and "At the table" in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"on": "9 Mar 2020"}, "Tick the items"),
        ({"ticked": ["0"], "on": "9 Mar 2020"}, "not on this checklist any more"),
        ({"ticked": ["x"], "on": "9 Mar 2020"}, "not a valid value"),
        ({"ticked": ["opinion"], "on": "soon"}, ""),
        ({"ticked": ["opinion"], "on": "1 Jan 2021"}, "still to come"),
    ],
)
def test_bad_ticks_come_back_with_a_sentence(sale, as_colleague, given, says):
    opinion = row(sale, "opinion")
    if given.get("ticked") == ["opinion"]:
        given = {**given, "ticked": [opinion.pk]}
    response = as_colleague.post(reverse("closing", args=[sale.reference]), given)
    assert response.status_code == 422 and says in response.content.decode()
    assert row(sale, "opinion").phase == "live"


def test_a_note_is_kept_on_its_own_page(sale, as_colleague, as_owner):
    address = reverse("closing_mark", args=[row(sale, "opinion").pk])
    assert as_colleague.get(address).status_code == 200
    given = {"state": "received", "day": "10 Mar 2020", "asked": "Oak", "note": "Draft seen"}
    assert as_colleague.post(address, {**given, "day": ""}).status_code == 422
    assert as_colleague.post(address, given).status_code == 302
    page = as_owner.get(reverse("closing", args=[sale.reference])).content.decode()
    assert "Draft seen" in page and "Received" in page


def test_waiving_from_the_page_leads_back_to_it(sale, as_owner):
    here = reverse("closing", args=[sale.reference])
    act = reverse("act", args=[row(sale, "opinion").pk, "waive"])
    assert f'name="next" value="{here}"' in as_owner.get(act, {"next": here}).content.decode()
    done = as_owner.post(act, {"reason": "Not needed", "next": here})
    assert done.status_code == 302 and done["Location"] == here
    act = reverse("act", args=[row(sale, "opinion").pk, "reopen"])
    away = as_owner.post(act, {"reason": "Needed", "next": "https://elsewhere.example/"})
    assert away["Location"].startswith("/obligations/")


def test_who_may_not_see_finds_nothing_and_who_reads_changes_nothing(sale, as_outsider, client):
    addresses = [
        reverse("closing", args=[sale.reference]),
        reverse("closing_mark", args=[row(sale, "opinion").pk]),
    ]
    assert {as_outsider.get(address).status_code for address in addresses} == {404}
    assert {client.get(address).status_code for address in addresses} == {302}
    assert as_outsider.post(addresses[0], {}).status_code == 404
    assert as_outsider.post(reverse("closing_pdf", args=[sale.reference])).status_code == 404


def test_queries_do_not_grow_with_the_items(sale, as_owner, django_assert_max_num_queries):
    as_owner.get(reverse("closing", args=[sale.reference]))
    with django_assert_max_num_queries(32):
        as_owner.get(reverse("closing", args=[sale.reference]))
