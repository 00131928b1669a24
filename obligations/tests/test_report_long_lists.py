"""A long list in parts has every row once and right numbers; what is too long is refused."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest

from agreements.models import Agreement
from obligations.outputs import bulk, list_parts, pdf
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import Wished
from obligations.outputs.renderer import RenderFailed
from obligations.queries.report_audit import Changed
from obligations.queries.report_list import Group, Listing
from obligations.queries.report_scope import Wanted

DAY = date(2020, 3, 10)
ASKED_AT = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)
FIRST = Changed(
    agreement="SUP-1",
    at=ASKED_AT,
    day=DAY,
    person="Olivia Hart",
    action="correct a date",
    reason="A letter names another day",
    record="Crate",
    did="changed",
    field="due date",
    before="Mon 9 Mar 2020",
    after="Tue 10 Mar 2020",
)
IN_PARTS = Wished("Audit extract", head="5e1c" * 16, may_split=True)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts of a few pages, so that a small list has many."""
    monkeypatch.setattr(list_parts, "LONG", 40)
    monkeypatch.setattr(list_parts, "ROWS", 25)
    monkeypatch.setattr(list_parts, "PART", 20_000)


def extract(count, **changed):
    rows = [
        replace(FIRST, record=f"Crate {n:03}", at=FIRST.at + timedelta(minutes=n), **changed)
        for n in range(count)
    ]
    groups = (Group("SUP-1", tuple(rows[: count // 3])), Group("SUP-2", tuple(rows[count // 3 :])))
    agreements = tuple(Agreement(pk=n, reference=f"SUP-{n}", title="Supply") for n in (1, 2))
    wanted = Wanted(DAY, kind="audit", since=date(2020, 1, 1))
    return Listing("audit", wanted, "All", "Olivia Hart", ASKED_AT, None, agreements, groups)


def made(data, wished=IN_PARTS, stages=None):
    told = [] if stages is None else stages
    return KINDS["audit"].pdf(data, lambda stage, percent: told.append(stage), wished)


def words_of(page):
    return " ".join(page.extract_text().split())


def test_a_long_list_has_every_row_once_its_heads_and_right_numbers():
    done = made(extract(120))
    reader = pypdf.PdfReader(io.BytesIO(done.content))
    pages = [words_of(page) for page in reader.pages]
    assert done.record.made_as == "plain" and done.pages == len(pages) > 6
    assert "without tags for screen readers" in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in page and "Who, and what they did" in page, number
    text = " ".join(pages)
    assert all(text.count(f"Crate {n:03}") == 1 for n in range(120))
    assert "Head of the audit chain 5e1c" in pages[-1]
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert [entry.title for entry in reader.outline] == ["SUP-1 40", "SUP-2 80"]


def test_a_short_list_has_its_tags_and_so_has_one_that_is_asked_for_with_them():
    assert made(extract(6)).record.made_as == "pdf/ua-1"
    assert made(extract(60), replace(IN_PARTS, may_split=False)).record.made_as == "pdf/ua-1"


def test_rows_that_say_very_much_are_shared_out():
    data = extract(45, after="A long paragraph of the text that stands there now. " * 60)
    context = {"report": data, "title": "Audit extract", "template": "reports/kinds/audit.html"}
    parts = list(list_parts.documents(data, context))
    assert len(parts) > 6 and max(map(len, parts)) < 30_000


@pytest.mark.parametrize("module, may_split", [(bulk, True), (pdf, False)])
def test_what_is_too_long_is_refused_before_anything_is_rendered(monkeypatch, module, may_split):
    monkeypatch.setattr(module, "MOST", 20_000)
    stages = []
    sentence = "some .* pages, and a PDF is made of 5 at most. .* for Excel or CSV"
    with pytest.raises(RenderFailed, match=sentence) as caught:
        made(extract(120), replace(IN_PARTS, may_split=may_split), stages)
    assert stages == ["Writing the pages"]
    assert not caught.value.again
