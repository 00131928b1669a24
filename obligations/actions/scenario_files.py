"""Scenarios from files: what a file puts on paper, for whoever imports it."""

from __future__ import annotations

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.actions.scenarios import OnPaper, add_step, change_scenario, make_scenario
from obligations.agreement_file.scenario import ChangeEntry, ScenarioFile
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.models import CalendarVersion, Happening, KeyDate, Occurrence, Scenario
from obligations.models import ScenarioStep as Step
from obligations.policies import NotNow

_KINDS = {
    "happens": Step.Kind.HAPPENING,
    "taken_back": Step.Kind.BACK,
    "will_not_happen": Step.Kind.NEVER,
    "extended_to": Step.Kind.EXTENSION,
    "calendar": Step.Kind.CALENDAR,
}


def import_scenario(*, file: ScenarioFile, by: User) -> Scenario:
    """Makes a scenario of one's own from a file, or puts the file in place of one of that name.

    All of it or nothing. Raises EngineError with the number of the change that
    cannot be, and NotNow for a scenario that was applied.
    """
    with recording(by=by, action="import a scenario", reason=f"the file of “{file.name}”"):
        row = Scenario.objects.filter(made_by=by, name=file.name).first()
        if row is None:
            row = make_scenario(name=file.name, by=by, about=file.about)
        elif row.applied_at is not None:
            raise NotNow(f"“{row.name}” was applied and stays as it is; give the file a new name.")
        row.steps.all().delete()
        sharing = Scenario.Sharing.SHARED if file.is_shared else Scenario.Sharing.PRIVATE
        change_scenario(scenario=row, name=file.name, about=file.about, sharing=sharing, by=by)
        for number, change in enumerate(file.changes, start=1):
            try:
                add_step(scenario=row, step=_on_paper(change, by), by=by)
            except EngineError as error:
                raise type(error)(f"Change {number}: {error}") from error
        row.refresh_from_db()
        return row


def _on_paper(change: ChangeEntry, by: User) -> OnPaper:
    kind = _KINDS[change.says]
    if kind == Step.Kind.CALENDAR:
        return OnPaper(kind=kind, draft=_draft(change.calendar))
    agreement = visible_agreements(by).filter(reference__iexact=change.agreement).first()
    if agreement is None:
        raise EngineError(f"There is no agreement “{change.agreement}”, or you may not see it.")
    if kind == Step.Kind.EXTENSION:
        return OnPaper(
            kind=kind,
            occurrence=_occurrence(agreement, change),
            day=change.extended_to,
            agreed_with=change.agreed_with,
        )
    key_date = _key_date(agreement, change.key_date)
    place = change.taken_back or change.instead_of
    return OnPaper(
        kind=kind,
        key_date=key_date,
        lineage=_lineage(key_date, change) if place is not None else None,
        day=change.happens,
        until=change.until,
        is_assumed=change.is_assumed,
    )


def _key_date(agreement: Agreement, name: str) -> KeyDate:
    rows = KeyDate.objects.filter(agreement=agreement, name__iexact=name)
    found = rows.select_related("agreement").first()
    if found is None:
        raise EngineError(f"{agreement.reference} has no key date “{name}”.")
    return found


def _lineage(key_date: KeyDate, change: ChangeEntry) -> int:
    """The happening that stands on the day that the change names."""
    day = change.taken_back or change.instead_of
    assert day is not None
    rows = Happening.objects.filter(key_date=key_date, is_current=True, withdrawn=False)
    row = rows.filter(happened_date=day).order_by("lineage").first()
    if row is None:
        days = [show(h.happened_date) for h in rows.order_by("happened_date")[:5]]
        known = f"recorded is {', '.join(days)}" if days else "nothing is recorded of it"
        raise EngineError(f"[{key_date.name}] did not happen on {show(day)}; {known}.")
    return int(row.lineage)


def _occurrence(agreement: Agreement, change: ChangeEntry) -> Occurrence:
    rows = Occurrence.objects.filter(
        agreement=agreement, obligation__ref__iexact=change.ref, turn=change.turn
    )
    if change.party:
        rows = rows.filter(person__party__name__iexact=change.party)
    found = list(rows.exclude(phase="withdrawn").select_related("obligation", "agreement")[:2])
    if len(found) != 1:
        which = f"“{change.ref}” {change.turn}".rstrip()
        several = "several owe it; name the party" if found else "there is none"
        raise EngineError(f"{agreement.reference}, {which}: {several}.")
    return found[0]


def _draft(calendar: str) -> CalendarVersion:
    rows = CalendarVersion.objects.filter(
        calendar__name__iexact=calendar, state=CalendarVersion.State.DRAFT
    )
    found = list(rows.select_related("calendar")[:2])
    if len(found) != 1:
        several = "has several drafts; choose one on the page" if found else "has no draft"
        raise EngineError(f"The calendar “{calendar}” {several}.")
    return found[0]
