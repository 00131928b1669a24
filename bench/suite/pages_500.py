"""500 pages in parts by four processes, against one bare WeasyPrint; minutes, so only if named."""

from __future__ import annotations

from collections.abc import Iterator

from bench.bare_process import bare
from bench.reporting import PER_PAGE, report
from bench.rows import Row, speed
from bench.turns import Turns, seconds
from obligations.outputs.compliance_parts import bulk_pdf
from obligations.outputs.pdf import Pdf, html, job_for
from obligations.outputs.record import PLAIN, Record, record_of

PAGES, ROUNDS = 500, 3


def measure() -> Iterator[Row]:
    """From the values to the file, against the same HTML in one process that knows no tags."""
    data = report(PAGES * PER_PAGE)
    job = job_for(html(data, record_of(data, made_as=PLAIN)), record=Record(b"", made_as=PLAIN))
    turns = Turns()
    made: list[Pdf] = []
    alone: dict[str, int] = {}
    for _ in range(ROUNDS):
        turns.ours.append(seconds(lambda: made.append(bulk_pdf(data))))
        turns.bare.append(seconds(lambda: alone.update(bare(job))))
    pages = made[0].pages
    yield speed(f"{pages} pages by four processes, against one bare process", turns, 3)
    most = max(one.peak_mb for one in made)
    yield Row("most memory of a process", most, alone["peak_mb"], most, 250, unit="MB")
    yield Row(
        "pages, against the one file's", pages, alone["pages"], pages / alone["pages"], 1.1, unit=""
    )
