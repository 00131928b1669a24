"""The PDF, read back: words, bookmarks, tags, page numbers, and what the pages look like."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pypdfium2
import pytest

from agreements.audit import recording
from agreements.models import Defect
from obligations.engine.status import STATUSES
from obligations.models import KeyDate, Terms
from obligations.outputs import charts, report_words
from obligations.outputs.pdf import STYLE, compliance_pdf, html, resources
from obligations.queries.report import Wanted, compliance

pytestmark = pytest.mark.django_db

ASKED_AT = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)
MILLIMETRE = 72 / 25.4
# As report.css has them, but for what hangs over by the nature of letters.
LEFT, RIGHT, TOP, BOTTOM = (edge * MILLIMETRE for edge in (27.5, 23.5, 15, 12))


@pytest.fixture
def report(agreement, owner, tuesday):
    return compliance(owner, Wanted(tuesday, agreement=agreement.pk), ASKED_AT)


# One for all tests of a process: making it is the costly part, and nothing changes it.
_made = []


@pytest.fixture
def pdf(request):
    if not _made:
        _made.append(compliance_pdf(request.getfixturevalue("report")))
    return _made[0]


@pytest.fixture
def reader(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf.content))


def words_of(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_it_says_what_the_report_is_about(reader):
    cover = " ".join(reader.pages[0].extract_text().split())
    for words in (
        "Compliance report",
        "Supply Agreement",
        "As at Tue 10 Mar 2020",
        "The agreement SUP-2019",
        "Olivia Hart",
        "Tue 10 Mar 2020, 09:30 UTC",
        "Demonstration: the business clock stands at Tue 10 Mar 2020",
    ):
        assert words in cover


def test_without_a_set_clock_there_is_no_word_of_a_demonstration(report):
    assert "Demonstration" not in html(replace(report, business_day=None))


def test_the_summary_is_one_page_that_tells_it_in_a_minute(reader):
    summary = " ".join(reader.pages[2].extract_text().split())
    for words in (
        "5 are overdue, the longest by 69 days.",
        "5 fall due in the next 90 days.",
        "1 prohibition is in force.",
        "1 date rests on facts that are assumed",
        "Next 30 days: 3 · 31 to 60 days: 1 · 61 to 90 days: 1",
        "Fri 1 Jan 2021",
        "Delivery, Mon 24 Feb 2020 (1 date)",
        "8 of 8 obligations have not been",
    ):
        assert words in summary
    assert reader.pages[3].extract_text().split()[:3] != ["Supply", "Agreement", "Summary"]


def test_each_obligation_stands_with_rule_computation_and_cautions(reader):
    words = words_of(reader)
    for said in (
        "Send the yearly forecast",
        "within 30 days after [Agreement Date]",
        "In plain words By the 30th day after the Agreement Date at the latest",
        "30 days after Mon 2 Dec 2019, which is not counted itself",
        "First day excluded, last day included, every calendar day counted",
        "Safe under every reading: Tue 31 Dec 2019.",
        "Wed 1 Jan 2020 is not a business day and no roll is stated",
        "Overdue: last day Wed 1 Jan 2020, 69 days overdue; act by Tue 31 Dec 2019.",
        "In force: since Mon 2 Dec 2019; to Thu 31 Dec 2020; first free day Fri 1 Jan 2021.",
        "Awaiting: Renewal Notice.",
        "Not yet confirmed by a second person.",
        "Assumed. Recorded by",
        "Delivery note 2 is missing.",
    ):
        assert said in words, said


def test_it_is_tagged_and_knows_its_language_and_title(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Compliance report: Supply Agreement, as at Tue 10 Mar 2020"
    assert reader.metadata.author == "Olivia Hart"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = {kind for kind, _ in structure(root["/StructTreeRoot"])}
    assert kinds >= {"/H1", "/H2", "/H3", "/H4", "/Table", "/TH", "/TD", "/P", "/Link", "/Figure"}


def structure(node):
    """Each element of the tag tree as its kind and itself."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict) and "/S" in kid:
            yield kid["/S"], kid
            yield from structure(kid)


def test_every_drawing_has_words_for_those_who_do_not_see_it(reader):
    tree = structure(reader.trailer["/Root"]["/StructTreeRoot"])
    told = [element.get("/Alt", "") for kind, element in tree if kind == "/Figure"]
    assert len(told) == 2 and all(told)
    assert told[0].startswith("Overdue: 5; Due: ")
    assert told[1].startswith("Falling due by month: Mar 2020 ")


def test_headings_go_down_by_one(reader):
    kinds = [kind for kind, _ in structure(reader.trailer["/Root"]["/StructTreeRoot"])]
    levels = [int(kind[2:]) for kind in kinds if kind in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_bookmarks_lead_to_every_part_and_every_obligation(reader):
    titles = {}

    def gather(entries):
        for entry in entries:
            if isinstance(entry, list):
                gather(entry)
            else:
                titles[entry.title] = reader.get_destination_page_number(entry) + 1

    gather(reader.outline)
    parts = {"Summary", "Overdue", "Due", "Supply Agreement", "Obligations", "Key dates"}
    assert parts <= set(titles)
    page = reader.pages[titles["Insure the warehouse"] - 1].extract_text()
    assert "Insure the warehouse" in page


def test_pages_are_numbered_n_of_m_under_running_heads(reader, pdf):
    total = len(reader.pages)
    assert total == pdf.pages
    assert reader.page_labels == [str(n) for n in range(1, total + 1)]
    for number, page in enumerate(reader.pages[1:], 2):
        words = page.extract_text()
        assert f"{number} of {total}" in words
        assert "Compliance report as at Tue 10 Mar 2020" in words
        assert "Supply Agreement" in words


def test_the_contents_name_the_pages(reader):
    contents = " ".join(reader.pages[1].extract_text().replace(".", " ").split())
    for title, first in (("Overdue", "overdue"), ("Key dates", "How it is known")):
        number = int(contents.split(f"{title} ")[1].split()[0])
        assert first in reader.pages[number - 1].extract_text()


def test_cross_references_name_the_page_of_the_obligation(reader):
    summary = reader.pages[2].extract_text(extraction_mode="layout").split("\n")
    (line,) = [one for one in summary if "Send the yearly forecast" in one]
    page = reader.pages[int(line.split()[-1]) - 1]
    assert "A forecast of what Birch will order." in page.extract_text()


def test_no_page_is_blank_and_nothing_stands_outside_the_margins(pdf):
    document = pypdfium2.PdfDocument(pdf.content)
    for page in document:
        width, height = page.get_size()
        picture = page.render(scale=1).to_pil().convert("L")
        paper = picture.point(lambda shade: 0 if shade > 250 else 255)
        box = paper.getbbox()
        assert box is not None, "a blank page"
        left, top, right, bottom = box
        assert left >= LEFT - 1 and right <= width - RIGHT + 1
        assert top >= TOP and bottom <= height - BOTTOM
    document.close()


def test_the_same_report_gives_the_same_bytes(report):
    first, second = compliance_pdf(report), compliance_pdf(report)
    assert first.sha256 == second.sha256
    assert first.content == second.content


def test_other_words_give_other_bytes(report, pdf):
    assert compliance_pdf(replace(report, asked_by="Somebody else")).sha256 != pdf.sha256


def test_what_people_typed_is_printed_and_never_obeyed(agreement, report, owner, system, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("what the file says")
    place = secret.as_uri()
    attack = f'<script>x</script></p><img src="{place}"><link rel=attachment href="{place}">&amp;'
    with recording(by=system, action="enter", reason="for a test"):
        Terms.objects.filter(obligation__ref="2.1").update(summary=attack)
        Defect.objects.create(
            agreement=agreement, section=attack[:100], kind="blank", title="x", text=attack
        )
        KeyDate.objects.filter(name="Renewal Notice").update(section=attack[:100])
        agreement.title = attack[:190]
        agreement.save()
    written = compliance(owner, Wanted(date(2020, 3, 10), agreement=agreement.pk), ASKED_AT)
    assert "<img" not in html(written) and "<script" not in html(written)
    pdf = compliance_pdf(written)
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert "<script>x</script>" in words_of(reader).replace(" ", "")
    assert b"what the file says" not in pdf.content and not dict(reader.attachments)


def test_long_words_and_other_scripts_stay_inside_the_page(agreement, owner, system):
    with recording(by=system, action="enter", reason="for a test"):
        Terms.objects.filter(obligation__ref="2.1").update(
            summary="unbreakable" * 40, amount="9" * 180, condition="שלום עולם مرحبا Łódź 東京"
        )
        agreement.obligations.filter(ref="2.2").update(title="W" * 200, section="§" * 100)
    report = compliance(owner, Wanted(date(2020, 3, 10), agreement=agreement.pk), ASKED_AT)
    pdf = compliance_pdf(report)
    test_no_page_is_blank_and_nothing_stands_outside_the_margins(pdf)
    document = pypdfium2.PdfDocument(pdf.content)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Łódź" in words and "שלום" in words


def test_what_no_font_has_is_said_on_the_cover(report):
    strange = replace(report, subject="Strange \U0010fffd", agreements=())
    cover = pypdfium2.PdfDocument(compliance_pdf(strange).content)[0].get_textpage()
    words = " ".join(cover.get_text_range().split())
    assert "no font for them: U+10FFFD. The same report" in words


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(agreement, owner, grow):
    grow(agreement, 40)
    report = compliance(owner, Wanted(date(2020, 3, 10), agreement=agreement.pk), ASKED_AT)
    reader = pypdf.PdfReader(io.BytesIO(compliance_pdf(report).content))
    for page in reader.pages:
        lines = [line for line in page.extract_text().split("\n") if line.strip()]
        for number in range(40):
            title = f"Deliver crate {number}"
            if title in lines and lines[lines.index(title) - 1 :][0].startswith("9."):
                assert "Deliverable. Owed by" in " ".join(lines[lines.index(title) :])


# The parts


def test_its_fonts_are_its_own():
    brought = resources()
    style = brought[STYLE].content.decode()
    assert 'font-family: "Source Serif 4"' in style and "file:" not in style
    faces = style.split("@font-face")[1:]
    assert len({(face.split("src")[0]) for face in faces}) == len(faces) == 12
    fonts = [one for one in brought.values() if one.media_type == "font/ttf"]
    assert len(fonts) == 8 and all(one.content[:4] == b"\0\1\0\0" for one in fonts)


def test_every_status_has_the_shape_that_it_has_on_the_pages():
    brought = resources()
    assert {f"report:{status.replace(' ', '-')}" for status in STATUSES} <= set(brought)


def test_a_bar_fills_its_width_and_hides_no_part():
    drawn = charts.bar([charts.Part("One", 1, "#000"), charts.Part("Many", 9999, "#fff")])
    assert "One: 1; Many: 9999" in drawn
    widths = [int(part.split('width="')[1].split('"')[0]) for part in drawn.split("<rect")[1:]]
    assert len(widths) == 2 and min(widths) >= 10 and sum(widths) + 8 == charts.WIDTH


def test_a_bar_of_nothing_is_empty():
    assert "<rect" not in charts.bar([charts.Part("None", 0, "#000")])


def test_dates_and_distances_are_words():
    assert report_words.day(date(2000, 5, 28)) == "Sun 28 May 2000"
    assert report_words.day("2000-05-28") == "Sun 28 May 2000"
    assert report_words.day(None) == ""
    assert (report_words.days(1), report_words.days(1234)) == ("1 day", "1,234 days")


def test_the_steps_of_a_defined_date_are_left_to_the_key_dates():
    def step(text, of="", used=()):
        return {
            "operation": "read",
            "text": text,
            "result": "Tue 24 Apr 2018",
            "used": list(used),
            "skipped": [],
            "authority": "",
            "of": of,
        }

    steps = [step("[Expiries]", "End of Term"), step("[End of Term]", used=["worked out above"])]
    (own,) = report_words.own_steps(steps)
    assert (own.text, own.used) == ("[End of Term]", ("worked out under Key dates",))
    (gathered,) = report_words.own_steps([step("[Expiries]")] * 27)
    assert gathered.text == "[Expiries], 27 dates"
