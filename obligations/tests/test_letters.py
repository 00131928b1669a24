"""Letters: from a template to a draft, and from a draft to the very bytes that went out."""

import hashlib
from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from obligations.actions import letters
from obligations.actions.letters import SaidLetter
from obligations.actions.notices import SaidNotice
from obligations.engine.errors import EngineError
from obligations.models import LetterTemplate, Notice
from obligations.permissions import NotAllowed
from obligations.queries.letter_texts import DETAILS, filled, shipped, unknown_names
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of, obligation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def distribution(unwalled, tuesday, owner, colleague, system, own_files):
    return enter(FILES / "notices-2020.yaml", [owner, colleague], system)


@pytest.fixture
def sides(distribution):
    return {row.role: row for row in distribution.participations.select_related("party")}


@pytest.fixture
def said(distribution, sides):
    return SaidLetter(
        kind="breach notice",
        sender=sides["Supplier"],
        to=[sides["Distributor"]],
        channel="fax",
        subject="Notice of breach",
        body="The entry fee has not been paid.\n\nPlease pay it & <confirm> that.",
        signatory="A. Cedar, Director",
        section="7",
        obligation=obligation_of(distribution, "pay"),
        key_date=key_date_of(distribution, "Breach Notice"),
    )


def as_sent(said, **more):
    return SaidNotice(
        **{
            "kind": said.kind,
            "subject": said.subject,
            "sender": said.sender,
            "parties": said.to,
            "channel": said.channel,
            "day": date(2020, 3, 10),
            "at": time(10),
            "section": said.section,
            "obligation": said.obligation,
            "key_date": said.key_date,
            **more,
        }
    )


def words(content):
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(content)).pages).split())


def test_the_wording_is_filled_in(distribution, sides):
    text = filled(
        "breach notice",
        agreement=distribution,
        sender=sides["Supplier"],
        to=[sides["Distributor"]],
        section="7",
        obligation=obligation_of(distribution, "pay"),
    )
    assert "Cedar Labs Ltd and Dogwood Stores Inc." in text.body and "section 7" in text.body
    assert "pay the entry fee" in text.body and DETAILS in text.body
    assert "{" not in text.body and "Inc.." not in text.body


@pytest.mark.parametrize("kind", Notice.Kind.values)
def test_what_ships_names_nothing_that_is_not_filled_in(kind):
    text = shipped(kind)
    assert text.subject and not unknown_names(text.subject + text.body)


@pytest.mark.parametrize("kind", ["nonsense", "../emails/test", "demand.txt\r\n"])
def test_no_address_chooses_another_template(distribution, as_owner, kind):
    page = as_owner.get(f"/agreements/{distribution.reference}/letters/new", {"kind": kind})
    assert page.status_code == 200 and page.context["form"].initial["kind"] == "other"


def test_the_houses_own_wording_comes_first(distribution, owner, as_owner):
    url = "/admin/obligations/lettertemplate/add/"
    typed = {"kind": "demand", "subject": "Payment", "body": "Dear {who},", "_save": "Save"}
    assert "Nothing is filled in for {who}" in as_owner.post(url, typed).content.decode()
    as_owner.post(url, {**typed, "body": "Please pay, {recipient}."})
    assert LetterTemplate.objects.get().subject == "Payment"
    text = filled("demand", agreement=distribution, sender=None, to=[], section="", obligation=None)
    assert text.body == "Please pay, the recipient."


def test_a_draft_is_no_notice_yet(distribution, said, owner):
    row = letters.draft(agreement=distribution, said=said, by=owner)
    assert row.state == "draft" and row.counts_date is None and row.lineage is None
    letters.discard(notice=row, by=owner)
    assert not Notice.objects.exists()


def test_what_is_sent_is_kept_as_it_went_out(distribution, said, owner):
    row = letters.draft(agreement=distribution, said=said, by=owner)
    done = letters.dispatch(notice=row, said=as_sent(said), by=owner)
    paper = done.notice.letter
    with default_storage.open(paper.stored_as) as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert paper.content_type == "application/pdf" and paper.agreement == distribution
    text = words(content)
    for part in (
        "Cedar Labs Ltd 1 Cedar Road",
        "10 March 2020",
        "BY FACSIMILE",
        "Dogwood Stores Inc.",
        "Attention: General Counsel",
        "Please pay it & <confirm> that.",
        "A. Cedar Director",
        "Oak & Co, A. Oak",
        "Page 1 of 1",
    ):
        assert part.casefold() in text.casefold(), part
    assert done.notice.counts_date == date(2020, 3, 10)
    with pytest.raises(EngineError, match="stays as it went out"):
        letters.revise(notice=done.notice, said=said, by=owner)


def test_the_letter_is_tagged_and_titled(distribution, said, owner):
    row = letters.draft(agreement=distribution, said=said, by=owner)
    pdf = PdfReader(BytesIO(letters.preview(notice=row).content))
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    assert pdf.metadata.title.startswith("Notice of breach")
    assert letters.preview(notice=row).sha256 == letters.preview(notice=row).sha256


def test_a_refused_sending_keeps_the_draft_and_no_document(distribution, said, owner):
    row = letters.draft(agreement=distribution, said=said, by=owner)
    with pytest.raises(EngineError, match="still to come"):
        letters.dispatch(notice=row, said=as_sent(said, day=date(2020, 4, 1)), by=owner)
    assert Notice.objects.get().state == "draft"
    assert distribution.documents.count() == 0


def test_what_is_left_to_say_must_be_said(distribution, said, owner):
    row = letters.draft(agreement=distribution, said=replace(said, body=DETAILS), by=owner)
    with pytest.raises(EngineError, match="Write that part first"):
        letters.dispatch(notice=row, said=as_sent(said), by=owner)


def test_a_reader_writes_no_letter(distribution, said, outsider):
    with pytest.raises(NotAllowed):
        letters.draft(agreement=distribution, said=said, by=outsider)
