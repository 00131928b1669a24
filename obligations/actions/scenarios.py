"""Changes on paper: made, shared, copied and given up. Nothing here moves a date.

Applying a scenario is in scenario_applying.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import CalendarVersion, Happening, KeyDate, Occurrence, Scenario
from obligations.models import ScenarioStep as Step
from obligations.permissions import NotAllowed, check_user_can_see
from obligations.policies import NotNow, check_can_be_extended, check_can_be_recorded
from obligations.queries.scenarios import steps_of, visible_scenarios

MOST_STEPS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """One change on paper: of a key date, of an occurrence, or by a calendar's draft.

    `lineage` is the happening in whose place the date stands, or that is taken
    back. `agreed_with`: whom an extension would be agreed with, needed to apply it.
    """

    kind: str
    key_date: KeyDate | None = None
    lineage: int | None = None
    day: date | None = None
    until: date | None = None
    is_assumed: bool = False
    occurrence: Occurrence | None = None
    agreed_with: str = ""
    draft: CalendarVersion | None = None


def make_scenario(*, name: str, by: User, about: str = "") -> Scenario:
    """Makes an empty scenario, private at first. Whoever may read here may think on paper."""
    with recording(by=by, action="make a scenario", reason=about.strip() or "on paper"):
        row = Scenario(name=_named(name), about=about.strip(), made_by=by, made_at=business_now())
        row.full_clean()
        row.save()
        return row


def change_scenario(*, scenario: Scenario, name: str, about: str, sharing: str, by: User) -> None:
    """Names it otherwise, says what it is for, shares it or takes it back to oneself."""
    with recording(by=by, action="change a scenario", reason="on paper"):
        row = _mine(scenario, by)
        row.name, row.about, row.sharing = _named(name), about.strip(), sharing
        row.full_clean()
        row.save()


def copy_scenario(*, scenario: Scenario, name: str, by: User) -> Scenario:
    """A private scenario of one's own with the same steps."""
    _seen(scenario, by)
    with recording(by=by, action="copy a scenario", reason="on paper"):
        made = make_scenario(name=name, by=by, about=scenario.about)
        for step in steps_of(scenario):
            step.pk, step.scenario = None, made
            step._state.adding = True
            step.save()
        _keep_agreements(made)
        return made


def remove_scenario(*, scenario: Scenario, by: User) -> None:
    """Gives a scenario up; its history stays."""
    with recording(by=by, action="remove a scenario", reason="given up"):
        _mine(scenario, by).delete()


def add_step(*, scenario: Scenario, step: OnPaper, by: User) -> Step:
    """Puts a change on paper. Raises EngineError with a sentence for one that cannot be."""
    agreement = _agreement_of(step)
    if agreement is not None:
        check_user_can_see(by, agreement)
    with recording(by=by, action="put a change on paper", reason="on paper"):
        row = _open(scenario, by)
        if row.steps.count() >= MOST_STEPS:
            raise NotNow(f"A scenario has at most {MOST_STEPS} changes; begin another one.")
        made = _step(row, step, agreement)
        made.full_clean(exclude=["scenario"])
        made.save()
        _keep_agreements(row)
        return made


def remove_step(*, step: Step, by: User) -> None:
    """Takes a change off the paper."""
    with recording(by=by, action="take a change off the paper", reason="on paper"):
        row = _open(step.scenario, by)
        Step.objects.filter(pk=step.pk, scenario=row).delete()
        _keep_agreements(row)


def renew_step(*, step: Step, by: User) -> None:
    """Lets a step about a happening stand for what is recorded by now."""
    with recording(by=by, action="renew a change on paper", reason="on paper"):
        _open(step.scenario, by)
        row = Step.objects.select_related("key_date").get(pk=step.pk)
        if row.key_date is None:
            raise NotNow("Only a change of a key date can be renewed; take this one out.")
        standing = _standing(row.key_date)
        if row.lineage is not None:
            standing = [h for h in standing if h.lineage == row.lineage]
        elif row.key_date.kind != KeyDate.Kind.EVENT:
            standing = []
        if row.lineage is not None and not standing and row.kind == Step.Kind.BACK:
            raise NotNow("It is taken back already; take this change out.")
        row.lineage = standing[0].lineage if standing else None
        row.seen = standing[0].version if standing else None
        row.save()


def _named(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise EngineError("Give the scenario a name, so that you find it again.")
    return found[:120]


def _seen(scenario: Scenario, by: User) -> Scenario:
    if not visible_scenarios(by).filter(pk=scenario.pk).exists():
        raise NotAllowed("There is no such scenario, or you may not see it.")
    return scenario


def _mine(scenario: Scenario, by: User) -> Scenario:
    """The scenario as its maker changes it, behind a lock."""
    _seen(scenario, by)
    row = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if row.made_by_id != by.pk:
        raise NotAllowed(f"This is {row.made_by}'s. Make a copy of your own to change it.")
    return row


def _open(scenario: Scenario, by: User) -> Scenario:
    row = _mine(scenario, by)
    if row.applied_at is not None:
        raise NotNow("This scenario was applied and stays as it is. Make a copy to go on.")
    return row


def _agreement_of(step: OnPaper) -> Agreement | None:
    if step.key_date is not None:
        return step.key_date.agreement
    return step.occurrence.agreement if step.occurrence is not None else None


def _step(scenario: Scenario, said: OnPaper, agreement: Agreement | None) -> Step:
    row = Step(scenario=scenario, kind=said.kind, agreement=agreement)
    if said.kind == Step.Kind.CALENDAR:
        if said.draft is None or said.draft.state != CalendarVersion.State.DRAFT:
            raise NotNow("Choose a draft of a calendar that is still a draft.")
        row.draft = said.draft
    elif said.kind == Step.Kind.EXTENSION:
        _extends(row, said)
    else:
        _happens(row, said)
    return row


def _extends(row: Step, said: OnPaper) -> None:
    if said.occurrence is None or said.day is None:
        raise EngineError("Say what is extended, and to which day.")
    check_can_be_extended(said.occurrence, said.day)
    row.occurrence, row.day, row.agreed_with = said.occurrence, said.day, said.agreed_with.strip()


def _happens(row: Step, said: OnPaper) -> None:
    key_date = said.key_date
    if key_date is None:
        raise EngineError("Choose the key date that the change is about.")
    standing = _standing(key_date)
    single = key_date.kind == KeyDate.Kind.EVENT
    lineage = standing[0].lineage if single and standing else said.lineage
    there = next((h for h in standing if h.lineage == lineage), None)
    if lineage is not None and there is None:
        raise NotNow(f"[{key_date.name}] has no such happening any more.")
    row.key_date = key_date
    row.lineage, row.seen = (there.lineage, there.version) if there else (None, None)
    if said.kind == Step.Kind.NEVER:
        _check_can_fail(key_date)
        row.lineage = row.seen = None
    elif said.kind == Step.Kind.BACK:
        if there is None:
            raise NotNow(f"Choose which happening of [{key_date.name}] is taken back.")
    else:
        _on_a_day(row, said, key_date)
    _check_once(row)


def _on_a_day(row: Step, said: OnPaper, key_date: KeyDate) -> None:
    if said.day is None:
        raise EngineError(f"Give the day of [{key_date.name}].")
    check_can_be_recorded(key_date, said.day, said.until, "planned", False, business_now())
    row.day, row.until, row.is_assumed = said.day, said.until, said.is_assumed


def _check_can_fail(key_date: KeyDate) -> None:
    if key_date.kind not in (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING):
        raise NotNow(f"[{key_date.name}] is no event; only an event can fail to happen.")


def _check_once(row: Step) -> None:
    """An event has one date on paper, and none beside “will not happen”."""
    others = Step.objects.filter(scenario=row.scenario, key_date=row.key_date)
    assert row.key_date is not None
    single = row.key_date.kind == KeyDate.Kind.EVENT
    never = row.kind == Step.Kind.NEVER or others.filter(kind=Step.Kind.NEVER).exists()
    if others.exists() and (single or never):
        raise NotNow(f"The scenario says something of [{row.key_date.name}]; take that out first.")


def _standing(key_date: KeyDate) -> list[Happening]:
    rows = Happening.objects.filter(key_date=key_date, is_current=True, withdrawn=False)
    return list(rows.order_by("lineage"))


def _keep_agreements(row: Scenario) -> None:
    """Keeps for the wall which agreements the steps are about."""
    found = row.steps.exclude(agreement=None).values_list("agreement_id", flat=True)
    row.agreements = sorted(set(found))
    row.save(update_fields=["agreements"])


def agreements_of(scenario: Scenario, user: User) -> list[Agreement]:
    """The agreements that a scenario is about, for somebody who may see them."""
    return list(visible_agreements(user).filter(pk__in=scenario.agreements).order_by("reference"))
