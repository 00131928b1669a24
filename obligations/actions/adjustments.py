"""The ledger of adjustments: delays, suspensions, extensions of key dates, permissions.

Waivers, extensions and disputes of one occurrence are in occurrences.py; here
they can be taken back like the rest. A delay is a happening of its span, cited
by the entry that says who caused it and whether its days count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions import occurrences
from obligations.actions.consent_needed import consent_for
from obligations.actions.happenings import Said, record
from obligations.actions.recompute import Changes, recompute
from obligations.clock import business_now
from obligations.engine.adjusting import kinds_of_spans, moved_by, rules_of
from obligations.engine.analysis import names_in
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.engine.names import fold
from obligations.engine.run import show
from obligations.facts import Facts, facts_of
from obligations.models import (
    Adjustment,
    ConsentRequest,
    Happening,
    KeyDate,
    Obligation,
    ObligationParty,
    Occurrence,
)
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import NotNow, check_can_be_adjusted
from obligations.queries.computations import defined_dates
from obligations.queries.consent_rules import Wanted

# Days of a span, as against what was agreed or decided.
DAYS = (Adjustment.Kind.POSTPONEMENT, Adjustment.Kind.SUSPENSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Days of a span that moves dates: which, who caused them, and what was done to end them.

    `lineage` cites days that are recorded already; otherwise `first` and `last`
    (None while they last) record them. `occurrence` suspends that one alone. A
    claim does not count until counsel allows it.
    """

    key_date: KeyDate
    caused_by: str
    first: date | None = None
    last: date | None = None
    lineage: int | None = None
    occurrence: Occurrence | None = None
    by_itself: bool = False
    efforts: str = ""
    evidence: str = ""
    document: Document | None = None
    is_claim: bool = False
    is_assumed: bool = False


def enter_delay(*, delay: Delay, by: User, reason: str) -> Changes:
    """Enters days of delay or suspension in the ledger, and moves what they move.

    Days that the party whose date it is caused itself, or did not do its best to
    end, are entered and do not count. Raises EngineError for a span that moves
    nothing, for days that are entered already; NotAllowed where the days count
    and the person may not decide.
    """
    agreement = delay.key_date.agreement
    check_user_can_enter(by, agreement)
    with recording(by=by, action="enter a delay", reason=reason):
        agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
        facts = facts_of(agreement, business_now())
        _check_delay(delay, facts)
        own = delay.by_itself or _is_of_the_obligor(delay, facts)
        counted = not own and delay.efforts != Adjustment.Efforts.NOT_USED
        if counted and not delay.is_claim:
            check_user_can_decide(by, agreement)
        lineage = delay.lineage or _record_days(delay, by, reason)
        _check_once(delay, lineage)
        row = Adjustment(
            agreement=agreement,
            occurrence=delay.occurrence,
            key_date=delay.key_date,
            lineage=lineage,
            kind=_kind_of(delay, facts),
            caused_by=delay.caused_by.strip(),
            by_itself=own,
            efforts=delay.efforts,
            counted=counted and not delay.is_claim,
            is_claim=counted and delay.is_claim,
            evidence=delay.evidence,
            document=delay.document,
            is_assumed=delay.is_assumed,
            reason=reason,
            made_by=by,
            made_at=business_now(),
        )
        row.full_clean()
        row.save()
        return _settle(row, by, f"{row.get_kind_display().lower()} of [{delay.key_date.name}]")


def _check_delay(delay: Delay, facts: Facts) -> None:
    if not delay.caused_by.strip():
        raise EngineError("Say who or what caused the delay.")
    if delay.efforts not in Adjustment.Efforts.values:
        raise EngineError("Best efforts were used, not used, or nobody says.")
    if delay.key_date.kind != KeyDate.Kind.SPAN:
        raise EngineError(f"[{delay.key_date.name}] is no span; delays are days of a span.")
    if delay.occurrence is not None:
        check_can_be_adjusted(delay.occurrence)
    elif delay.key_date.name not in kinds_of_spans(facts.case):
        raise EngineError(
            f"No rule is postponed or suspended by the days of [{delay.key_date.name}]; suspend a"
            " single obligation by them instead, on its own page."
        )
    if delay.lineage is None and delay.first is None:
        raise EngineError("Say on which day the delay began.")


def _kind_of(delay: Delay, facts: Facts) -> str:
    if delay.occurrence is not None:
        return Adjustment.Kind.SUSPENSION
    return kinds_of_spans(facts.case)[delay.key_date.name]


def _is_of_the_obligor(delay: Delay, facts: Facts) -> bool:
    """Whether who caused it owes what the days would move: nobody gains time by its own delay."""
    if delay.occurrence is not None:
        owing = ObligationParty.objects.filter(obligation=delay.occurrence.obligation_id)
    else:
        refs = _duties_moved(facts, delay.key_date.name)
        owing = ObligationParty.objects.filter(
            obligation__agreement=facts.agreement, obligation__ref__in=refs
        )
    sides = owing.filter(side=ObligationParty.Side.OBLIGOR).values_list(
        "participation__role", "participation__party__name"
    )
    named = {fold(name) for side in sides for name in side}
    return fold(delay.caused_by) in named


def _duties_moved(facts: Facts, span: str) -> set[str]:
    """The duties that a span moves, by their own rule or by the defined date that they name."""
    moved = set(moved_by(facts.case, span))
    for name, rule in rules_of(facts.case).items():
        if moved & set(names_in(rule)):
            moved.add(name)
    rows = {ref: row for ref, row in facts.obligations.items() if ref in moved}
    return {ref for ref, row in rows.items() if row.kind not in PROHIBITIONS | RIGHTS}


def _record_days(delay: Delay, by: User, reason: str) -> int:
    assert delay.first is not None
    said = Said(
        day=delay.first,
        until=delay.last,
        certainty="assumed" if delay.is_assumed else "actual",
        note=f"{delay.caused_by.strip()}: {reason}",
        document=delay.document,
        again=True,
    )
    record(key_date=delay.key_date, said=said, by=by, reason=reason, settle=False)
    rows = Happening.objects.filter(key_date=delay.key_date)
    return int(rows.order_by("-lineage").values_list("lineage", flat=True)[0])


def _check_once(delay: Delay, lineage: int) -> None:
    stands = Happening.objects.filter(
        key_date=delay.key_date, lineage=lineage, is_current=True, withdrawn=False
    )
    if not stands.exists():
        raise EngineError(f"There are no such days of [{delay.key_date.name}].")
    entered = Adjustment.objects.filter(
        key_date=delay.key_date, lineage=lineage, lifted_at=None, occurrence=delay.occurrence
    )
    if entered.exists():
        raise NotNow("These days are in the ledger already; take that entry back first.")


def allow_claim(*, adjustment: Adjustment, by: User, reason: str) -> Changes:
    """Counts the days of a claim: a new entry takes its place, and what they move is moved."""
    check_user_can_decide(by, _agreement(adjustment))
    with recording(by=by, action="allow a delay", reason=reason):
        old = _standing(adjustment)
        if not old.is_claim:
            raise NotNow("This is no claim that waits to be allowed.")
        _lift(old, by, reason)
        old.pk, old.is_claim, old.counted = None, False, True
        old.lifted_by = old.lifted_at = None
        old.lifted_because = ""
        old.reason = f"{old.reason} Allowed: {reason}"
        old.made_by, old.made_at = by, business_now()
        old._state.adding = True
        old.save()
        return _settle(old, by, f"the delay by {old.caused_by} was allowed")


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
            _lift(old, by, f"extended again, to {show(extension.to)}")
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
        return _settle(row, by, f"[{key_date.name}] was extended to {show(extension.to)}")


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
    """An act that a prohibition forbids and a consent allows, on the days named (None: open)."""

    obligation: Obligation
    first: date | None = None
    last: date | None = None
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
        return Adjustment.objects.create(
            agreement=agreement,
            obligation=act.obligation,
            kind=Adjustment.Kind.PERMISSION,
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


# Taking back


def take_back(*, adjustment: Adjustment, by: User, reason: str) -> Changes:
    """Takes an entry of the ledger back: what it moved goes back; the entry stays in the record.

    The days of a delay are taken back with it. Raises EngineError for an entry
    that was taken back already, or an amendment, which only another one changes.
    """
    check_user_can_decide(by, _agreement(adjustment))
    with recording(by=by, action="take an adjustment back", reason=reason):
        row = _standing(adjustment)
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
    _lift(row, by, reason)
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
    return _settle(row, by, f"{row} was taken back")


def _lift_and_settle(row: Adjustment, by: User, reason: str) -> Changes:
    _lift(row, by, reason)
    return _settle(row, by, f"{row} was taken back")


_WAYS_BACK: dict[str, Callable[[Adjustment, User, str], Changes]] = {
    Adjustment.Kind.AMENDMENT: _amended,
    Adjustment.Kind.WAIVER: _reopened,
    Adjustment.Kind.DISPUTE: _reopened,
    Adjustment.Kind.NOT_APPLICABLE: _reopened,
    Adjustment.Kind.POSTPONEMENT: _days_back,
    Adjustment.Kind.SUSPENSION: _days_back,
}


def _agreement(row: Adjustment) -> Agreement:
    assert row.agreement is not None
    return row.agreement


def _standing(adjustment: Adjustment) -> Adjustment:
    rows: Any = Adjustment.objects.select_for_update(of=("self",))
    row: Adjustment = rows.select_related(
        "agreement", "key_date__agreement", "occurrence__obligation", "occurrence__agreement"
    ).get(pk=adjustment.id)
    if row.lifted_at is not None:
        raise NotNow("This was taken back already.")
    return row


def _lift(row: Adjustment, by: User, reason: str) -> None:
    row.lifted_by, row.lifted_at, row.lifted_because = by, business_now(), reason
    row.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])


def _settle(row: Adjustment, by: User, because: str) -> Changes:
    """Works out what an entry can have moved."""
    names: list[str] = []
    if row.occurrence is not None:
        names = [row.occurrence.obligation.ref]
        Occurrence.objects.filter(pk=row.occurrence.pk).update(fingerprint="")
    elif row.key_date is not None:
        names = [row.key_date.name]
    if not names:
        return Changes()
    return recompute(_agreement(row), by=by, because=because, now=business_now(), names=names)
