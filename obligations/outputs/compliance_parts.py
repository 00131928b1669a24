"""A long compliance report in parts: which pages are laid out together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from obligations.outputs.bulk import BULK, PART, Long, bound
from obligations.outputs.pdf import Pdf, Progress, context_of
from obligations.outputs.record import Record, record_of
from obligations.outputs.rendering import PLAIN, Limits
from obligations.queries.report_data import Agreed, Compliance
from obligations.queries.report_summary import Group, Section

# Of more occurrences than this a report is made in parts: some four hundred pages.
LONG = 1_000
# Lists name pages, and so are rendered twice: in smaller parts, that all cores have some.
LISTS = 60_000
ROWS = 250


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
    record = record_of(report, head=head, made_as=PLAIN)
    subject = "Obligations, dates and what was done"
    told = Long(report.asked_by, subject, report.asked_at)
    return bound(told, lambda: documents(report, record), record, progress, limits)


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
