"""Joins the parts of a long report to one file: a process of its own, with limits.

Run as `python -m obligations.outputs.joining`. Standard input is the request, one JSON object:
`parts`, each with `pdf` in base64 and the `places` that rendering.py told of it; `sample`, a page
whose footer has NUMERALS where the numbers of pages go; `has_cover`, whether the first page goes
without one; `identifier`, 32 hex digits; `info`, title, author, subject and time; `limits`.
Standard output is the file, standard error as in rendering.py.

Numbers of pages are written into each page but a cover, links and bookmarks are made anew from
the places, so that they lead from one part to another. Tags for screen readers are lost in this.
"""

from __future__ import annotations

import base64
import gc
import io
import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from obligations.outputs.rendering import (
    OUT_OF_MEMORY,
    Limits,
    leave,
    limit,
    own_status,
    peak_mb,
    tell,
    wall_in,
)

NUMERALS = "0123456789 of"
# An address within the report but in another part of it.
ELSEWHERE = "longstop:"
# A PDF point is so many CSS pixels.
POINT = 0.75

Places = dict[str, tuple[int, float, float]]


def main() -> int:
    """Does what the module says; the status to end with."""
    request, status = json.load(sys.stdin.buffer), own_status()
    limit(Limits(**request["limits"]))
    try:
        joined = join(request)
        joined.write(sys.stdout.buffer)
    except MemoryError:
        return OUT_OF_MEMORY
    tell(pages=len(joined.pages), peak_mb=peak_mb(status))
    return 0


def join(request: Mapping[str, Any]) -> Any:
    """The whole report, as a writer of pypdf."""
    import pypdf
    from pypdf.generic import ArrayObject, ByteStringObject

    wall_in()
    # All that is read is kept to the end: looking for garbage in it is wasted.
    gc.disable()
    writer = pypdf.PdfWriter()
    places: Places = {}
    bookmarks: list[tuple[int, str, int, float, float]] = []
    for part in request["parts"]:
        begun = len(writer.pages)
        content = io.BytesIO(base64.b64decode(part["pdf"]))
        writer.append(pypdf.PdfReader(content), import_outline=False)
        for name, (page, x, y) in part["places"]["anchors"].items():
            places.setdefault(name, (begun + page, x, y))
        for level, label, page, x, y in part["places"]["bookmarks"]:
            bookmarks.append((level, label, begun + page, x, y))
    numbers = Numbers(writer, base64.b64decode(request["sample"]))
    for n, page in enumerate(writer.pages):
        if n or not request["has_cover"]:
            numbers.write(page, f"{n + 1} of {len(writer.pages)}")
        link(page, places, writer)
    outline(writer, bookmarks)
    describe(writer, request["info"])
    same = ByteStringObject(bytes.fromhex(request["identifier"]))
    writer._ID = ArrayObject([same, same])
    return writer


class Numbers:
    """Writes numbers of pages as they stand in the sample's footer, in its font."""

    def __init__(self, writer: Any, sample: bytes) -> None:
        import pypdf

        page: Any = pypdf.PdfReader(io.BytesIO(sample)).pages[0]
        self.content = page.get_contents().get_data().decode("ascii")
        placed = re.search(
            r"1 0 0 -1 ([\d.]+) [\d.]+ Tm\n/(\S+) ([\d.]+) Tf\n(\[.*?\] TJ)", self.content
        )
        assert placed is not None, "the sample has no footer"
        self.left, name, self.size = placed[1], placed[2], float(placed[3])
        self.shown = placed[4]
        glyphs = re.findall(r"<(\w{4})>", self.shown)
        self.glyphs = dict(zip(NUMERALS, glyphs, strict=True))
        font = page["/Resources"]["/Font"][f"/{name}"]
        self.widths = _widths(font["/DescendantFonts"][0]["/W"])
        self.right = float(self.left) + self.width(NUMERALS)
        self.content = re.sub(r"/a1\.0 gs\n", "", self.content).replace(f"/{name} ", "/Pages ")
        self.font = font.clone(writer).indirect_reference
        self.writer = writer

    def width(self, text: str) -> float:
        """How wide a text is, in CSS pixels."""
        each = (self.widths[int(self.glyphs[letter], 16)] for letter in text)
        return sum(each) * self.size / 1000

    def write(self, page: Any, text: str) -> None:
        """Puts a number into a page's footer, at its right."""
        from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

        left = f"{self.right - self.width(text):.4f}"
        shown = "[" + "".join(f"<{self.glyphs[letter]}>" for letter in text) + "] TJ"
        own = self.content.replace(f"-1 {self.left} ", f"-1 {left} ", 1).replace(self.shown, shown)
        streams = []
        # What a page's own content leaves behind must not move the number.
        for content in (b"q\n", b"\nQ\nq\n" + own.encode("ascii") + b"\nQ\n"):
            stream = DecodedStreamObject()
            stream.set_data(content)
            streams.append(self.writer._add_object(stream))
        contents = page.raw_get("/Contents")
        page[NameObject("/Contents")] = ArrayObject([streams[0], contents, streams[1]])
        page["/Resources"]["/Font"][NameObject("/Pages")] = self.font


def _widths(listed: Any) -> dict[int, float]:
    """The widths of glyphs: [first, [width, …], …]."""
    found: dict[int, float] = {}
    for first, widths in zip(listed[::2], listed[1::2], strict=True):
        found |= {int(first) + n: float(width) for n, width in enumerate(widths)}
    return found


def link(page: Any, places: Places, writer: Any) -> None:
    """Lets the links of a page lead to where what they name has come to stand."""
    from pypdf.generic import NameObject

    for annotation in page.get("/Annots", []):
        one = annotation.get_object()
        target = str(one.get("/Dest", ""))
        if "/A" in one:
            target = str(one["/A"].get("/URI", "")).removeprefix(ELSEWHERE)
        if target in places:
            one.pop("/A", None)
            one[NameObject("/Dest")] = _destination(writer, *places[target])


def _destination(writer: Any, number: int, x: float, y: float) -> Any:
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject

    page = writer.pages[number]
    top = float(page.mediabox.top) - y * POINT
    place = (FloatObject(round(x * POINT, 3)), FloatObject(round(top, 3)), NumberObject(0))
    return ArrayObject([page.indirect_reference, NameObject("/XYZ"), *place])


def outline(writer: Any, bookmarks: list[tuple[int, str, int, float, float]]) -> None:
    """Bookmarks of all parts as one tree, by their levels."""
    from pypdf.generic import Fit

    above: list[tuple[int, Any]] = []
    for level, label, number, x, y in bookmarks:
        while above and above[-1][0] >= level:
            above.pop()
        top = float(writer.pages[number].mediabox.top) - y * POINT
        fit = Fit.xyz(left=round(x * POINT, 3), top=round(top, 3), zoom=0)
        parent = above[-1][1] if above else None
        above.append((level, writer.add_outline_item(label, number, parent=parent, fit=fit)))


def describe(writer: Any, info: Mapping[str, str]) -> None:
    """What the file says of itself."""
    from pypdf.generic import NameObject, TextStringObject

    at = datetime.fromisoformat(info["at"]).strftime("D:%Y%m%d%H%M%S+00'00'")
    writer.add_metadata(
        {
            "/Title": info["title"],
            "/Author": info["author"],
            "/Subject": info["subject"],
            "/Creator": "Longstop",
            "/CreationDate": at,
            "/ModDate": at,
        }
    )
    root = writer.root_object
    root.pop("/Names", None)
    root[NameObject("/Lang")] = TextStringObject("en-GB")
    writer.create_viewer_preferences().display_doctitle = True
    writer.set_page_label(0, len(writer.pages) - 1, style="/D", start=1)


if __name__ == "__main__":
    leave(main())
