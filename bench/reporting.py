"""Reports to measure with: as long as wished, with what a real one has; and a plain table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.html import format_html, format_html_join

from obligations.engine.run import show
from obligations.queries.lines import Line
from obligations.queries.report_data import (
    Agreed,
    Compliance,
    Counting,
    Done,
    Duty,
    Entry,
    Proof,
    Reminded,
    Side,
)

AS_AT = date(2020, 3, 10)
# What people write: of a length and with the words of real clauses.
SUMMARY = (
    "The Supplier delivers the goods named in the order to the warehouse, packed for sea carriage,"
    " with the documents of carriage and insurance, and tells the Buyer on the day of dispatch."
)
PARTIES = ("Alder Works Ltd (Supplier)", "Birch Stores plc (Buyer)")
# So many obligations fill a page of a report, about.
PER_PAGE = 2


def report(obligations: int, agreements: int = 3) -> Compliance:
    """A report on so many obligations with one occurrence each, some done, some overdue."""
    each = -(-obligations // agreements)
    return Compliance(
        scope="everything",
        subject="All agreements",
        as_at=AS_AT,
        asked_by="Olivia Hart",
        asked_at=datetime(2020, 3, 10, 9, 30, tzinfo=UTC),
        business_day=None,
        agreements=tuple(
            _agreement(n, range(n * each, min((n + 1) * each, obligations)))
            for n in range(agreements)
        ),
    )


def _agreement(n: int, numbers: Sequence[int]) -> Agreed:
    return Agreed(
        id=n + 1,
        reference=f"SUP-{2001 + n}",
        title=f"Supply Agreement no. {n + 1}",
        kind="supply",
        signed_date=date(2019, 12, 2),
        status="in force",
        governing_law="England",
        made_under="",
        summary=SUMMARY,
        counting=Counting("england", "bank holidays", "Europe/London", "following", "stays", ""),
        sides=tuple(
            Side(name, "", n == 0, "The Secretary", "1 Quay\nBristol", "", "")
            for n, name in enumerate(PARTIES)
        ),
        duties=tuple(_duty(number, f"SUP-{2001 + n}") for number in numbers),
        key_dates=(),
        gaps=(),
        notices=(),
    )


def _duty(number: int, agreement: str) -> Duty:
    due = AS_AT + timedelta(days=number * 37 % 700 - 300)
    status = ("done on time", "done late", "overdue")[number % 3] if due < AS_AT else "open"
    title = f"Deliver lot {number} of the goods that were ordered"
    section = f"{number // 40 + 1}.{number % 40 + 1}"
    rule = f"within {number % 60 + 10} business days after [Order {number}], adjust following"
    return Duty(
        id=number + 1,
        ref=section,
        section=section,
        kind="deliverable",
        title=title,
        obligor=PARTIES[0],
        obligee=PARTIES[1],
        rule=rule,
        plain=f"By the {number % 60 + 10}th business day after the order at the latest",
        summary=SUMMARY,
        condition="the Buyer has named a ship" if number % 4 == 0 else "",
        consequence="",
        amount="",
        trigger="",
        version=1,
        responsible="Olivia Hart",
        confirmed_by="Ben Okafor",
        confirmed_date=date(2020, 1, 7),
        carve_outs=(),
        entries=(_entry(number, agreement, section, title, status, due),),
    )


def _entry(number: int, agreement: str, section: str, title: str, status: str, due: date) -> Entry:
    named: dict[str, Any] = dict.fromkeys(("opens", "start", "end", "grace_until", "at"))
    line = Line(
        id=number + 1,
        key=str(number),
        turn="",
        agreement=agreement,
        obligation_id=number + 1,
        ref=section,
        section=section,
        kind="deliverable",
        title=title,
        amount="",
        state="done" if status.startswith("done") else "live",
        status=status,
        certainty="actual",
        due=due,
        act_by=due - timedelta(days=1),
        extended_to=None,
        awaiting=(),
        cautions=0,
        confirmed=True,
        sort_date=due,
        responsible="Olivia Hart",
        obligor=PARTIES[0],
        obligee=PARTIES[1],
        **named,
    )
    done = due + timedelta(days=3 if status == "done late" else -3)
    return Entry(
        line=line,
        as_at=AS_AT,
        first_free=None,
        done=Done(done, "Ben Okafor", done, "") if status.startswith("done") else None,
        steps=[_step(text, show(due)) for text in ("[Order]", "10 business days after", "roll")],
        readings=(),
        cautions=("The day is not a business day and no roll is stated.",) if number % 5 else (),
        evidence=(Proof("Delivery note", "note.pdf", "5e1c" * 16, "Ben Okafor", done),),
        reminders=(_reminder(number, due),),
    )


def _step(text: str, result: str) -> dict[str, Any]:
    return {
        "operation": "count",
        "text": text,
        "result": result,
        "used": ["First day excluded, last day included, every business day counted"],
        "skipped": [],
        "authority": "",
        "of": "",
    }


def _reminder(number: int, due: date) -> Reminded:
    day = due - timedelta(days=7)
    to = "olivia.hart@longstop.example"
    return Reminded(day, 7, due, "Olivia Hart", to, f"<{number}@longstop.example>")


# What a report in tables alone would be


PLAIN_STYLE = """
@page { size: A4 landscape; margin: 20mm 15mm }
@page { @bottom-right { content: counter(page) " of " counter(pages) } }
body { font: 9pt sans-serif }
table { width: 100%; border-collapse: collapse }
th, td { border: 1px solid #999; padding: 2mm; text-align: left; vertical-align: top }
tr:nth-child(even) { background: #eee }
"""


def plain_table(rows: Sequence[Sequence[object]]) -> str:
    """The same rows as whoever is in a hurry would print them: one striped table with borders."""
    head, *others = rows
    return format_html(
        '<html lang="en"><head><title>Report</title><style>{}</style></head><body><h1>Report</h1>'
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></body></html>",
        PLAIN_STYLE,
        format_html_join("", "<th>{}</th>", ((name,) for name in head)),
        format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in others)),
    )


def _cells(row: Sequence[object]) -> str:
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in row))
