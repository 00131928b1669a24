"""Delays and suspensions in the ledger: who caused which days, and whether they count.

A delay is a happening of its span, cited by the entry that says who caused it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions.happenings import Said, record
from obligations.actions.ledger_entries import (
    agreement_of_entry,
    lift,
    settle_entry,
    standing_entry,
)
from obligations.actions.recompute import Changes
from obligations.clock import business_now
from obligations.engine.adjusting import kinds_of_spans, moved_by, rules_of
from obligations.engine.analysis import names_in
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.engine.names import fold
from obligations.facts import Facts, facts_of
from obligations.models import Adjustment, Happening, KeyDate, ObligationParty, Occurrence
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import NotNow, check_can_be_adjusted


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
        row = _row(delay, facts, reason)
        if row.counted and not delay.is_claim:
            check_user_can_decide(by, agreement)
        row.is_claim = row.counted and delay.is_claim
        row.counted = row.counted and not delay.is_claim
        row.lineage = delay.lineage or _record_days(delay, by, reason)
        _check_once(delay, row.lineage)
        row.made_by, row.made_at = by, business_now()
        row.full_clean()
        row.save()
        return settle_entry(row, by, f"{row.get_kind_display().lower()} of [{delay.key_date.name}]")


def _row(delay: Delay, facts: Facts, reason: str) -> Adjustment:
    """The entry of a delay; `counted` says whether its days could count."""
    own = delay.by_itself or _is_of_the_obligor(delay, facts)
    return Adjustment(
        agreement=facts.agreement,
        occurrence=delay.occurrence,
        key_date=delay.key_date,
        kind=_kind_of(delay, facts),
        caused_by=delay.caused_by.strip(),
        by_itself=own,
        efforts=delay.efforts,
        counted=not own and delay.efforts != Adjustment.Efforts.NOT_USED,
        evidence=delay.evidence,
        document=delay.document,
        is_assumed=delay.is_assumed,
        reason=reason,
    )


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
    check_user_can_decide(by, agreement_of_entry(adjustment))
    with recording(by=by, action="allow a delay", reason=reason):
        old = standing_entry(adjustment)
        if not old.is_claim:
            raise NotNow("This is no claim that waits to be allowed.")
        lift(old, by, reason)
        old.pk, old.is_claim, old.counted = None, False, True
        old.lifted_by = old.lifted_at = None
        old.lifted_because = ""
        old.reason = f"{old.reason} Allowed: {reason}"
        old.made_by, old.made_at = by, business_now()
        old._state.adding = True
        old.save()
        return settle_entry(old, by, f"the delay by {old.caused_by} was allowed")
