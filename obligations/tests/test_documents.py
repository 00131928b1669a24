"""Documents are checked, hashed and stored under names of their own; what fails is not kept."""

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Document
from obligations.actions import documents
from obligations.actions.documents import add, attach, kept
from obligations.actions.file_types import NotThatFile, type_of
from obligations.permissions import NotAllowed
from obligations.tests.finding import row_of

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


def packed(*names):
    """A zip file with these names in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, b"<x/>")
    return buffer.getvalue()


def opendocument(kind):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        file.writestr("content.xml", "<x/>")
    return buffer.getvalue()


def stored(folder: Path):
    return [path for path in (folder / "media").rglob("*") if path.is_file()]


def test_it_is_kept_as_it_was(closing, colleague, own_files):
    upload = SimpleUploadedFile("closing memo.pdf", PDF, content_type="text/html")
    row = add(agreement=closing, upload=upload, by=colleague, title="Closing memorandum")
    assert (row.title, row.file_name, row.size) == (
        "Closing memorandum",
        "closing memo.pdf",
        len(PDF),
    )
    assert row.content_type == "application/pdf"
    assert row.sha256 == hashlib.sha256(PDF).hexdigest()
    (path,) = stored(own_files)
    assert path.read_bytes() == PDF
    assert "memo" not in str(path.relative_to(own_files))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_without_a_title_it_is_called_as_its_file(closing, colleague, own_files):
    row = add(agreement=closing, upload=ContentFile(b"Yes.", "answer of 2 March.txt"), by=colleague)
    assert row.title == "answer of 2 March"


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\papers\\memo.txt", "memo.txt"),
        ("two\r\nlines.txt", "twolines.txt"),
        (f"{'long ' * 60}.txt", None),
    ],
)
def test_a_name_is_only_a_name(closing, colleague, own_files, name, kept_as):
    upload = ContentFile(b"Yes.", "x.txt")
    upload.name = name
    row = add(agreement=closing, upload=upload, by=colleague)
    assert row.file_name.endswith(".txt") and len(row.file_name) <= 200
    assert kept_as is None or row.file_name == kept_as


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("a.pptx", packed("[Content_Types].xml", "ppt/presentation.xml")),
        ("a.odt", opendocument("text")),
        ("a.ods", opendocument("spreadsheet")),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512),
        ("a.rtf", b"{\\rtf1 text}"),
        ("a.txt", "Grüße\tan alle\n".encode()),
        ("a.csv", b"a,b\r\n1,2\r\n"),
        ("a.eml", b"From: a@example.com\r\nSubject: x\r\n\r\nHello"),
        ("a.PNG", b"\x89PNG\r\n\x1a\n0000"),
        ("a.jpeg", b"\xff\xd8\xff\xe0"),
        ("a.tif", b"II*\x00\x08\x00"),
    ],
)
def test_what_may_be_put_in(name, content):
    assert type_of(name, io.BytesIO(content)).media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>%PDF-1.4"),
        ("a.pdf", b"MZ\x90\x00"),
        ("a.docx", PDF),
        ("a.docx", packed("[Content_Types].xml", "xl/workbook.xml")),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK\x03\x04 and no more"),
        ("a.odt", packed("mimetype")),
        ("a.png", b"\xff\xd8\xff\xe0"),
        ("a.txt", b"text\0and more"),
        ("a.eml", b"Hello, no header here"),
        ("a.jpg", b"GIF89a"),
    ],
)
def test_a_file_that_is_not_what_it_says(name, content):
    with pytest.raises(NotThatFile, match="not what its name says"):
        type_of(name, io.BytesIO(content))


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.zip", "a", "a.docm", ".pdf"])
def test_other_kinds_of_files_are_refused(name):
    with pytest.raises(NotThatFile, match="What can be: PDF"):
        type_of(name, io.BytesIO(PDF))


def test_an_empty_file_and_one_too_large(closing, colleague, own_files, monkeypatch):
    with pytest.raises(NotThatFile, match="is empty"):
        add(agreement=closing, upload=ContentFile(b"", "a.txt"), by=colleague)
    monkeypatch.setattr(documents, "LARGEST", 3)
    with pytest.raises(NotThatFile, match="are the most"):
        add(agreement=closing, upload=ContentFile(b"Yes.", "a.txt"), by=colleague)
    assert not Document.objects.exists() and stored(own_files) == []


def test_what_fails_afterwards_leaves_nothing(closing, colleague, own_files):
    with pytest.raises(ZeroDivisionError):
        with kept(agreement=closing, upload=ContentFile(PDF, "a.pdf"), by=colleague):
            raise ZeroDivisionError
    assert not Document.objects.exists() and stored(own_files) == []


def test_without_a_file_there_is_no_document(closing, colleague):
    with kept(agreement=closing, upload=None, by=colleague) as document:
        assert document is None


def test_who_may_not_enter_puts_nothing_in(closing, outsider, own_files):
    with pytest.raises(NotAllowed):
        add(agreement=closing, upload=ContentFile(PDF, "a.pdf"), by=outsider)
    assert stored(own_files) == []


def test_evidence_is_attached_once(closing, colleague, own_files):
    document = add(agreement=closing, upload=ContentFile(PDF, "a.pdf"), by=colleague)
    row = row_of(closing, "report")
    first = attach(occurrence=row, document=document, by=colleague)
    assert attach(occurrence=row, document=document, by=colleague) == first
