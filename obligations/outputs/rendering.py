"""Renders one report: a process of its own, with limits, that can reach nothing.

Run as `python -m obligations.outputs.rendering`. Standard input is the request, one JSON object:
`html`; `resources`, address to [media type, content in base64]; `identifier`, 32 hex digits;
`made_as`, TAGGED, ARCHIVE or PLAIN; `attached`, a list of [name, about, content in base64], dated
`stamp`; `limits`, see Limits. Standard output is the PDF. Standard error carries a JSON object a
line about progress, between whatever the libraries say; the last one says how many `pages` it has,
the most memory that it took, `peak_mb`, the characters that no font has, `unprintable`, and of a
PLAIN one its `places`. The status is 0, or says why not.

The same request gives the same bytes, if PYTHONHASHSEED is the same too.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import io
import json
import logging
import os
import re
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from obligations.outputs import hairlines, pagination

if TYPE_CHECKING:
    from weasyprint import Attachment, Document, URLFetcher

# What a PDF can be made as: tagged for screen readers (PDF/UA-1); for the archive, with its data
# attached and tagged as well (PDF/A-3a); without tags, for parts that are joined later.
TAGGED, ARCHIVE, PLAIN = "pdf/ua-1", "pdf/a-3a", "plain"
_VARIANTS = {TAGGED: TAGGED, ARCHIVE: ARCHIVE, PLAIN: None}

# So many characters without a font are told of.
MOST_BOXES = 200

OUT_OF_MEMORY = 10
NO_LIBRARIES = 11
ORPHANED = 12

# After its start the process opens no file but its own, no connection, and starts nothing.
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a rendering may use: bytes of address space, seconds of processor, seconds in all."""

    memory: int = 6 * 1024**3
    processor: int = 780
    wall: int = 800

    def as_data(self) -> dict[str, int]:
        """As the request carries them."""
        return asdict(self)


def main() -> int:
    """Does what the module says; the status to end with."""
    request, status = json.load(sys.stdin.buffer), own_status()
    limit(Limits(**request["limits"]))
    boxes = Boxes()
    try:
        document = lay_out(request)
        document.write_pdf(
            sys.stdout.buffer,
            finisher=finish,
            pdf_identifier=bytes.fromhex(request["identifier"]),
            pdf_variant=_VARIANTS[request["made_as"]],
            attachments=attachments(request),
        )
    except MemoryError:
        return OUT_OF_MEMORY
    places = places_of(document) if request["made_as"] == PLAIN else None
    facts = {"pages": len(document.pages), "peak_mb": peak_mb(status), "places": places}
    tell(**facts, unprintable="".join(sorted(boxes.found)))
    return 0


def own_status() -> int | None:
    """Linux' file about this process, opened while it may still open files; None elsewhere."""
    with contextlib.suppress(OSError):
        return os.open("/proc/self/status", os.O_RDONLY)
    return None


def peak_mb(status: int | None) -> int:
    """The most memory that this process has taken, by its own_status where there is one.

    Linux' ru_maxrss is at least what the process took that began this one.
    """
    found = status is not None and re.search(rb"VmHWM:\s*(\d+)", os.pread(status, 8192, 0))
    if found:
        return int(found[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    in_kilobytes = peak // 1024 if sys.platform == "darwin" else peak
    return in_kilobytes // 1024


def places_of(document: Document) -> dict[str, Any]:
    """Where anchors and bookmarks stand: the page, counted from 0, and CSS pixels from above."""
    anchors: dict[str, tuple[int, float, float]] = {}
    bookmarks = []
    for number, page in enumerate(document.pages):
        for name, at in page.anchors.items():
            anchors.setdefault(name, (number, at[0], at[1]))
        bookmarks += [(level, label, number, *at[:2]) for level, label, at, _ in page.bookmarks]
    return {"anchors": anchors, "bookmarks": bookmarks}


def limit(limits: Limits) -> None:
    """Beyond these the kernel refuses memory, or ends the process."""
    # macOS knows no limit of address space.
    if sys.platform != "darwin":
        _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_CPU, limits.processor)
    _lower(resource.RLIMIT_CORE, 0)
    signal.alarm(limits.wall)


def _lower(kind: int, value: int) -> None:
    """Sets a limit, or leaves the one that is there where that is lower."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, hard))


def load() -> None:
    """Loads all that rendering needs. Ends the process where the libraries of it are missing."""
    try:
        # Not at the top: limits come first, and who starts this process does without Pango.
        import pydyf  # type: ignore[import-untyped]  # noqa: F401
        import weasyprint.text.fonts  # noqa: F401
    except OSError as error:
        tell(missing=str(error))
        sys.exit(NO_LIBRARIES)


def lay_out(request: Mapping[str, Any]) -> Document:
    """The request's pages. Ends the process where the libraries that it needs are missing."""
    load()
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint.progress").addHandler(Progress())
    logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
    hairlines.install()
    pagination.install()
    wall_in()
    # A report is one big tree that lives to the end: looking for garbage in it is wasted.
    gc.disable()
    html = HTML(string=request["html"], url_fetcher=shelf(request["resources"]))
    return html.render(font_config=FontConfiguration(), pdf_variant=_VARIANTS[request["made_as"]])


def attachments(request: Mapping[str, Any]) -> list[Attachment]:
    """The files that the PDF carries along, as the data that it is made of."""
    from weasyprint import Attachment

    stamp = datetime.fromisoformat(request["stamp"])
    return [
        Attachment(
            file_obj=io.BytesIO(base64.b64decode(content)),
            name=name,
            description=about,
            created=stamp,
            modified=stamp,
            relationship="Data",
        )
        for name, about, content in request["attached"]
    ]


def finish(document: Document, pdf: Any) -> None:
    """Labels the pages as they are printed, from 1, and names each attached file once."""
    import pydyf

    decimal = pydyf.Dictionary({"S": "/D", "St": 1})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, decimal])})
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def shelf(resources: Mapping[str, tuple[str, str]]) -> URLFetcher:
    """Serves the request's own resources from memory, and refuses every other address."""
    from weasyprint import URLFetcher
    from weasyprint.urls import URLFetcherResponse

    class Shelf(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url not in resources:
                tell(refused=url[:200])
                raise ValueError(f"A report reaches nothing outside itself: {url[:200]}")
            media_type, content = resources[url]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": media_type})

    return Shelf(allowed_protocols=(), allow_redirects=False)


def wall_in() -> None:
    """Forbids what no report needs, for good: the wall behind the door that the fetcher is."""
    roots = {sys.prefix, sys.base_prefix, sys.exec_prefix, tempfile.gettempdir(), os.devnull}
    own = tuple(os.path.realpath(root) for root in roots)

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and not isinstance(arguments[0], int):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if not any(path == root or path.startswith(root + os.sep) for root in own):
                raise PermissionError(f"A report opens no file: {path}")
        elif event.startswith(_FORBIDDEN):
            raise PermissionError(f"A report does nothing of the kind: {event}")

    sys.addaudithook(look)


class Progress(logging.Handler):
    """Hands on WeasyPrint's steps, and ends the process when nobody waits for it any more."""

    def __init__(self, parent: Callable[[], int] = os.getppid) -> None:
        super().__init__()
        self.parent = parent
        self.began_under = parent()

    def emit(self, record: logging.LogRecord) -> None:
        if self.parent() != self.began_under:
            os._exit(ORPHANED)
        words = str(record.msg).split()
        if words[0] == "Step":
            page = words[-2:] == ["Page", "%d"]
            tell(step=int(words[1]), page=record.args[0] if page else None)  # type: ignore[index]


class Boxes(logging.Handler):
    """Gathers the characters for which WeasyPrint says that it drew an empty box."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: set[str] = set()
        logging.getLogger("weasyprint").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef glyph") and len(self.found) < MOST_BOXES:
            self.found.add(record.args[0])  # type: ignore[index,arg-type]


def tell(**facts: Any) -> None:
    """A line about progress."""
    sys.stderr.write(json.dumps(facts) + "\n")
    sys.stderr.flush()


def leave(status: int) -> NoReturn:
    """Ends the process as it is: taking a report's million objects apart costs a tenth of it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    leave(main())
