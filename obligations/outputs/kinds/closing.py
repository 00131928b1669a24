"""The closing checklist: what has to be there at a closing, and what has come."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.engine.run import show
from obligations.outputs.checklist_pdf import checklist_pdf
from obligations.outputs.kinds.kind import Column, Kind, Wished, table
from obligations.outputs.pdf import Pdf, Progress
from obligations.queries.closing import CheckLine
from obligations.queries.report_closing import ClosingReport, closing_checklists


def _rows(data: ClosingReport) -> Iterator[tuple[str, CheckLine]]:
    return ((one.closing.name, line) for one in data.checklists for line in one.lines)


def _cut_offs(line: CheckLine) -> str:
    """Between which days each cut-off may lie."""
    found = []
    for cut in line.cut_offs:
        days = dict.fromkeys(show(day) for day in (cut.first, cut.last) if day)
        found.append(f"{' to '.join(days) or 'not known yet'} ({cut.ref})")
    return "; ".join(found)


def _pdf(data: ClosingReport, progress: Progress, wished: Wished) -> Pdf:
    rows = table(KIND, data)
    return checklist_pdf(data, progress, head=wished.head, made_as=wished.made_as, table=rows)


KIND = Kind(
    name="closing",
    about="What has to be there at a closing, who brings it, and what has come.",
    read=closing_checklists,
    rows=_rows,
    columns=(
        Column("Section", lambda line: line.line.section, 12),
        Column("Item", lambda line: line.line.title, 48, True),
        Column("Form", lambda line: line.item.get_form_display(), 18),
        Column("Brought by", lambda line: line.brought_by, 30, True),
        Column("Signed by", lambda line: line.item.signatories, 30, True),
        Column("State", lambda line: line.state, 14),
        Column("Cut-off", _cut_offs, 40, True),
        Column("Asked", lambda line: line.asked, 24),
        Column("Asked on", lambda line: line.mark and line.mark.asked_date),
        Column("Marked on", lambda line: line.mark and line.mark.day),
        Column(
            "Satisfied on", lambda line: line.row.done_date if line.state == "satisfied" else None
        ),
        Column("Papers", lambda line: "; ".join(p.title for p in line.papers), 36, True),
        Column("Waived by", lambda line: line.waiver and str(line.waiver.made_by), 24),
        Column("Note", lambda line: line.mark and line.mark.note, 36, True),
    ),
    pdf=_pdf,
    covers=lambda data: [data.agreement.pk],
    scopes=("agreement",),
)
