"""A scenario as its file."""

from __future__ import annotations

from obligations.agreement_file.scenario import ChangeEntry, ScenarioFile
from obligations.models import Happening, Scenario, ScenarioStep
from obligations.queries.scenarios import steps_of

Kind = ScenarioStep.Kind


def scenario_file_of(scenario: Scenario) -> ScenarioFile:
    """The file of a scenario that its reader may see; as many queries however many steps."""
    steps = steps_of(scenario)
    days = _days(steps)
    return ScenarioFile(
        name=scenario.name,
        about=scenario.about,
        is_shared=scenario.sharing == Scenario.Sharing.SHARED,
        changes=tuple(_change(step, days) for step in steps),
    )


Days = dict[tuple[int, int], Happening]


def _days(steps: list[ScenarioStep]) -> Days:
    """The happenings that the steps stand in the place of, by key date and lineage."""
    rows = Happening.objects.filter(
        key_date__in={s.key_date_id for s in steps if s.key_date_id}, is_current=True
    )
    return {(row.key_date_id, row.lineage): row for row in rows}


def _change(step: ScenarioStep, days: Days) -> ChangeEntry:
    if step.draft is not None:
        return ChangeEntry(calendar=step.draft.calendar.name)
    assert step.agreement is not None
    reference = step.agreement.reference
    if step.occurrence is not None:
        row = step.occurrence
        return ChangeEntry(
            agreement=reference,
            ref=row.obligation.ref,
            turn=row.turn,
            party=row.person.party.name if row.person else "",
            extended_to=step.day,
            agreed_with=step.agreed_with,
        )
    assert step.key_date is not None
    there = days.get((step.key_date.pk, step.lineage)) if step.lineage is not None else None
    day = there.happened_date if there else None
    back = step.kind == Kind.BACK
    return ChangeEntry(
        agreement=reference,
        key_date=step.key_date.name,
        happens=step.day,
        until=step.until,
        instead_of=None if back else day,
        is_assumed=step.is_assumed,
        taken_back=day if back else None,
        will_not_happen=step.kind == Kind.NEVER,
    )
