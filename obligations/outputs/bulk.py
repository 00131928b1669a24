"""A long report in parts: rendered by several processes at once, joined with numbers and links.

One process that lays out everything needs three megabytes for each page and cannot be hurried. In
parts a report takes a fraction of the time and little memory for each process. The price is the
tags for screen readers, which joining loses (docs/adr/0015): the cover says so.

A part may name pages of another. So all parts are rendered, then those again whose numbers have
changed, until every number is right; only what names pages is rendered twice.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from obligations.outputs import joining
from obligations.outputs.pdf import STYLE, Pdf, Progress, context_of, resources
from obligations.outputs.record import Record, record_of
from obligations.outputs.renderer import Job, Rendered, RenderFailed, Resource, render, run
from obligations.outputs.rendering import PLAIN, Limits
from obligations.queries.report_data import Agreed, Compliance
from obligations.queries.report_summary import Group, Section

# Of more occurrences than this a report is made in parts: some four hundred pages.
LONG = 1_000
PROCESSES = 4
# So many characters of HTML make a part: some forty pages, and 150 MB to lay them out.
PART = 160_000
# Lists name pages, and so are rendered twice: in smaller parts, that all cores have some.
LISTS = 60_000
ROWS = 250
# Numbers settle in the third round; what has not by now never will.
ROUNDS = 5
BULK, SAMPLE = "report:bulk.css", "report:sample.css"

_LINK = re.compile(r'(<a(?: class="[\w ]*")?) href="#([\w-]+)"')
_ANCHOR = re.compile(r' id="([\w-]+)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that goes whole into a part. Runs of a kind that is named stand in a section.

    `anew` comes before it where it is the first of a part; `starts`: it begins a section.
    """

    html: str
    kind: str = ""
    anew: str = ""
    starts: bool = False


def is_long(report: Compliance) -> bool:
    """Whether a report is so long that it is made in parts, unless tags were asked for."""
    return sum(1 for _ in report.entries) > LONG


def bulk_pdf(
    report: Compliance,
    progress: Progress = lambda stage, percent: None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    *,
    head: str = "",
) -> Pdf:
    """The report in parts, joined; the same report, the same bytes. Raises as compliance_pdf."""
    began = time.monotonic()
    progress("Writing the pages", 10)
    record = record_of(report, head=head, made_as=PLAIN)
    parts = list(documents(report, record))
    rendered = _Rounds(parts, limits, progress).settled()
    progress("Joining the parts", 90)
    joined = run(joining.__name__, _request(report, parts, rendered, limits), limits)
    peak = max(joined.peak_mb, *(one.peak_mb for one in rendered))
    digest = hashlib.sha256(joined.content).hexdigest()
    took = time.monotonic() - began
    return Pdf(joined.content, digest, joined.pages, took, peak, record)


# The parts


def documents(report: Compliance, record: Record) -> Iterator[str]:
    """The HTML of each part, in order. Links to other parts name no page yet."""
    context = context_of(report, record)
    yield _document(context, [Piece(render_to_string("reports/front.html", context))])
    frame = render_to_string("reports/frame.html", context)
    for pieces, size in ((_lists(context), LISTS), (_agreements(report), PART)):
        for packed in _packed(pieces, size):
            yield _document(context, [Piece(frame), *packed])


def _lists(context: Mapping[str, Any]) -> Iterator[Piece]:
    for number, section in enumerate(context["sections"], 1):
        place = {"first": number == 1, "counter": number}
        for n, some in enumerate(_slices(section)):
            named = {**context, "section": some, "forloop": place}
            if n:
                yield Piece(render_to_string("reports/section_rest.html", named))
            else:
                named["section"] = _with_count(some, section)
                yield Piece(render_to_string("reports/section.html", named))


@dataclass(frozen=True, slots=True)
class _Begun(Section):
    """The beginning of a long list, which knows how long the whole is."""

    whole: int = 0

    @property
    def count(self) -> int:
        return self.whole


def _with_count(some: Section, section: Section) -> Section:
    return _Begun(some.key, some.title, some.about, some.groups, section.count)


def _slices(section: Section) -> Iterator[Section]:
    """A section in slices of so many rows at most; what is printed in one row stays together."""
    found: list[Group] = []
    size = 0
    for group in section.groups:
        step = ROWS if group.joined_from is None else max(len(group.entries), 1)
        for start in range(0, max(len(group.entries), 1), step):
            entries = group.entries[start : start + step]
            if found and size + len(entries) > ROWS:
                yield replace(section, groups=tuple(found))
                found, size = [], 0
            # A group that goes on has had its heading.
            goes_on = start and section.key != "awaiting"
            found.append(replace(group, title="" if goes_on else group.title, entries=entries))
            size += len(entries)
    yield replace(section, groups=tuple(found))


def _agreements(report: Compliance) -> Iterator[Piece]:
    for agreement in report.agreements:
        opening = render_to_string("reports/agreement_opening.html", {"agreement": agreement})
        yield Piece(opening, "duties", starts=True)
        again = _running(agreement)
        for duty in agreement.duties:
            yield Piece(render_to_string("reports/duty.html", {"duty": duty}), "duties", again)
        rest = render_to_string("reports/agreement_rest.html", {"agreement": agreement})
        for piece in re.split(r'(?=<section class="after">)', rest):
            if piece.strip():
                yield Piece(piece, "", again)


def _running(agreement: Agreed) -> str:
    """The running heads of an agreement whose obligations go on in another part."""
    head = escape(f"{agreement.reference} \N{EN SPACE}{agreement.title[:90]}")
    return f'<div class="head">{head}</div><div class="running" data-part="Obligations"></div>'


def _packed(pieces: Iterator[Piece], most: int) -> Iterator[list[Piece]]:
    """Pieces in order, so many together as make a part."""
    found: list[Piece] = []
    size = 0
    for piece in pieces:
        if found and size + len(piece.html) > most:
            yield found
            found, size = [], 0
        found.append(piece)
        size += len(piece.html)
    if found:
        yield found


def _document(context: Mapping[str, Any], pieces: Sequence[Piece]) -> str:
    """A part as a whole document: runs of obligations in sections, as in one document."""
    body: list[str] = []
    first = pieces[1] if len(pieces) > 1 else pieces[0]
    for before, piece in pairwise([Piece(""), *pieces]):
        if before.kind and (piece.kind != before.kind or piece.starts):
            body.append("</section>")
        if piece.kind and (piece.kind != before.kind or piece.starts):
            body.append('<section class="part">')
        if piece is first:
            body.append(piece.anew)
            # It stands at the top of a page already.
            body.append(piece.html.replace('<section class="after"', '<section class="part"', 1))
        else:
            body.append(piece.html)
    if pieces[-1].kind:
        body.append("</section>")
    named = {**context, "bulk": BULK, "body": mark_safe("".join(body))}  # escaped by its templates
    return render_to_string("reports/document.html", named)


# The rounds


class _Rounds:
    """Renders parts until the numbers of pages in them are right."""

    def __init__(self, parts: Sequence[str], limits: Limits, progress: Progress) -> None:
        self.parts, self.limits, self.progress = parts, limits, progress
        self.own = [frozenset(_ANCHOR.findall(part)) for part in parts]
        self.resources = {**resources(), BULK: _sheet("reports/bulk.css")}
        self.said: list[str] = [""] * len(parts)
        self.made: list[Rendered | None] = [None] * len(parts)
        self.stop = threading.Event()

    def settled(self) -> list[Rendered]:
        """The parts as they are when nothing changes any more."""
        pages: dict[str, int] = {}
        for _ in range(ROUNDS):
            texts = [self._numbered(n, pages) for n in range(len(self.parts))]
            changed = [n for n, text in enumerate(texts) if text != self.said[n]]
            if not changed:
                return [one for one in self.made if one is not None]
            self._render(changed, texts)
            pages = self._pages()
        raise RenderFailed("The numbers of the pages of this report do not settle.")

    def _numbered(self, n: int, pages: Mapping[str, int]) -> str:
        """A part in which each link says its page, and leads to it where that is elsewhere."""

        def numbered(link: re.Match[str]) -> str:
            start, name = link.groups()
            place = f"#{name}" if name in self.own[n] else f"{joining.ELSEWHERE}{name}"
            return f'{start} href="{place}" data-page="{pages.get(name, 888)}"'

        return _LINK.sub(numbered, self.parts[n])

    def _pages(self) -> dict[str, int]:
        """The page of each anchor, counted through all parts from 1."""
        found: dict[str, int] = {}
        begun = 1
        for made in self.made:
            assert made is not None and made.places is not None
            for name, (page, _, _) in made.places["anchors"].items():
                found.setdefault(name, begun + page)
            begun += made.pages
        return found

    def _render(self, numbers: Sequence[int], texts: Sequence[str]) -> None:
        """Renders some parts, so many at once as there are cores; progress may call it off."""
        with ThreadPoolExecutor(min(PROCESSES, os.cpu_count() or 1)) as pool:
            waiting: dict[Future[Rendered], int] = {
                pool.submit(render, self._job(texts[n]), self._watch): n for n in numbers
            }
            try:
                while waiting:
                    ended, _ = wait(waiting, timeout=1, return_when=FIRST_COMPLETED)
                    for future in ended:
                        n = waiting.pop(future)
                        self.made[n], self.said[n] = future.result(), texts[n]
                    self._tell()
            except BaseException:
                self.stop.set()
                for future in waiting:
                    future.cancel()
                raise

    def _job(self, text: str) -> Job:
        return Job(text, self.resources, "0" * 32, self.limits, PLAIN)

    def _watch(self, news: Mapping[str, Any]) -> None:
        if self.stop.is_set():
            raise RenderFailed("Another part could not be made.")

    def _tell(self) -> None:
        done = [one for one in self.made if one is not None]
        share = len(done) / len(self.made)
        pages = sum(one.pages for one in done)
        self.progress(f"Laid out {pages} pages, {share:.0%}", 15 + round(70 * share))


def _sheet(template: str) -> Resource:
    return Resource("text/css", render_to_string(template).encode())


# Joining


def _request(
    report: Compliance, parts: Sequence[str], rendered: Sequence[Rendered], limits: Limits
) -> bytes:
    joined = [
        {"pdf": base64.b64encode(one.content).decode(), "places": one.places} for one in rendered
    ]
    title = re.search("<title>(.*?)</title>", parts[0])
    request = {
        "parts": joined,
        "sample": base64.b64encode(_sample(limits)).decode(),
        "identifier": hashlib.sha256("".join(parts).encode()).hexdigest()[:32],
        "info": {
            "title": title[1] if title else "",
            "author": report.asked_by,
            "subject": "Obligations, dates and what was done",
            "at": report.asked_at.astimezone(UTC).isoformat(),
        },
        "limits": limits.as_data(),
    }
    return json.dumps(request).encode()


def _sample(limits: Limits) -> bytes:
    """A page that has nothing but a footer, with all that numbers of pages are written with."""
    style = f'@page {{ @bottom-right {{ content: "{joining.NUMERALS}" }} }}'
    text = (
        f'<html lang="en-GB"><head><title>Sample</title><link rel="stylesheet" href="{STYLE}">'
        f'<link rel="stylesheet" href="{SAMPLE}"></head><body></body></html>'
    )
    found = {**resources(), SAMPLE: Resource("text/css", style.encode())}
    return render(Job(text, found, "0" * 32, limits, PLAIN)).content
