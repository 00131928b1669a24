"""The ledger of adjustments: extensions of key dates, permissions, and taking entries back.

Delays are in delays.py; waivers, extensions and disputes of one occurrence in
occurrences.py. Here they can be taken back like the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions import occurrences
from obligations.actions.consent_needed import consent_for
from obligations.actions.happenings import Said, record
from obligations.actions.ledger_entries import (
    agreement_of_entry,
    lift,
    settle_entry,
    standing_entry,
)
from obligations.actions.recompute import Changes
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS
from obligations.engine.run import show
from obligations.facts import facts_of
from obligations.models import (
    Adjustment,
    ConsentRequest,
    Happening,
    KeyDate,
    Obligation,
)
from obligations.permissions import check_user_can_decide
from obligations.policies import NotNow
from obligations.queries.computations import defined_dates
from obligations.queries.consent_rules import Wanted

# Extensions of key dates


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDate:
    """A later date that was agreed for a defined key date, with whom, by which consent."""

    key_date: KeyDate
    to: date
    agreed_with: str
    consent: ConsentRequest | None = None
    document: Document | None = None
    is_assumed: bool = False


def extend_key_date(*, extension: NewDate, by: User, reason: str) -> Changes:
    """Moves a date that the agreement defines to an agreed later one, and what hangs on it.

    Raises EngineError for a key date of another kind, one without a single date,
    a date that is not later, and where the consent that it needs is not there.
    """
    key_date = extension.key_date
    check_user_can_decide(by, key_date.agreement)
    if not extension.agreed_with.strip():
        raise EngineError("Say with whom the extension was agreed.")
    with recording(by=by, action="extend a key date", reason=reason):
        agreement = Agreement.objects.select_for_update().get(pk=key_date.agreement_id)
        original = _check_new_date(extension, agreement)
        consent = consent_for(
            Wanted(
                agreement=agreement, matter="extension", key_date=key_date, new_date=extension.to
            ),
            extension.consent,
        )
        for old in Adjustment.objects.filter(
            key_date=key_date, kind=Adjustment.Kind.EXTENSION, lifted_at=None
        ):
            lift(old, by, f"extended again, to {show(extension.to)}")
        row = Adjustment.objects.create(
            agreement=agreement,
            key_date=key_date,
            kind=Adjustment.Kind.EXTENSION,
            original_date=original,
            new_date=extension.to,
            agreed_with=extension.agreed_with.strip(),
            consent=consent,
            document=extension.document,
            is_assumed=extension.is_assumed,
            reason=reason,
            made_by=by,
            made_at=business_now(),
        )
        return settle_entry(row, by, f"[{key_date.name}] was extended to {show(extension.to)}")


def _check_new_date(extension: NewDate, agreement: Agreement) -> date:
    """The date that it has now, for an extension that can be."""
    key_date = extension.key_date
    if key_date.kind != KeyDate.Kind.DEFINED:
        raise EngineError(
            f"[{key_date.name}] is no date that the agreement defines; correct what was recorded."
        )
    facts = facts_of(agreement, business_now())
    days = defined_dates(facts)[key_date.name].days
    if len(days) != 1:
        what = "has no date yet" if not days else "has several dates"
        raise NotNow(f"[{key_date.name}] {what}; extend what is due by it instead.")
    if extension.to <= days[0]:
        raise NotNow(
            f"{show(extension.to)} is not later than {show(days[0])}, the date it has now."
        )
    return days[0]


# Permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act that a prohibition forbids and a consent allows, on the days named (None: open).

    `quantity` of a `unit` is up to how much; None where the consent sets no number.
    """

    obligation: Obligation
    first: date | None = None
    last: date | None = None
    quantity: Decimal | None = None
    unit: str = ""
    consent: ConsentRequest | None = None
    document: Document | None = None
    is_assumed: bool = False


def permit(*, act: Act, by: User, reason: str) -> Adjustment:
    """Enters that an act is allowed by the consent that the agreement asks for."""
    agreement = act.obligation.agreement
    check_user_can_decide(by, agreement)
    if act.obligation.kind not in PROHIBITIONS:
        raise EngineError(f"{act.obligation.ref} forbids nothing, so that nothing can be allowed.")
    if act.first and act.last and act.last < act.first:
        raise EngineError(f"The last day, {show(act.last)}, is before the first.")
    with recording(by=by, action="permit an act", reason=reason):
        wanted = Wanted(agreement=agreement, matter="permission", obligation=act.obligation)
        consent = consent_for(wanted, act.consent)
        row = Adjustment(
            agreement=agreement,
            obligation=act.obligation,
            kind=Adjustment.Kind.PERMISSION,
            quantity=act.quantity,
            unit=act.unit.strip() if act.quantity is not None else "",
            first_date=act.first,
            last_date=act.last,
            agreed_with=", ".join(consent.tally.get("persons", {})) if consent else "",
            consent=consent,
            document=act.document,
            is_assumed=act.is_assumed,
            reason=reason,
            made_by=by,
            made_at=business_now(),
        )
        row.full_clean()
        row.save()
        return row


# Taking back


def take_back(*, adjustment: Adjustment, by: User, reason: str) -> Changes:
    """Takes an entry of the ledger back: what it moved goes back; the entry stays in the record.

    The days of a delay are taken back with it. Raises EngineError for an entry
    that was taken back already, or an amendment, which only another one changes.
    """
    check_user_can_decide(by, agreement_of_entry(adjustment))
    with recording(by=by, action="take an adjustment back", reason=reason):
        row = standing_entry(adjustment)
        back = _WAYS_BACK.get(row.kind, _lift_and_settle)
        return back(row, by, reason)


def _amended(row: Adjustment, by: User, reason: str) -> Changes:
    raise NotNow("An amendment is changed by another amendment, not taken back.")


def _reopened(row: Adjustment, by: User, reason: str) -> Changes:
    assert row.occurrence is not None
    occurrences.reopen(occurrence=row.occurrence, by=by, reason=reason)
    return Changes()


def _days_back(row: Adjustment, by: User, reason: str) -> Changes:
    """Days that something else in the ledger cites stay recorded."""
    assert row.key_date is not None and row.lineage is not None
    lift(row, by, reason)
    others = Adjustment.objects.filter(
        key_date=row.key_date, lineage=row.lineage, lifted_at=None
    ).exists()
    happening = Happening.objects.filter(
        key_date=row.key_date, lineage=row.lineage, is_current=True, withdrawn=False
    ).first()
    if happening is not None and not others and row.occurrence_id is None:
        said = Said(
            day=happening.happened_date,
            until=happening.until_date,
            certainty=happening.certainty,
            note=happening.note,
            corrects=happening.lineage,
            withdraw=True,
        )
        record(key_date=row.key_date, said=said, by=by, reason=reason, settle=False)
    return settle_entry(row, by, f"{row} was taken back")


def _lift_and_settle(row: Adjustment, by: User, reason: str) -> Changes:
    lift(row, by, reason)
    return settle_entry(row, by, f"{row} was taken back")


_WAYS_BACK: dict[str, Callable[[Adjustment, User, str], Changes]] = {
    Adjustment.Kind.AMENDMENT: _amended,
    Adjustment.Kind.WAIVER: _reopened,
    Adjustment.Kind.DISPUTE: _reopened,
    Adjustment.Kind.NOT_APPLICABLE: _reopened,
    Adjustment.Kind.POSTPONEMENT: _days_back,
    Adjustment.Kind.SUSPENSION: _days_back,
}
