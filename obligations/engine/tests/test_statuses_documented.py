"""docs/statuses.md says what the engine says, and its examples come out as it says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from obligations.engine.status import PHASES, STATUSES, status_of, turning_points
from obligations.engine.tests.documented import tables
from obligations.engine.values import Outcome

PLACE = "America/New_York"
TABLES = {header[0]: rows for header, rows in tables("statuses.md")}


def test_every_phase_and_status_is_told_as_the_engine_tells_it():
    assert {row[0]: row[1] for row in TABLES["phase"]} == PHASES
    assert {row[0]: row[1] for row in TABLES["status"]} == STATUSES


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(PLACE))


def day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


@pytest.mark.parametrize("row", TABLES["kind"], ids=" ".join)
def test_an_example_comes_out(row):
    kind, opens, last, safe, grace, on, status = row
    duty = kind in ("filing", "payment")
    outcome = Outcome(
        "resolved",
        due=day(last) if duty else None,
        end=None if duty else day(last),
        opens=day(opens) if duty else None,
        start=None if duty else day(opens),
        act_by=day(safe),
        grace_until=day(grace),
        at=there(last) if " " in last else None,
    )
    assert status_of("live", kind, turning_points(outcome, PLACE), there(on)) == status
