"""What people do about occurrences: complete, reopen, waive, extend, dispute, assign, comment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from agreements.queries import visible_agreements
from obligations.actions.consent_needed import consent_for
from obligations.actions.documents import attach
from obligations.actions.planning import plan
from obligations.actions.recompute import recompute
from obligations.clock import business_now, business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of, is_spoken_of
from obligations.models import (
    Adjustment,
    Comment,
    ConsentRequest,
    Obligation,
    Occurrence,
    Reminder,
)
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import (
    NotNow,
    check_can_be_adjusted,
    check_can_be_completed,
    check_can_be_confirmed,
    check_can_be_extended,
    check_can_be_reopened,
)
from obligations.queries.consent_rules import Wanted

# What was decided in place of doing it; the next decision takes its place.
_DECISIONS = (
    Adjustment.Kind.WAIVER,
    Adjustment.Kind.DISPUTE,
    Adjustment.Kind.NOT_APPLICABLE,
)


def complete(
    *,
    occurrence: Occurrence,
    on: date,
    by: User,
    note: str = "",
    documents: Iterable[Document] = (),
    reason: str = "",
) -> Occurrence:
    """Records that an occurrence was done on a day, with what shows it.

    The day of doing and the day of entering are both kept; done after the last
    day (grace and extension counted) it shows as done late.
    """
    check_user_can_enter(by, occurrence.agreement)
    if on > _today(occurrence):
        raise NotNow(f"{show(on)} is still to come; complete it when it is done.")
    with recording(by=by, action="complete", reason=reason or note or "done"):
        row = _locked(occurrence)
        check_can_be_completed(row)
        _lift(row, by, Adjustment.Kind.DISPUTE, because="it was done")
        row.phase, row.decided_date = "done", None
        row.done_date, row.done_by, row.done_at = on, by, business_now()
        row.done_late = is_late(row, on)
        row.outcome = note
        row.save()
        for document in documents:
            attach(occurrence=row, document=document, by=by)
        _drop_reminders(row, "it was completed")
        _after(row, by, f"{row.obligation.ref} was completed on {show(on)}")
        return row


def is_late(row: Occurrence, on: date) -> bool:
    """Whether doing it on a day is after its last day, with grace or extension."""
    last = row.extended_date or row.grace_date or row.due_date
    return last is not None and on > last


def reopen(*, occurrence: Occurrence, by: User, reason: str) -> Occurrence:
    """Takes a completion, waiver, dispute or setting aside back; dates are worked out afresh."""
    check_user_can_enter(by, occurrence.agreement)
    with recording(by=by, action="reopen", reason=reason):
        row = _locked(occurrence)
        if row.phase != "done":
            check_user_can_decide(by, row.agreement)
        check_can_be_reopened(row)
        _lift(row, by, *_DECISIONS, because=reason)
        row.phase, row.decided_date = "live", None
        row.done_date = row.done_by = row.done_at = None
        row.done_late, row.outcome, row.fingerprint = False, "", ""
        row.save()
        _after(row, by, f"{row.obligation.ref} was reopened", itself=True)
        row.refresh_from_db()
        return row


def waive(
    *,
    occurrence: Occurrence,
    by: User,
    reason: str,
    agreed_with: str = "",
    document: Document | None = None,
    consent: ConsentRequest | None = None,
    is_assumed: bool = False,
) -> Adjustment:
    """Records that an occurrence was waived, by whom and why.

    Raises ConsentMissing where the agreement asks for a consent that is not there.
    """
    check_user_can_decide(by, occurrence.agreement)

    def rests_on() -> dict[str, Any]:
        """What the waiver rests on, once it is clear that it can be waived."""
        return {
            "consent": consent_for(_wanted(occurrence, "waiver"), consent),
            "agreed_with": agreed_with,
            "document": document,
            "is_assumed": is_assumed,
        }

    with recording(by=by, action="waiver", reason=reason):
        return _decide(occurrence, "waived", Adjustment.Kind.WAIVER, by, reason, rests_on)


def _wanted(occurrence: Occurrence, matter: str, new_date: date | None = None) -> Wanted:
    """What may need a consent: something about one occurrence."""
    return Wanted(
        agreement=occurrence.agreement,
        matter=matter,
        obligation=occurrence.obligation,
        occurrence=occurrence,
        new_date=new_date,
    )


def dispute(*, occurrence: Occurrence, by: User, reason: str) -> Adjustment:
    """Records that the parties dispute an occurrence."""
    return _decide(occurrence, "disputed", Adjustment.Kind.DISPUTE, by, reason)


def set_aside(*, occurrence: Occurrence, by: User, reason: str) -> Adjustment:
    """Records that an occurrence does not apply in this case."""
    kind = Adjustment.Kind.NOT_APPLICABLE
    return _decide(occurrence, "not applicable", kind, by, reason)


def _decide(
    occurrence: Occurrence,
    phase: str,
    kind: Adjustment.Kind,
    by: User,
    reason: str,
    rests_on: Callable[[], dict[str, Any]] = dict,
) -> Adjustment:
    check_user_can_decide(by, occurrence.agreement)
    with recording(by=by, action=str(kind), reason=reason):
        row = _locked(occurrence)
        check_can_be_adjusted(row)
        if row.phase == phase:
            raise NotNow(f"This is {phase} already.")
        _lift(row, by, *_DECISIONS, because=f"{phase} instead")
        row.phase, row.decided_date = phase, _today(row)
        row.save()
        _drop_reminders(row, f"it is {phase}")
        made = Adjustment.objects.create(
            agreement=row.agreement,
            occurrence=row,
            kind=kind,
            reason=reason,
            made_by=by,
            made_at=business_now(),
            **rests_on(),
        )
        _after(row, by, f"{row.obligation.ref} is {phase}")
        return made


def extend(
    *,
    occurrence: Occurrence,
    to: date,
    by: User,
    reason: str,
    agreed_with: str,
    document: Document | None = None,
    consent: ConsentRequest | None = None,
    is_assumed: bool = False,
) -> Adjustment:
    """Records that a later last day was agreed; the computed one stays visible.

    Raises ConsentMissing where the agreement asks for a consent that is not there.
    """
    check_user_can_decide(by, occurrence.agreement)
    _check_said(agreed_with)
    with recording(by=by, action="extend", reason=reason):
        row = _locked(occurrence)
        check_can_be_extended(row, to)
        allowed = consent_for(_wanted(row, "extension", to), consent)
        _lift(row, by, Adjustment.Kind.EXTENSION, because=f"extended again, to {show(to)}")
        row.extended_date, row.fingerprint = to, ""
        row.save()
        made = Adjustment.objects.create(
            agreement=row.agreement,
            occurrence=row,
            kind=Adjustment.Kind.EXTENSION,
            original_date=row.due_date or row.end_date,
            new_date=to,
            reason=reason,
            agreed_with=agreed_with,
            document=document,
            consent=allowed,
            is_assumed=is_assumed,
            made_by=by,
            made_at=business_now(),
        )
        _after(row, by, f"{row.obligation.ref} was extended to {show(to)}", itself=True)
        return made


def _check_said(agreed_with: str) -> None:
    if not agreed_with.strip():
        raise EngineError("Say with whom the extension was agreed.")


def assign(*, occurrence: Occurrence, to: User | None, by: User, reason: str = "") -> None:
    """Makes a person answer for one occurrence (None: whoever answers for the obligation).

    Raises NotNow for somebody who may not see the agreement: reminders would
    tell them what is in it.
    """
    check_user_can_enter(by, occurrence.agreement)
    _check_can_answer(to, occurrence.agreement)
    with recording(by=by, action="assign", reason=reason or f"assigned to {to or 'nobody'}"):
        Occurrence.objects.filter(pk=occurrence.pk).update(assignee=to)
        _replan([occurrence.pk])


def assign_obligation(
    *, obligation: Obligation, to: User | None, deputy: User | None, by: User, reason: str = ""
) -> None:
    """Makes a person and a deputy answer for an obligation and all its occurrences.

    Raises NotNow for somebody who may not see the agreement.
    """
    rows = Obligation.objects.filter(pk=obligation.pk)
    _assign(obligation.agreement, rows, to=to, deputy=deputy, by=by, reason=reason)


def assign_agreement(
    *, agreement: Agreement, to: User | None, deputy: User | None, by: User, reason: str = ""
) -> None:
    """Makes a person and a deputy answer for all obligations of an agreement.

    Raises NotNow for somebody who may not see the agreement.
    """
    rows = Obligation.objects.filter(agreement=agreement)
    _assign(agreement, rows, to=to, deputy=deputy, by=by, reason=reason)


def _assign(
    agreement: Agreement,
    rows: QuerySet[Obligation],
    *,
    to: User | None,
    deputy: User | None,
    by: User,
    reason: str,
) -> None:
    check_user_can_enter(by, agreement)
    _check_can_answer(to, agreement)
    _check_can_answer(deputy, agreement)
    with recording(by=by, action="assign", reason=reason or f"assigned to {to or 'nobody'}"):
        rows.update(responsible=to, deputy=deputy)
        own = Occurrence.objects.filter(obligation__in=rows, phase="live", assignee=None)
        _replan(own.values_list("pk", flat=True))


def confirm(*, obligation: Obligation, by: User, reason: str = "", seen: int | None = None) -> None:
    """Confirms an entered obligation; the second pair of eyes is another person's.

    `seen` is the number of the version that was compared: a newer one is not
    confirmed unseen.
    """
    check_user_can_decide(by, obligation.agreement)
    with recording(by=by, action="confirm", reason=reason or "compared with the agreement"):
        row = Obligation.objects.select_for_update().get(pk=obligation.pk)
        check_can_be_confirmed(row, by, seen)
        row.confirmed_by, row.confirmed_at = by, business_now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])


def comment(*, obligation: Obligation, text: str, by: User) -> Comment:
    """Adds a comment to an obligation."""
    check_user_can_enter(by, obligation.agreement)
    if not text.strip():
        raise EngineError("The comment is empty.")
    with recording(by=by, action="comment", reason="commented"):
        return Comment.objects.create(
            obligation=obligation, text=text.strip(), made_by=by, made_at=business_now()
        )


def _locked(occurrence: Occurrence) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",))
    return rows.select_related("obligation", "agreement").get(pk=occurrence.pk)


def _lift(row: Occurrence, by: User, *kinds: Adjustment.Kind, because: str) -> None:
    Adjustment.objects.filter(occurrence=row, kind__in=kinds, lifted_at=None).update(
        lifted_by=by, lifted_at=business_now(), lifted_because=because
    )


def _today(occurrence: Occurrence) -> date:
    """The business day where the agreement counts its days."""
    return business_today(conventions_of(occurrence.agreement).zone)


def _check_can_answer(person: User | None, agreement: Agreement) -> None:
    if person is None:
        return
    if not person.is_active or not visible_agreements(person).filter(pk=agreement.pk).exists():
        raise NotNow(
            f"{person} cannot see this agreement and so cannot answer for it."
            " Put them on its team first."
        )


def _replan(occurrences: Iterable[int]) -> None:
    """Unsent reminders go to whoever answers now."""
    wanted = list(occurrences)
    Reminder.objects.filter(occurrence__in=wanted, state=Reminder.State.PLANNED).update(
        state=Reminder.State.DROPPED,
        dropped_because="somebody else answers for it",
        settled_at=machine_now(),
    )
    plan(today=business_today(), only=wanted)


def _drop_reminders(row: Occurrence, because: str) -> None:
    Reminder.objects.filter(occurrence=row, state=Reminder.State.PLANNED).update(
        state=Reminder.State.DROPPED, dropped_because=because, settled_at=machine_now()
    )


def _after(row: Occurrence, by: User, because: str, *, itself: bool = False) -> None:
    """Works out what hangs on what was done, and with `itself` the obligation too."""
    ref = row.obligation.ref
    if not (itself or is_spoken_of(row.agreement, ref)):
        return
    recompute(row.agreement, by=by, because=because, now=business_now(), names=[ref])
