"""A long report in parts: rendered by several processes at once, joined with numbers and links.

One process that lays out everything needs three megabytes for each page and cannot be hurried. In
parts a report takes a fraction of the time and little memory for each process. The price is the
tags for screen readers, which joining loses (docs/adr/0015): the report says so.

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from obligations.outputs import joining
from obligations.outputs.pdf import STYLE, Pdf, Progress, check_length, resources
from obligations.outputs.presses import Render, presses
from obligations.outputs.record import Record
from obligations.outputs.renderer import Job, Rendered, RenderFailed, Resource, run
from obligations.outputs.rendering import PLAIN, Limits
from obligations.outputs.unprintable import noted

PROCESSES = 4
# So many characters of HTML make a part: some forty pages, and 150 MB to lay them out.
PART = 160_000
# Numbers settle in the third round; what has not by now never will.
ROUNDS = 5
# More characters than this, some eight thousand pages, are too many to be joined.
MOST = 32_000_000
BULK, SAMPLE = "report:bulk.css", "report:sample.css"

_LINK = re.compile(r'(<a(?: class="[\w ]*")?) href="#([\w-]+)"')
_ANCHOR = re.compile(r' id="([\w-]+)"')


@dataclass(frozen=True, slots=True)
class Long:
    """What the file of a long report says of itself, the class of its body, and its first page."""

    author: str
    subject: str
    asked_at: datetime
    paper: str = ""
    has_cover: bool = True


def bound(
    told: Long,
    documents: Callable[[], Iterable[str]],
    record: Record,
    progress: Progress,
    limits: Limits,
) -> Pdf:
    """The parts of a report, each a whole HTML document, as one file; equal parts, equal bytes.

    Raises RenderFailed with a sentence, and whatever `progress` raises.
    """
    began = time.monotonic()
    progress("Writing the pages", 10)
    # They get ready while the parts are written.
    with presses(_processes()) as render:
        parts = list(documents())
        check_length(sum(map(len, parts)), MOST)
        rendered, sample = _Rounds(parts, limits, progress, render).settled(told.paper)
    progress("Joining the parts", 90)
    joined = run(joining.__name__, _request(told, parts, rendered, sample, limits), limits)
    peak = max(joined.peak_mb, *(one.peak_mb for one in rendered))
    digest = hashlib.sha256(joined.content).hexdigest()
    took = time.monotonic() - began
    return Pdf(joined.content, digest, joined.pages, took, peak, record)


def _processes() -> int:
    return min(PROCESSES, os.cpu_count() or 1)


# The rounds


class _Rounds:
    """Renders parts until the numbers of pages in them are right."""

    def __init__(
        self, parts: Sequence[str], limits: Limits, progress: Progress, render: Render
    ) -> None:
        self.parts, self.limits, self.progress, self.render = parts, limits, progress, render
        self.own = [frozenset(_ANCHOR.findall(part)) for part in parts]
        self.resources = {**resources(), BULK: _sheet("reports/bulk.css")}
        self.said: list[str] = [""] * len(parts)
        self.made: list[Rendered | None] = [None] * len(parts)
        self.stop = threading.Event()

    def settled(self, paper: str) -> tuple[list[Rendered], bytes]:
        """The parts as they are when nothing changes any more, and a sample of their footers."""
        pages: dict[str, int] = {}
        with ThreadPoolExecutor(_processes()) as self.pool:
            sample = self.pool.submit(self.render, _sample(paper, self.limits), self._watch)
            for _ in range(ROUNDS):
                texts = [self._numbered(n, pages) for n in range(len(self.parts))]
                changed = [n for n, text in enumerate(texts) if text != self.said[n]]
                if not changed:
                    made = [one for one in self.made if one is not None]
                    return made, sample.result().content
                self._render(changed, texts)
                pages = self._pages()
        raise RenderFailed("The numbers of the pages of this report do not settle.")

    def _numbered(self, n: int, pages: Mapping[str, int]) -> str:
        """A part in which each link says its page, and leads to it where that is elsewhere."""

        def numbered(link: re.Match[str]) -> str:
            start, name = link.groups()
            place = f"#{name}" if name in self.own[n] else f"{joining.ELSEWHERE}{name}"
            return f'{start} href="{place}" data-page="{pages.get(name, 888)}"'

        return _LINK.sub(numbered, self.parts[n] if n else self._noted())

    def _noted(self) -> str:
        """The first part, which says what of all parts could not be printed."""
        return noted(self.parts[0], "".join(one.unprintable for one in self.made if one))

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
        # The longest first: at the end there are short ones left, to be shared out.
        longest = sorted(numbers, key=lambda n: -len(texts[n]))
        waiting: dict[Future[Rendered], int] = {
            self.pool.submit(self.render, self._job(texts[n]), self._watch): n for n in longest
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
    told: Long, parts: Sequence[str], rendered: Sequence[Rendered], sample: bytes, limits: Limits
) -> bytes:
    joined = [
        {"pdf": base64.b64encode(one.content).decode(), "places": one.places} for one in rendered
    ]
    title = re.search("<title>(.*?)</title>", parts[0])
    request = {
        "parts": joined,
        "has_cover": told.has_cover,
        "sample": base64.b64encode(sample).decode(),
        "identifier": hashlib.sha256("".join(parts).encode()).hexdigest()[:32],
        "info": {
            "title": title[1] if title else "",
            "author": told.author,
            "subject": told.subject,
            "at": told.asked_at.astimezone(UTC).isoformat(),
        },
        "limits": limits.as_data(),
    }
    return json.dumps(request).encode()


def _sample(paper: str, limits: Limits) -> Job:
    """A page that has nothing but a footer, with all that numbers of pages are written with."""
    style = f'@page {{ @bottom-right {{ content: "{joining.NUMERALS}" }} }}'
    text = (
        f'<html lang="en-GB"><head><title>Sample</title><link rel="stylesheet" href="{STYLE}">'
        f'<link rel="stylesheet" href="{SAMPLE}"></head><body class="{paper}"></body></html>'
    )
    found = {**resources(), SAMPLE: Resource("text/css", style.encode())}
    return Job(text, found, "0" * 32, limits, PLAIN)
