"""The checklists of closings as a PDF, in the style of the reports, with room for initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.template.loader import render_to_string

from obligations.outputs.pdf import STYLE, Pdf, Progress, drawn
from obligations.outputs.record import Record, record_of
from obligations.outputs.rendering import TAGGED
from obligations.queries.report_closing import ClosingReport

# So many items fill a page, about.
_ON_A_PAGE = 12


def checklist_pdf(
    report: ClosingReport,
    progress: Progress = lambda stage, percent: None,
    *,
    head: str = "",
    made_as: str = TAGGED,
    table: Iterable[Sequence[object]] = (),
) -> Pdf:
    """The checklists as a PDF file; the same report gives the same bytes.

    Raises RenderFailed with a sentence, and whatever `progress` raises.
    """
    progress("Writing the pages", 10)
    items = sum(len(checklist.lines) for checklist in report.checklists)
    record = record_of(report, head=head, made_as=made_as, table=table)
    pages = 1 + items // _ON_A_PAGE
    return drawn(html(report, record), progress, pages, record=record, stamp=report.asked_at)


def html(report: ClosingReport, record: Record | None = None) -> str:
    """The checklists as one HTML document. Every value of them is escaped."""
    context = {"report": report, "record": record or record_of(report), "style": STYLE}
    return render_to_string("reports/closing.html", context)
