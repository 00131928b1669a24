"""Tagged reports of 10 and 100 pages against bare WeasyPrint; the house's tables against plain."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.loader import render_to_string

from bench.bare_process import bare
from bench.reporting import PER_PAGE, plain_table, report
from bench.rows import Row, exactly, speed
from bench.turns import in_turns
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import table
from obligations.outputs.pdf import STYLE, html, job_for
from obligations.outputs.record import PLAIN, TAGGED, Record, record_of
from obligations.outputs.renderer import Job, render

ROUNDS = {10: 7, 100: 3}
# A table of so many rows shows the speed of tables and not of starting.
TABLE = 1_000
# Each with its width, as the reports' own tables have them; the title has what is left.
COLUMNS = {
    "Section": "w-place",
    "Title": "",
    "Kind": "w-note",
    "Status": "w-note",
    "Last day": "w-date",
    "Act by": "w-date",
    "Who answers": "w-note",
}


def measure() -> Iterator[Row]:
    """Seconds of whole processes, from the HTML to the file."""
    for pages, rounds in ROUNDS.items():
        data = report(pages * PER_PAGE)
        text = html(data, record_of(data))
        job = job_for(text, record=Record(b""))
        made, alone = render(job), bare(job, TAGGED)
        turns = in_turns(lambda: render(job), lambda: bare(job, TAGGED), rounds=rounds)  # noqa: B023
        yield speed(f"{made.pages} pages, tagged, against bare WeasyPrint", turns, 0.9)
        yield exactly("pages, unlike the bare file's", made.pages, alone["pages"], "pages")
    yield _tables()


def _tables() -> Row:
    """The same rows as a report has them, and as whoever is in a hurry would print them."""
    head, *others = table(KINDS["compliance"], report(TABLE))
    places = [head.index(name) for name in COLUMNS]
    rows = [[str(row[n] or "") for n in places] for row in (head, *others)]
    plain = Job(plain_table(rows), {}, "0" * 32, made_as=PLAIN)
    ours = job_for(_house_table(rows), record=Record(b"", made_as=PLAIN))
    turns = in_turns(lambda: render(ours), lambda: bare(plain), rounds=3)
    return speed(f"{TABLE:,} rows in the house's style, against a plain table", turns, 1.5)


def _house_table(rows: list[list[str]]) -> str:
    head, *others = ([*zip(row, COLUMNS.values(), strict=True)] for row in rows)
    return render_to_string("house_table.html", {"style": STYLE, "head": head, "rows": others})
