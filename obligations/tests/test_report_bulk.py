"""A long report in parts: its numbers are right, its links lead on, and it says what it lacks."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import psutil
import pypdf
import pypdfium2
import pytest

from obligations.actions import reports
from obligations.outputs import compliance_parts, presses
from obligations.outputs.compliance_parts import bulk_pdf
from obligations.outputs.pdf import compliance_pdf
from obligations.outputs.record import PLAIN, record_of
from obligations.outputs.renderer import RenderFailed
from obligations.policies import NotNow
from obligations.queries.report import compliance
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db

ASKED_AT = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)
DUTIES = 60


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts of a few pages, so that a small report has many."""
    monkeypatch.setattr(compliance_parts, "PART", 30_000)
    monkeypatch.setattr(compliance_parts, "LISTS", 8_000)
    monkeypatch.setattr(compliance_parts, "ROWS", 25)


@pytest.fixture
def report(agreement, owner, tuesday, grow):
    grow(agreement, DUTIES)
    return compliance(owner, Wanted(tuesday, agreement=agreement.pk), ASKED_AT)


# One for all tests of a process: making it is the costly part, and nothing changes it.
_made = []


@pytest.fixture
def made(request):
    if not _made:
        _made.append(bulk_pdf(request.getfixturevalue("report"), head="5e1c" * 16))
    return _made[0]


@pytest.fixture
def reader(made):
    return pypdf.PdfReader(io.BytesIO(made.content))


def running():
    """The processes of this one that render, or stand ready to."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "obligations.outputs" in " ".join(child.cmdline())]


def words_of(page):
    return " ".join(page.extract_text().split())


def test_pages_are_numbered_through_all_parts(made, reader):
    total = len(reader.pages)
    assert total == made.pages and "of" not in words_of(reader.pages[0])[-8:]
    for number, page in enumerate(reader.pages[1:], 2):
        assert f"{number} of {total}" in words_of(page)
    assert reader.page_labels == [str(n) for n in range(1, total + 1)]


def test_no_page_is_blank_and_the_numbers_stand_in_their_place(made):
    document = pypdfium2.PdfDocument(made.content)
    for n, page in enumerate(document):
        words = page.get_textpage().get_text_range().split()
        assert len(words) > 25, n
        picture = page.render(scale=1).to_pil().convert("L")
        footer = picture.crop((450, 770, 595, 800)).point(lambda shade: 0 if shade > 250 else 255)
        box = footer.getbbox()
        assert n == 0 or box is not None and abs(box[2] + 450 - 527) <= 1, n
    document.close()


def test_the_contents_and_the_lists_name_the_right_pages(reader):
    contents = words_of(reader.pages[1]).replace(".", " ")
    number = int(re.search(r"Key dates\s+(\d+)", contents)[1])
    assert "How it is known" in reader.pages[number - 1].extract_text()
    listed = {}
    for page in reader.pages[2:]:
        for title, number in re.findall(
            r"(Deliver crate \d+)\s+in .*?days\s+(\d+)\b", words_of(page)
        ):
            listed[title] = int(number)
    assert len(listed) > 20
    for title, number in listed.items():
        assert title in words_of(reader.pages[number - 1]), title


def test_links_and_bookmarks_lead_through_all_parts(reader):
    leads = [
        one.get_object()
        for page in reader.pages
        for one in page.get("/Annots", [])
        if one.get_object()["/Subtype"] == "/Link"
    ]
    pages = {page.indirect_reference.idnum for page in reader.pages}
    assert len(leads) > DUTIES
    assert all("/A" not in one and one["/Dest"][0].idnum in pages for one in leads)
    titles = {}

    def gather(entries):
        for entry in entries:
            if isinstance(entry, list):
                gather(entry)
            else:
                titles[entry.title] = reader.get_destination_page_number(entry)

    gather(reader.outline)
    assert {"Summary", "Overdue", "Obligations", "Key dates", "Deliver crate 7"} <= set(titles)
    assert "Deliver crate 7" in reader.pages[titles["Deliver crate 7"]].extract_text()
    top = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "Deliver crate 7" not in top


def test_it_says_that_it_has_no_tags_and_is_the_same_report(report, made, reader):
    cover = words_of(reader.pages[0])
    assert "without tags for screen readers" in cover and "can be had with tags" in cover
    assert "/StructTreeRoot" not in reader.trailer["/Root"]
    assert reader.metadata.title == "Compliance report: Supply Agreement, as at Tue 10 Mar 2020"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert made.record.made_as == PLAIN
    whole = compliance_pdf(report)
    other = pypdf.PdfReader(io.BytesIO(whole.content))

    def titles(one):
        text = " ".join(words_of(page) for page in one.pages)
        return sorted(re.findall(r"Deliver crate \d+ Deliverable\.", text))

    assert titles(reader) == titles(other) and len(titles(other)) == DUTIES


def test_the_same_report_gives_the_same_bytes(report):
    short = replace(report, agreements=tuple(_shortened(one) for one in report.agreements))
    assert len(list(compliance_parts.documents(short, record_of(short)))) > 2
    assert bulk_pdf(short).content == bulk_pdf(short).content


def _shortened(agreement):
    return replace(agreement, duties=agreement.duties[:12])


def test_a_broken_part_ends_the_others_and_is_told(report, monkeypatch):
    real = presses._Press.render
    seen = []

    def render(press, job, watch):
        seen.append(job)
        if len(seen) == 3:
            raise RenderFailed("This part is poisoned.")
        return real(press, job, watch)

    monkeypatch.setattr(presses._Press, "render", render)
    with pytest.raises(RenderFailed, match="poisoned"):
        bulk_pdf(report)
    assert running() == []


def test_it_can_be_called_off(report):
    class Enough(Exception):
        pass

    def stop(stage, percent):
        if percent > 10:
            raise Enough

    with pytest.raises(Enough):
        bulk_pdf(report, stop)
    assert running() == []


def test_what_was_typed_opens_no_link_of_its_own(report):
    agreement = report.agreements[0]
    attack = '<a href="#o1">x</a> longstop:o1 id="summary" href="#nowhere"'
    duty = replace(agreement.duties[0], summary=attack)
    other = replace(report, agreements=(replace(agreement, duties=(duty,)),))
    reader = pypdf.PdfReader(io.BytesIO(bulk_pdf(other).content))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "".join(attack.split()) in text


# In the queue


def test_only_long_ones_are_made_in_parts_and_tags_can_be_asked_for(
    agreement, owner, tuesday, own_files, as_owner, monkeypatch
):
    monkeypatch.setattr(compliance_parts, "LONG", 3)
    row = reports.request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)
    reports.run(report_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.made_as) == ("done", "plain")
    page = as_owner.get(f"/reports/{row.pk}").content.decode()
    assert "Ask for it with tags" in page
    answer = as_owner.post(f"/reports/{row.pk}/tagged", follow=True)
    again = answer.context["row"]
    assert again.pk != row.pk and (again.state, again.variant) == ("queued", "tagged")
    reports.run(report_id=again.pk)
    again.refresh_from_db()
    assert (again.state, again.made_as) == ("done", "pdf/ua-1")
    assert "Ask for it with tags" not in as_owner.get(f"/reports/{again.pk}").content.decode()
    with pytest.raises(NotNow, match="without tags"):
        reports.ask_tagged(report=again, by=owner)
