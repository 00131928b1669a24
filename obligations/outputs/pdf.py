"""The compliance report as a PDF: its values to HTML, and the HTML to pages."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from obligations.outputs import charts
from obligations.outputs.record import Record, record_of
from obligations.outputs.renderer import UNDATED, Job, RenderFailed, Resource, render
from obligations.outputs.rendering import TAGGED, Limits
from obligations.outputs.unprintable import noted
from obligations.queries.report_data import Compliance
from obligations.queries.report_summary import Summary, by_agreement, sections, summarise

STYLE = "report:style.css"
# A summary is read in a minute, on one page for one agreement: of longer lists it has the first.
BRIEF = 4
# The bar of the summary: a colour for each section.
COLOURS = {
    "overdue": charts.ACCENT,
    "due": charts.TINT,
    "late": "#a2632f",
    "on time": "#2f5d4a",
    "awaiting": "#d8d1c3",
    "prohibitions": charts.INK,
    "standing": "#8d857a",
    "settled": "#ece7dc",
}

# family, file, style, weights
_FACES = (
    ("Source Serif 4", "source-serif-4-{}-opsz-normal", "normal", (400, 600)),
    ("Source Serif 4", "source-serif-4-{}-wght-italic", "italic", (400,)),
    ("Source Sans 3", "source-sans-3-{}-wght-normal", "normal", (400, 600)),
    ("Source Sans 3", "source-sans-3-{}-wght-italic", "italic", (400,)),
)
# Each comes in two files, which share its letters out between them. Two files under one name would
# get their letters mixed up in the PDF, so the second has a name of its own.
_SHARES = (("latin", ""), ("latin-ext", " Ext"))

# The shapes of the pages' statuses, in the same colours as there.
_SHAPE = re.compile(r'<symbol id="shape-([\w-]+)"[^>]*>(.*?)</symbol>')
_LOUD = ("overdue", "in-grace", "due-today", "due-soon", "done-late")
_CLEAR = ("open", "in-force", "disputed")

# So many characters of HTML make a page, about; and one process lays out so many at most, some
# twelve hundred pages: of more than that it would run out of memory in the end.
A_PAGE = 4_000
MOST = 4_800_000

# Called with what is being done, in words, and how far it is, in per cent.
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished report: its bytes with their SHA-256, its pages, and what it took.

    `record` has the hashes that it prints, and as what it was made.
    """

    content: bytes
    sha256: str
    pages: int
    seconds: float
    peak_mb: int
    record: Record = Record(b"")


def compliance_pdf(
    report: Compliance,
    progress: Progress = lambda stage, percent: None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    *,
    head: str = "",
    made_as: str = TAGGED,
    table: Iterable[Sequence[object]] = (),
) -> Pdf:
    """The report as a PDF file, tagged or for the archive; the same report gives the same bytes.

    `table` is what is attached as CSV to one for the archive, the names of its columns first.

    Raises RenderFailed with a sentence, and whatever `progress` raises: it is
    called at least once a second, so it can call the rendering off.
    """
    progress("Writing the pages", 10)
    record = record_of(report, head=head, made_as=made_as, table=table)
    expected = 12 + sum(1 for _ in report.entries) // 3
    return drawn(html(report, record), progress, expected, limits, record, report.asked_at)


def drawn(
    text: str,
    progress: Progress,
    expected: int,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    record: Record = Record(b""),  # noqa: B008 (frozen)
    stamp: datetime = UNDATED,
) -> Pdf:
    """HTML in the report's style as a PDF of about `expected` pages. Raises as compliance_pdf.

    It is made as `record` says, with what is attached dated `stamp`.
    """
    check_length(len(text), MOST)
    job = job_for(text, limits, record, stamp)
    done = render(job, lambda news: progress(*_told(news, expected)))
    if done.unprintable:
        job = job_for(noted(text, done.unprintable), limits, record, stamp)
        done = render(job, lambda news: progress(*_told(news, done.pages)))
    digest = hashlib.sha256(done.content).hexdigest()
    return Pdf(done.content, digest, done.pages, done.seconds, done.peak_mb, record)


def check_length(characters: int, most: int) -> None:
    """Raises RenderFailed where HTML of so many characters is too long for one file."""
    if characters > most:
        raise RenderFailed(
            f"This report would have some {characters // A_PAGE:,} pages, and a PDF is made of"
            f" {most // A_PAGE:,} at most. Ask for less at once: one agreement, one party, fewer"
            " days; or for Excel or CSV, which may be as long as they like."
        )


def job_for(
    text: str,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    record: Record = Record(b""),  # noqa: B008 (frozen)
    stamp: datetime = UNDATED,
) -> Job:
    """A rendering of HTML with the report's style and fonts, and with nothing else in reach."""
    # The identifier names the content, so that equal reports are equal files.
    identifier = hashlib.sha256(f"{record.made_as}\n{text}".encode()).hexdigest()[:32]
    files = tuple((one.name, one.about, one.content) for one in record.files)
    return Job(text, resources(), identifier, limits, record.made_as, files, stamp)


def _told(news: Mapping[str, Any], expected: int) -> tuple[str, int]:
    """WeasyPrint's steps in words and per cent. `expected`: about how many pages there will be."""
    step, page = news.get("step", 0), news.get("page")
    if step < 5:
        return "Reading fonts and styles", 15 + step
    if step == 5 and page:
        share = min(page / expected, 1.0)
        return f"Laying out page {page}", 20 + round(60 * share)
    return "Writing the PDF", 85 if step < 7 else 92


# HTML


def html(report: Compliance, record: Record | None = None) -> str:
    """The report as one HTML document. Every value of it is escaped."""
    return render_to_string("reports/compliance.html", context_of(report, record))


def context_of(report: Compliance, record: Record | None = None) -> dict[str, Any]:
    """What the templates of a report say."""
    summary = summarise(report)
    several = len(report.agreements) > 1
    return {
        "report": report,
        "record": record or record_of(report),
        "style": STYLE,
        "scope": _scope(report),
        "several": several,
        # Where agreements are mixed, a section is named with its agreement.
        "place": "w-long-place" if several else "w-place",
        "summary": summary,
        "sections": sections(report),
        "bar": charts.bar([charts.Part(t, n, COLOURS[key]) for key, t, n in summary.counts]),
        "columns": _months(summary),
        **_brief(summary),
        "matrix": by_agreement(report),
        "matrix_heads": (
            "Overdue",
            "Due",
            "Late",
            "On time",
            "Awaiting",
            "Not to",
            "Standing",
            "Ended",
        ),
    }


def _months(summary: Summary) -> SafeString | str:
    """The chart of what falls due by month; nothing where nothing does."""
    if not any(count for _, count in summary.months):
        return ""
    bars = [(f"{day:%b %Y}", count) for day, count in summary.months]
    return charts.columns("Falling due by month", bars)


def _scope(report: Compliance) -> str:
    references = ", ".join(agreement.reference for agreement in report.agreements)
    if report.scope == "agreement":
        return f"The agreement {references}"
    if report.scope == "party":
        return f"All that is owed by and to {report.subject}: {references}"
    return f"Everything that {report.asked_by} may see: {references}"


def _brief(summary: Summary) -> dict[str, Any]:
    """The summary's lists, cut short, each with how many are left out."""
    coming = [entry for _, entries in summary.horizons for entry in entries]
    legend = [(key, title, count) for key, title, count in summary.counts if count]
    found: dict[str, Any] = {"legend": [legend[n : n + 4] for n in range(0, len(legend), 4)]}
    lists: tuple[tuple[str, Sequence[Any]], ...] = (
        ("overdue", summary.overdue),
        ("coming", coming),
        ("forbidden", summary.forbidden),
        ("assumptions", summary.assumptions),
    )
    for name, entries in lists:
        found[name] = entries[:BRIEF]
        found[f"more_{name}"] = max(len(entries) - BRIEF, 0)
    return found


# Resources


@cache
def resources() -> dict[str, Resource]:
    """What every report brings along, by address: the style sheet, the fonts, the shapes."""
    shapes = dict(_shapes())
    marks = (f'.{name}::before {{ background-image: url("report:{name}") }}\n' for name in shapes)
    style = "".join((*_font_faces(), render_to_string("reports/report.css"), *marks))
    drawn = {f"report:{name}": Resource("image/svg+xml", svg) for name, svg in shapes.items()}
    return {STYLE: Resource("text/css", style.encode()), **_fonts(), **drawn}


@cache
def dressed(style: str) -> dict[str, Resource]:
    """What another paper brings along: a template as style sheet, under STYLE, and the fonts."""
    text = "".join((*_font_faces(), render_to_string(style)))
    return {STYLE: Resource("text/css", text.encode()), **_fonts()}


@cache
def _fonts() -> dict[str, Resource]:
    """The fonts, unpacked: each process that renders would unpack each face of them again."""
    # Not at the top: who shows pages needs no tools for fonts.
    from fontTools.ttLib import woff2

    folder = settings.BASE_DIR / "static" / "fonts"
    found = {}
    for name in dict.fromkeys(name for _, name, _, _ in _faces()):
        unpacked = io.BytesIO()
        with (folder / f"{name}.woff2").open("rb") as packed:
            woff2.decompress(packed, unpacked)
        found[f"report:{name}"] = Resource("font/ttf", unpacked.getvalue())
    return found


def _shapes() -> Iterator[tuple[str, bytes]]:
    """The shape of each status as a drawing of its own, by the status with hyphens."""
    for name, drawing in _SHAPE.findall(render_to_string("components/shapes.html")):
        ink = charts.ACCENT if name in _LOUD else charts.INK if name in _CLEAR else charts.SOFT
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 14 14" fill="{ink}"'
            f' stroke="{ink}">{drawing}</svg>'
        )
        yield name, svg.encode()


def _faces() -> Iterator[tuple[str, str, str, int]]:
    for family, pattern, style, weights in _FACES:
        for share, suffix in _SHARES:
            for weight in weights:
                yield family + suffix, pattern.format(share), style, weight


def _font_faces() -> Iterator[str]:
    for family, name, style, weight in _faces():
        yield (
            f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight};'
            f' src: url("report:{name}") }}\n'
        )
