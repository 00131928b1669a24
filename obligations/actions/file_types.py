"""Which files may be put in, and whether one is what its name says.

A closed list: of each kind it is known how it has to begin. What a browser
says about a file is never believed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from obligations.engine.errors import EngineError

_HEAD = 4096
# CFB, [MS-CFB] 2.2: the container of old Office files and of Outlook messages.
_CFB = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER_LINE = re.compile(rb"\A(?:[\x21-\x39\x3b-\x7e]+:[^\r\n]*\r?\n)")
# Tab, line feed, form feed, carriage return, and all that is no control character.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class NotThatFile(EngineError):
    """A file that may not be put in; `str()` says why and what to do."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its name for people, its media type, and whether a file is one."""

    name: str
    media_type: str
    holds: Callable[[bytes, IO[bytes]], bool]


def _begins(*starts: bytes) -> Callable[[bytes, IO[bytes]], bool]:
    return lambda head, _: head.startswith(starts)


def _is_pdf(head: bytes, _: IO[bytes]) -> bool:
    # Acrobat accepts the header anywhere in the first 1024 bytes
    # (Adobe, PDF Reference, sixth edition, appendix H, note 13).
    return b"%PDF-" in head[:1024] and not head.lstrip().startswith(b"<")


def _is_text(head: bytes, file: IO[bytes]) -> bool:
    file.seek(0)
    return not any(_CONTROL.search(block) for block in iter(lambda: file.read(1 << 20), b""))


def _is_mail(head: bytes, file: IO[bytes]) -> bool:
    return _HEADER_LINE.match(head) is not None and _is_text(head, file)


def _office(folder: str) -> Callable[[bytes, IO[bytes]], bool]:
    """ECMA-376 part 2: a package with its list of content types, without macros."""

    def holds(_: bytes, file: IO[bytes]) -> bool:
        names = _zip_names(file)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(f"{folder}/") for name in names)
            and not any(name.endswith("vbaProject.bin") for name in names)
        )

    return holds


def _open_document(media_type: str) -> Callable[[bytes, IO[bytes]], bool]:
    # OASIS OpenDocument 1.2 part 3, 3.3: "mimetype" comes first and is not compressed.
    mark = b"mimetype" + media_type.encode()
    return lambda head, _: head.startswith(b"PK\x03\x04") and head[30:].startswith(mark)


def _zip_names(file: IO[bytes]) -> list[str]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            return packed.namelist()
    except zipfile.BadZipFile:
        return []


_WORD = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_PNG = _begins(b"\x89PNG\r\n\x1a\n")
_JPEG = FileType("JPEG image", "image/jpeg", _begins(b"\xff\xd8\xff"))
_TIFF = FileType("TIFF image", "image/tiff", _begins(b"II*\x00", b"MM\x00*"))

# ending -> what a file with it has to be
TYPES = {
    "pdf": FileType("PDF", "application/pdf", _is_pdf),
    "docx": FileType("Word document", f"{_WORD}.wordprocessingml.document", _office("word")),
    "xlsx": FileType("Excel workbook", f"{_WORD}.spreadsheetml.sheet", _office("xl")),
    "pptx": FileType("PowerPoint file", f"{_WORD}.presentationml.presentation", _office("ppt")),
    "doc": FileType("Word document", "application/msword", _begins(_CFB)),
    "xls": FileType("Excel workbook", "application/vnd.ms-excel", _begins(_CFB)),
    "msg": FileType("Outlook message", "application/vnd.ms-outlook", _begins(_CFB)),
    "odt": FileType("OpenDocument text", f"{_ODF}.text", _open_document(f"{_ODF}.text")),
    "ods": FileType(
        "OpenDocument sheet", f"{_ODF}.spreadsheet", _open_document(f"{_ODF}.spreadsheet")
    ),
    "rtf": FileType("RTF document", "application/rtf", _begins(b"{\\rtf")),
    "eml": FileType("mail", "message/rfc822", _is_mail),
    "txt": FileType("plain text", "text/plain", _is_text),
    "csv": FileType("table as text", "text/csv", _is_text),
    "png": FileType("PNG image", "image/png", _PNG),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "tif": _TIFF,
    "tiff": _TIFF,
}
ACCEPTED = ",".join(f".{ending}" for ending in TYPES)
IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, RTF, text, mail, or an image"


def type_of(name: str, file: IO[bytes]) -> FileType:
    """What a file is, by its name and its content. Raises NotThatFile where they disagree."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    found = TYPES.get(ending)
    if found is None:
        raise NotThatFile(f"“{name}” cannot be put in. What can be: {IN_WORDS}.")
    file.seek(0)
    head = file.read(_HEAD)
    if not found.holds(head, file):
        raise NotThatFile(
            f"“{name}” is not what its name says: its content is no {found.name}."
            " Open it, save it again in that form, and choose it once more."
        )
    return found
