"""A long list in parts: which rows are laid out together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from obligations.outputs.bulk import BULK, PART, Long, bound
from obligations.outputs.pdf import Pdf, Progress
from obligations.outputs.record import Record
from obligations.outputs.rendering import Limits
from obligations.queries.report_list import Listing

# A list of more rows than this is made in parts: some three hundred pages.
LONG = 5_000
ROWS = 300


def bulk_list_pdf(
    data: Listing,
    context: Mapping[str, Any],
    record: Record,
    progress: Progress,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Pdf:
    """A list in parts, joined; `context` is what its templates say. Raises as `bound`."""
    told = Long(data.asked_by, context["about"], data.asked_at, paper="listing", has_cover=False)
    return bound(told, lambda: documents(data, context), record, progress, limits)


def documents(data: Listing, context: Mapping[str, Any]) -> Iterator[str]:
    """The HTML of each part, in order: a table that goes on does so on a page of its own."""
    opening = str(render_to_string("reports/kinds/list_opening.html", context))
    part: list[str] = []
    for group in data.groups:
        for start in range(0, len(group.rows), ROWS):
            rows = group.rows[start : start + ROWS]
            for piece in _pieces({**context, "group": group, "begins": start == 0}, rows):
                if part and (start or sum(map(len, part)) + len(piece) > PART):
                    yield _document([opening, *part], context)
                    opening, part = "", []
                part.append(piece)
    closing = render_to_string("reports/kinds/list_hash.html", context)
    yield _document([opening, *part, closing], context)


def _pieces(context: Mapping[str, Any], rows: Sequence[Any]) -> Iterator[str]:
    """Rows as one table; where what they say is very long, as several."""
    text = render_to_string("reports/kinds/list_group.html", {**context, "rows": rows})
    if len(text) <= PART or len(rows) == 1:
        yield text
        return
    half = len(rows) // 2
    yield from _pieces(context, rows[:half])
    yield from _pieces({**context, "begins": False}, rows[half:])


def _document(pieces: Sequence[str], context: Mapping[str, Any]) -> str:
    frame = render_to_string("reports/kinds/list_frame.html", context)
    body = mark_safe("".join((frame, *pieces)))  # escaped by its templates
    return render_to_string(
        "reports/kinds/list_document.html", {**context, "bulk": BULK, "body": body}
    )
