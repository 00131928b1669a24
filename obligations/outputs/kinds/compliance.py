"""The compliance report: how everything stands on a day, and why each date is that date."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.outputs.compliance_parts import bulk_pdf, is_long
from obligations.outputs.kinds import of_lines as of
from obligations.outputs.kinds.kind import Column, Kind, Wished, table
from obligations.outputs.pdf import Pdf, Progress, compliance_pdf
from obligations.outputs.report_words import sentence
from obligations.queries.report import compliance
from obligations.queries.report_data import Compliance, Entry
from obligations.queries.report_summary import sections


def _rows(data: Compliance) -> Iterator[tuple[str, Entry]]:
    """Each occurrence once, under the section of the report in which it stands."""
    for section in sections(data):
        told: set[int] = set()
        for entry in (entry for group in section.groups for entry in group.entries):
            if entry.line.id not in told:
                told.add(entry.line.id)
                yield section.title, entry


def _pdf(data: Compliance, progress: Progress, wished: Wished) -> Pdf:
    if wished.may_split and is_long(data):
        return bulk_pdf(data, progress, head=wished.head)
    rows = table(KIND, data)
    return compliance_pdf(data, progress, head=wished.head, made_as=wished.made_as, table=rows)


KIND = Kind(
    name="compliance",
    about="What is overdue, what falls due, what was done and what shows it, and why each date is"
    " that date.",
    read=compliance,
    rows=_rows,
    columns=(
        *of.WHERE,
        of.STATUS,
        *(of.FIRST, of.LAST, of.ACT_BY, of.DAYS, of.GRACE, of.AT, of.EXTENDED),
        Column("First free day", lambda e: e.first_free),
        Column("Awaiting", lambda e: "; ".join(e.line.awaiting), 28, True),
        *(of.DONE, of.LATE, of.DONE_BY, of.DONE_ENTERED, of.OUTCOME),
        *(*of.WHO, of.AMOUNT, of.CERTAINTY),
        Column("In words", sentence, 48, True),
        Column("Cautions", lambda e: "; ".join(e.cautions), 44, True),
        Column("SHA-256 of evidence", lambda e: "; ".join(p.sha256 for p in e.evidence), 68, True),
        of.ADDRESS,
    ),
    pdf=_pdf,
    covers=lambda data: [agreement.id for agreement in data.agreements],
)
