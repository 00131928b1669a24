"""Applying a scenario: its changes become records through the ordinary actions, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from agreements.audit import recording
from agreements.models import Agreement, User
from obligations.actions import calendar_applying
from obligations.actions.happenings import Said, record
from obligations.actions.occurrences import extend
from obligations.actions.ruling_out import rule_out
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.facts import conventions_of
from obligations.models import Scenario, ScenarioStep
from obligations.permissions import (
    NotAllowed,
    check_user_can_administer,
    check_user_can_decide,
    check_user_can_enter,
)
from obligations.policies import NotNow, check_can_be_ruled_out
from obligations.queries.scenarios import (
    Effect,
    StepLine,
    certainty_of,
    effect_of_steps,
    step_lines,
    steps_of,
    visible_scenarios,
)

Kind = ScenarioStep.Kind


class Changed(NotNow):
    """What would move is not what the person has seen."""


def obstacles(scenario: Scenario, user: User) -> list[str]:
    """Why a person cannot apply a scenario, a sentence for each cause; empty where they can."""
    if scenario.applied_at is not None:
        return ["This scenario was applied already."]
    lines = step_lines(steps_of(scenario))
    if not lines:
        return ["There is nothing on paper yet."]
    return list(dict.fromkeys(_obstacles(lines, user)))


def _obstacles(lines: list[StepLine], by: User) -> Iterator[str]:
    for line in lines:
        try:
            _check(line.step, by)
        except NotAllowed as error:
            yield f"{line.subject}: {error}"
        except EngineError as error:
            yield f"{line.subject}: {error}"
        if line.problem:
            yield f"{line.subject}: {line.problem}"


def _check(step: ScenarioStep, by: User) -> None:
    """Who may do the act that a step stands for, and whether there is such an act."""
    if step.kind == Kind.CALENDAR:
        check_user_can_administer(by)
    elif step.kind == Kind.EXTENSION:
        assert step.agreement is not None
        check_user_can_decide(by, step.agreement)
        if not step.agreed_with:
            raise NotNow("An extension is agreed with somebody: say with whom on the step.")
    else:
        check_user_can_enter(by, step.agreement)
    if step.kind == Kind.NEVER:
        assert step.key_date is not None
        check_can_be_ruled_out(step.key_date)


def apply_scenario(*, scenario: Scenario, by: User, reason: str, token: str) -> Effect:
    """Records and extends what is on paper, in one transaction with one reason.

    `token` is that of the effect which the person has seen. Raises Changed where
    something else would move by now, NotNow, NotAllowed or whatever an ordinary
    action refuses with; then nothing at all is written.
    """
    if not visible_scenarios(by).filter(pk=scenario.pk).exists():
        raise NotAllowed("There is no such scenario, or you may not see it.")
    with recording(by=by, action="apply a scenario", reason=reason):
        row = Scenario.objects.select_for_update().get(pk=scenario.pk)
        steps = steps_of(row)
        _lock(steps)
        if found := obstacles(row, by):
            raise NotNow(" ".join(found))
        effect = effect_of_steps(steps, by, business_now())
        if effect.token != token:
            raise Changed(
                "Something has changed since you looked: see below what would move now, and apply"
                " again if that is right."
            )
        for step in sorted(steps, key=_turn):
            _do(step, by, reason)
        row.applied_by, row.applied_at = by, business_now()
        row.save(update_fields=["applied_by", "applied_at"])
        return effect


def _lock(steps: list[ScenarioStep]) -> None:
    """Holds every agreement still, in the order in which the night locks them."""
    wanted = {step.agreement_id for step in steps if step.agreement_id is not None}
    list(Agreement.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))


def _turn(step: ScenarioStep) -> tuple[int, int]:
    """Calendars first, extensions last: they are judged by the dates that stand then."""
    order = {Kind.CALENDAR: 0, Kind.EXTENSION: 2}
    return order.get(Kind(step.kind), 1), step.pk


def _do(step: ScenarioStep, by: User, reason: str) -> None:
    if step.draft is not None:
        foreseen = calendar_applying.foresee(draft=step.draft, by=by)
        calendar_applying.apply(draft=step.draft, by=by, reason=reason, token=foreseen.token)
    elif step.occurrence is not None:
        assert step.day is not None
        step.occurrence.refresh_from_db()
        extend(
            occurrence=step.occurrence,
            to=step.day,
            by=by,
            reason=reason,
            agreed_with=step.agreed_with,
        )
    elif step.kind == Kind.NEVER:
        assert step.key_date is not None
        rule_out(key_date=step.key_date, by=by, reason=reason)
    else:
        assert step.key_date is not None
        record(key_date=step.key_date, said=_said(step), by=by, reason=reason)


def _said(step: ScenarioStep) -> Said:
    """What a step says, as recording takes it: a day to come is planned."""
    assert step.key_date is not None
    if step.kind == Kind.BACK:
        assert step.lineage is not None
        there = step.key_date.happenings.get(lineage=step.lineage, is_current=True)
        return Said(
            day=there.happened_date,
            until=there.until_date,
            certainty=there.certainty,
            corrects=step.lineage,
            withdraw=True,
            seen=step.seen,
        )
    assert step.day is not None
    zone = ZoneInfo(conventions_of(step.key_date.agreement).zone or "UTC")
    today = business_now().astimezone(zone).date()
    return Said(
        day=step.day,
        until=step.until,
        certainty=certainty_of(step, today),
        corrects=step.lineage,
        seen=step.seen,
    )
