"""A report as a document of record: hashes that anybody can work out, data attached, same bytes."""

import csv
import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pypdf
import pytest
from django.core.management import CommandError, call_command

from agreements import chain
from agreements.audit import recording
from obligations.actions import reports
from obligations.outputs import report_files
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import Wished
from obligations.outputs.pdf import compliance_pdf
from obligations.outputs.record import ARCHIVE, PLAIN, TAGGED, canonical, record_of
from obligations.queries.report import compliance
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db

ASKED_AT = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)
HEAD = "5e1c" * 16


@pytest.fixture
def report(agreement, owner, tuesday):
    return compliance(owner, Wanted(tuesday, agreement=agreement.pk), ASKED_AT)


def opened(content):
    return pypdf.PdfReader(io.BytesIO(content))


def cover_of(content):
    return "".join(opened(content).pages[0].extract_text().split())


def test_the_cover_prints_both_hashes_and_as_what_it_was_made(report):
    pdf = compliance_pdf(report, head=HEAD)
    cover = cover_of(pdf.content)
    assert pdf.record.sha256 in cover and HEAD in cover
    assert "PDF/UA-1,taggedforscreenreaders" in cover
    assert pdf.record.sha256 == hashlib.sha256(canonical(report)).hexdigest()


def test_where_nothing_was_sealed_it_says_so(report):
    assert "nothingwassealedyet" in cover_of(compliance_pdf(report).content)


def test_known_on_stands_on_the_cover_where_it_is_given(report):
    @dataclass(frozen=True)
    class Known:
        known_on: date

        def __getattr__(self, name):
            return getattr(report, name)

    from django.template.loader import render_to_string

    record = record_of(report)
    said = render_to_string(
        "reports/cover.html", {"report": Known(date(2020, 2, 1)), "record": record, "summary": {}}
    )
    assert "As known on" in said and "Sat 1 Feb 2020" in said
    assert "As known on" not in render_to_string(
        "reports/cover.html", {"report": report, "record": record, "summary": {}}
    )


def test_for_the_archive_its_data_are_attached_and_the_hash_is_theirs(report):
    kind = KINDS["compliance"]
    pdf = kind.pdf(report, lambda stage, percent: None, Wished("Report", HEAD, ARCHIVE))
    reader = opened(pdf.content)
    files = {name: found[0] for name, found in reader.attachments.items()}
    assert sorted(files) == ["report.csv", "report.json"]
    assert hashlib.sha256(files["report.json"]).hexdigest() == pdf.record.sha256
    assert pdf.record.sha256 in cover_of(pdf.content)
    data = json.loads(files["report.json"])
    assert data["form"] == "longstop report data 1"
    assert data["report"]["as_at"] == "2020-03-10"
    table = list(csv.DictReader(io.StringIO(files["report.csv"].decode("utf-8-sig"))))
    assert len(table) == sum(1 for _ in report.entries)
    assert table[0]["Agreement"] == "SUP-2019"
    assert list(table[0])[0] == "Part" and len(table[0]) > 20


def test_for_the_archive_it_says_so_in_the_ways_of_the_standard(report):
    """ISO 19005-3: its part and level, an output intent, every file with its relation."""
    root = opened(compliance_pdf(report, made_as=ARCHIVE).content).trailer["/Root"]
    told = root["/Metadata"].get_data()
    assert b'pdfaid:part="3"' in told and b'pdfaid:conformance="A"' in told
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert {one.get_object()["/AFRelationship"] for one in root["/AF"]} == {"/Data"}


def test_other_reports_carry_nothing(report):
    assert dict(opened(compliance_pdf(report, made_as=PLAIN).content).attachments) == {}


def test_every_font_is_in_the_file(report):
    for page in opened(compliance_pdf(report, made_as=ARCHIVE).content).pages:
        for font in page["/Resources"]["/Font"].values():
            (below,) = font.get_object()["/DescendantFonts"]
            described = below.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(described)


MAKES = """
import pickle, sys, django
django.setup()
from obligations.outputs.pdf import compliance_pdf
with open(sys.argv[1], "rb") as file:
    report = pickle.load(file)
print(compliance_pdf(report, head="5e1c" * 16, made_as=sys.argv[2]).sha256)
"""


@pytest.mark.parametrize("made_as", [TAGGED, ARCHIVE])
def test_every_process_makes_the_same_bytes(report, made_as, tmp_path):
    file = tmp_path / "report"
    file.write_bytes(pickle.dumps(report))
    made = {compliance_pdf(report, head=HEAD, made_as=made_as).sha256}
    for seed, zone in (("4242", "America/New_York"),):
        done = subprocess.run(
            [sys.executable, "-c", MAKES, str(file), made_as],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "DJANGO_SETTINGS_MODULE": "config.tests.settings",
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        made.add(done.stdout.strip())
    assert len(made) == 1


# The canonical form


def test_the_canonical_form_is_what_is_written_down():
    @dataclass(frozen=True)
    class Small:
        zed: object
        at: object = datetime(2020, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
        day: object = date(2000, 5, 28)

    said = canonical(Small({"b": (1, True, None), "a": Decimal("1.50")})).decode()
    assert said == (
        '{"form":"longstop report data 1","report":{"at":"2020-01-01T00:00:00.000000Z",'
        '"day":"2000-05-28","zed":{"a":"1.50","b":[1,true,null]}}}'
    )
    assert canonical(Small({"é"})).decode().endswith('"zed":["é"]}}')
    assert canonical(Small(timedelta(days=1))).decode().endswith('"zed":"86400.0"}}')


def test_what_has_no_canonical_form_is_refused():
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical([object()])


def test_the_least_change_gives_another_hash(report):
    agreement = report.agreements[0]
    duty = replace(agreement.duties[0], summary=agreement.duties[0].summary + " ")
    other = replace(agreement, duties=(duty, *agreement.duties[1:]))
    assert record_of(replace(report, agreements=(other,))).sha256 != record_of(report).sha256


def test_the_table_guards_against_formulas(report):
    record = record_of(report, made_as=ARCHIVE, table=[["Rule", "Day"], ["=1+1", date(2020, 1, 2)]])
    assert record.files[1].content.decode("utf-8-sig") == "Rule,Day\r\n'=1+1,2020-01-02\r\n"


# In the queue


@pytest.mark.parametrize(
    ("variant", "made_as"), [("standard", TAGGED), ("tagged", TAGGED), ("archive", ARCHIVE)]
)
def test_it_is_made_as_it_was_asked_for(agreement, owner, tuesday, own_files, variant, made_as):
    wanted = Wanted(TUESDAY, agreement=agreement.pk, variant=variant)
    row = reports.request(wanted=wanted, by=owner)
    assert reports.request(wanted=replace(wanted, variant="tagged"), by=owner).pk == (
        row.pk if variant == "tagged" else row.pk + 1
    )
    reports.run(report_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.made_as) == ("done", made_as)
    content = report_files.fetch(row.stored_as, row.sha256)
    assert row.data_sha256 in cover_of(content) and row.audit_head in cover_of(content)
    head = chain.head()
    assert head is not None and row.audit_head == head.hash


def test_the_data_can_be_read_once_more_and_compared(agreement, owner, tuesday, own_files, system):
    row = reports.request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)
    reports.run(report_id=row.pk)
    row.refresh_from_db()
    out, file = io.StringIO(), own_files / "data.json"
    call_command("report_data", str(row.pk), "--output", str(file), stdout=out)
    assert "It is the one that the report prints." in out.getvalue()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == row.data_sha256
    with recording(by=system, action="enter", reason="for a test"):
        agreement.title = "Another title"
        agreement.save()
    with pytest.raises(SystemExit):
        call_command("report_data", str(row.pk), stdout=out)
    assert "has changed since" in out.getvalue()
    with pytest.raises(CommandError, match="no report 0"):
        call_command("report_data", "0")
