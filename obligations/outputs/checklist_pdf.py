"""The checklists of closings as a PDF, in the style of the reports, with room for initials."""

from __future__ import annotations

from django.template.loader import render_to_string

from obligations.outputs.pdf import STYLE, Pdf, Progress, drawn
from obligations.queries.report_closing import ClosingReport

# So many items fill a page, about.
_ON_A_PAGE = 12


def checklist_pdf(report: ClosingReport, progress: Progress = lambda stage, percent: None) -> Pdf:
    """The checklists as a PDF/UA-1 file; the same report gives the same bytes.

    Raises RenderFailed with a sentence, and whatever `progress` raises.
    """
    progress("Writing the pages", 10)
    items = sum(len(checklist.lines) for checklist in report.checklists)
    return drawn(html(report), progress, 1 + items // _ON_A_PAGE)


def html(report: ClosingReport) -> str:
    """The checklists as one HTML document. Every value of them is escaped."""
    context = {"report": report, "style": STYLE}
    return render_to_string("reports/closing.html", context)
