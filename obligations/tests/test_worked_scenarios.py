"""Worked scenarios of the three agreements: a table (cases/worked_scenarios.csv) to read."""

import csv
import itertools
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from agreements.models import Agreement
from obligations.actions.happenings import Said, record
from obligations.clock import business_now
from obligations.models import Happening, KeyDate, Occurrence
from obligations.queries.status import with_status
from obligations.tests.conftest import enter, set_day

CASES = Path(__file__).parent / "cases" / "worked_scenarios.csv"
SAMPLES = Path(settings.BASE_DIR) / "samples"
FILES = {
    "UA-1999": "underwriting-1999",
    "RRA-2000": "registration-rights-2000",
    "LIC-2001": "licence-2001",
}
WHY = "because the test wants it"


class Undone(Exception):
    """Takes a scenario back, so that the next begins where it began."""


def happen(agreement: Agreement, text: str, by) -> None:
    """“Name day”, “Name day..” (lasts), “Name day..day”, “Name day instead”, “Name back”."""
    words = text.split()
    how = words.pop() if words[-1] in ("instead", "back") else ""
    days = "" if how == "back" else words.pop()
    key_date = KeyDate.objects.select_related("agreement").get(
        agreement=agreement, name=" ".join(words)
    )
    there = Happening.objects.filter(key_date=key_date, is_current=True).first()
    first, _, last = days.partition("..")
    said = Said(
        day=there.happened_date if how == "back" else date.fromisoformat(first),
        until=date.fromisoformat(last) if last else None,
        corrects=there.lineage if how else None,
        withdraw=how == "back",
    )
    record(key_date=key_date, said=said, by=by, reason=WHY)


def standing(agreement: Agreement, row: dict[str, str]) -> tuple[str, str, str]:
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=row["ref"])
    found = with_status(rows.exclude(phase="withdrawn"), business_now())
    wanted = found.filter(turn=row["turn"]) if row["turn"] else found
    one = wanted.order_by("sort_date", "id").first()
    assert one is not None, row
    opens, due = (str(day or "") for day in (one.start_date, one.due_date or one.end_date))
    return (opens, due, one.status)


def test_worked_scenarios(unwalled, db, owner, system):
    """Every line of the table; a scenario's lines stand together."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wrong = []
    for reference, of_agreement in itertools.groupby(rows, key=lambda row: row["agreement"]):
        set_day(date(2001, 9, 4))
        agreement = enter(SAMPLES / f"{FILES[reference]}.yaml", [owner], system)
        for _, group in itertools.groupby(of_agreement, key=lambda row: row["scenario"]):
            with suppress(Undone), transaction.atomic():
                wrong += tried(agreement, list(group), owner)
                raise Undone
    assert wrong == []


def tried(agreement, rows, by) -> list[str]:
    set_day(date.fromisoformat(rows[0]["today"]))
    for text in filter(None, map(str.strip, rows[0]["what happens"].split(";"))):
        happen(agreement, text, by)
    wrong = []
    for row in rows:
        opens, due, status = standing(agreement, row)
        wanted = (row["opens"] or opens, row["due"], row["status"])
        if (opens, due, status) != wanted:
            said = f"{row['scenario']}, {row['ref']} {row['turn']} ({row['why']})"
            wrong.append(f"{said}: {(opens, due, status)}, not {wanted}")
    return wrong


@pytest.mark.parametrize("column", ["scenario", "agreement", "ref", "status", "why"])
def test_the_table_is_whole(column):
    with CASES.open(encoding="utf-8", newline="") as lines:
        assert all(row[column] for row in csv.DictReader(lines))
