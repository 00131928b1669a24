"""What is drawn in a report is either text with a place in the tree of tags, or passed over."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pytest
from pypdf.generic import ContentStream

from obligations.outputs.pdf import compliance_pdf
from obligations.outputs.rendering import ARCHIVE, TAGGED
from obligations.queries.report import compliance
from obligations.queries.report_scope import Wanted

pytestmark = pytest.mark.django_db

DAY = date(2020, 3, 10)
DRAWING = {b"Tj", b"TJ", b"f", b"f*", b"S", b"B", b"Do", b"sh"}
# What may stand in what (ISO 32000-1, 14.8.4).
PARENTS = {
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/TR": {"/Table", "/THead", "/TBody"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
}


# One of each for all tests of a process: making it is the costly part.
_made = {}


@pytest.fixture(params=[TAGGED, ARCHIVE])
def reader(request, agreement, owner):
    if request.param not in _made:
        asked_at = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)
        data = compliance(owner, Wanted(DAY, agreement=agreement.pk), asked_at)
        few = replace(data, agreements=tuple(_first_of(one) for one in data.agreements))
        _made[request.param] = compliance_pdf(few, made_as=request.param, table=[["A"], ["1"]])
    return pypdf.PdfReader(io.BytesIO(_made[request.param].content))


def _first_of(agreement):
    return replace(agreement, duties=agreement.duties[:4])


def elements(node):
    """Each element below one: its parent's kind, and itself."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict) and "/S" in kid:
            yield node.get("/S"), kid
            yield from elements(kid)


def in_the_tree(reader):
    """The numbers of marked content on each page that an element of the tree names."""
    found = {page.indirect_reference.idnum: set() for page in reader.pages}
    for _, element in elements(reader.trailer["/Root"]["/StructTreeRoot"]):
        numbers = [int(kid) for kid in element.get("/K", []) if isinstance(kid, int)]
        if numbers:
            found[element.raw_get("/Pg").idnum].update(numbers)
    return found


def drawn(page, reader):
    """How each thing on a page is marked: a tag, its number in the tree, its type."""
    marks = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            more = operands[1] if operator == b"BDC" else {}
            marks.append((operands[0], more.get("/MCID"), more.get("/Type")))
        elif operator == b"EMC":
            marks.pop()
        elif operator in DRAWING:
            yield list(marks)


def test_all_that_is_drawn_is_tagged_or_passed_over(reader):
    named = in_the_tree(reader)
    heads = 0
    for page in reader.pages:
        seen = set()
        for marks in drawn(page, reader):
            assert len(marks) == 1, marks
            tag, number, kind = marks[0]
            assert (tag == "/Artifact") == (number is None), marks
            heads += kind == "/Pagination"
            seen |= {int(number)} if number is not None else set()
        assert seen <= named[page.indirect_reference.idnum]
    assert heads >= 3 * (len(reader.pages) - 1)


def test_lists_and_tables_have_in_them_what_belongs_there(reader):
    tree = list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))
    for parent, element in tree:
        assert parent in PARENTS.get(element["/S"], {parent}), (parent, element["/S"])
    heads = [element for _, element in tree if element["/S"] == "/TH"]
    assert heads and all(head["/ID"] for head in heads)


def test_links_stand_in_the_tree_and_in_the_order_of_reading(reader):
    links = []
    for page in reader.pages:
        for link in page.get("/Annots", []):
            links.append(link.get_object())
            assert page["/Tabs"] == "/S"
    assert len(links) > 5 and all("/StructParent" in link for link in links)


def test_each_attached_file_is_named_once(reader):
    named = reader.trailer["/Root"].get("/AF", [])
    names = [one.get_object()["/F"] for one in named]
    assert names in ([], ["report.json", "report.csv"])
