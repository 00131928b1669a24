"""What a report says of schedules: which rows decide a date, and where two texts differ."""

from __future__ import annotations

from dataclasses import replace

from agreements.models import Agreement
from obligations.engine.tables import Differing
from obligations.queries.report_data import Agreed
from obligations.queries.report_schedule_data import Tabled, Taken
from obligations.queries.schedules import ScheduleDetail, SetLine, schedule_details

# So many rows and differences are named one by one; of more, the number is told.
NAMED = 3
SHOWN = 20


def with_schedules(agreed: tuple[Agreed, ...], agreements: list[Agreement]) -> tuple[Agreed, ...]:
    """The agreements of a report with their schedules, as they stand."""
    rows = {agreement.pk: agreement for agreement in agreements}
    return tuple(
        replace(one, schedules=tuple(_tabled(d) for d in schedule_details(rows[one.id])))
        for one in agreed
    )


def _tabled(detail: ScheduleDetail) -> Tabled:
    differences = [_difference(one) for one in detail.differing[:SHOWN]]
    if more := len(detail.differing) - len(differences):
        differences.append(f"and {more} more")
    return Tabled(
        name=detail.schedule.name,
        section=detail.schedule.section,
        rows=len(detail.rows),
        text=detail.text.name if detail.text else "",
        other=detail.other.name if detail.other else "",
        differences=tuple(differences),
        taken=tuple(_taken(line) for line in detail.sets),
    )


def _taken(line: SetLine) -> Taken:
    several = len(line.decided_by) > NAMED
    decided_by = f"{len(line.decided_by)} rows" if several else "; ".join(line.decided_by)
    return Taken(line.key_date.name, line.count, line.last, decided_by, "; ".join(line.undated))


def _difference(one: Differing) -> str:
    if not one.column:
        return f"{one.row}: {one.first} here, {one.second} there"
    return f"{one.row}: {one.column} {one.first or 'empty'} here, {one.second or 'empty'} there"
