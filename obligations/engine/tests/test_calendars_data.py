"""The shipped data files: well formed, and under a new version whenever they change."""

import csv
import hashlib
from datetime import date
from pathlib import Path

import pytest

from obligations.engine.calendars import SHIPPED, calendar
from obligations.engine.calendars.shipped import DATA

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "calendars.md"
WITH_CLOSINGS = [id for id in SHIPPED if id not in ("every-day", "weekdays")]

# Version and fingerprint of the closings. Explanations cite the version, so a
# changed closing without a new version would make an old explanation untrue.
EDITIONS = {
    "us-fed": ("2026.1", "efa1773d180947c2"),
    "us-federal-offices": ("2026.1", "441d2edb48b6fbea"),
    "california-banks": ("2026.1", "b3cb42cf8b40c14d"),
    "new-york": ("2026.1", "4127367bfce10463"),
    "nyse": ("2026.1", "dd86ed2c1e1cb448"),
    "england": ("2026.1", "90f4363f28d39e51"),
    "target": ("2026.1", "e26930bbe50cf8de"),
}


def fingerprint(id):
    closings = calendar(id).members[0].holidays
    rows = "\n".join(f"{closing.day}|{closing.name}|{closing.basis}" for closing in closings)
    return hashlib.sha256(rows.encode()).hexdigest()[:16]


@pytest.mark.parametrize("id", WITH_CLOSINGS)
def test_a_changed_closing_needs_a_new_version(id):
    assert (calendar(id).version, fingerprint(id)) == EDITIONS[id], (
        f"The closings of {id} have changed: raise its version in calendars.toml, "
        "then enter version and fingerprint here."
    )


def test_every_data_file_belongs_to_a_calendar():
    assert {path.stem for path in DATA.glob("*.csv")} == set(WITH_CLOSINGS)


@pytest.mark.parametrize("id", WITH_CLOSINGS)
def test_rows_are_complete_and_in_order(id):
    with (DATA / f"{id}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert list(rows[0]) == ["date", "name", "basis"]
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert days == sorted(set(days))
    assert all(value == value.strip() != "" for row in rows for value in row.values())


@pytest.mark.parametrize("id", WITH_CLOSINGS)
def test_every_year_of_the_range_has_closings(id):
    years = {closing.day.year for closing in calendar(id).members[0].holidays}
    opened = 1999 if id == "target" else 1995

    assert years == set(range(opened, 2036))


@pytest.mark.parametrize("id", SHIPPED)
def test_every_calendar_is_documented(id):
    assert f"### `{id}`" in DOCUMENT.read_text("utf-8")
