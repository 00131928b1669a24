"""Recording payments and credits: divided among what is owed, never edited, taken back with why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agreements.audit import recording
from agreements.models import Agreement, Document, Participation, User
from obligations.actions.money_entries import check_day
from obligations.actions.occurrences import complete
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.engine.money.values import Money
from obligations.models import Allocation, Occurrence, Payment
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.money_preview import Preview, preview_payment


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidSaid:
    """What somebody says was paid: by whom to whom, how much, when, for which occurrences.

    Without `toward` it goes to what is due and open, the oldest first.
    `completes`: what is paid in full by it is completed on that day.
    """

    payer: Participation
    payee: Participation
    amount: Money
    day: date
    kind: str = "payment"
    order: str = "principal first"
    toward: tuple[int, ...] = ()
    certainty: str = "actual"
    note: str = ""
    document: Document | None = None
    completes: bool = True


def foresee_payment(*, agreement: Agreement, said: PaidSaid, by: User) -> Preview:
    """What recording a payment would do; nothing is written. Raises as `record_payment`."""
    check_user_can_enter(by, agreement)
    _check(agreement, said)
    return preview_payment(
        agreement,
        payer=said.payer.pk,
        payee=said.payee.pk,
        amount=said.amount,
        day=said.day,
        order=said.order,
        toward=said.toward,
    )


def record_payment(*, agreement: Agreement, said: PaidSaid, by: User, reason: str = "") -> Payment:
    """Records a payment or a credit with its parts.

    Raises EngineError with a sentence: for a day before the agreement or still
    to come, for parties that are not the agreement's, for what it does not fit.
    """
    check_user_can_enter(by, agreement)
    why = reason or said.note or f"{said.kind} of {said.amount}"
    with recording(by=by, action=f"record a {said.kind}", reason=why):
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        preview = foresee_payment(agreement=agreement, said=said, by=by)
        row = Payment(
            agreement=agreement,
            kind=said.kind,
            payer=said.payer,
            payee=said.payee,
            currency=said.amount.currency,
            amount=said.amount.amount,
            paid_date=said.day,
            order=said.order,
            certainty=said.certainty,
            note=said.note.strip(),
            document=said.document,
            entered_by=by,
            entered_at=business_now(),
        )
        row.full_clean()
        row.save()
        for part in preview.allocated.parts:
            Allocation.objects.create(
                payment=row,
                occurrence_id=int(part.key),
                of=part.of,
                amount=part.amount.amount,
            )
        if said.completes and said.day <= business_today():
            _complete(preview, said, by)
        return row


def _check(agreement: Agreement, said: PaidSaid) -> None:
    check_day(agreement, said.day, said.certainty)
    for side in (said.payer, said.payee):
        if side.agreement_id != agreement.pk:
            raise EngineError(f"{side} is no party of {agreement.reference}.")
    if said.payer.pk == said.payee.pk:
        raise EngineError(f"{said.payer} cannot pay itself.")
    if said.document is not None and said.document.agreement_id != agreement.pk:
        raise EngineError("The document belongs to another agreement; put it in here as well.")


def _complete(preview: Preview, said: PaidSaid, by: User) -> None:
    for gone in preview.gone:
        row = Occurrence.objects.select_related("agreement", "obligation").get(
            pk=gone.line.occurrence.pk
        )
        if gone.settles and row.phase in ("live", "disputed"):
            documents = [said.document] if said.document else []
            complete(
                occurrence=row,
                on=said.day,
                by=by,
                note=f"{gone.principal} paid.",
                documents=documents,
            )


def take_payment_back(*, payment: Payment, by: User, reason: str) -> Payment:
    """Takes a payment back: its parts count no more, and both rows stay to be seen.

    What it completed stays completed; the ledger says so until it is reopened.
    """
    check_user_can_enter(by, payment.agreement)
    if not reason.strip():
        raise EngineError("Say why it is taken back; it is kept in the history.")
    with recording(by=by, action="take a payment back", reason=reason):
        locked = Payment.objects.select_for_update().get(pk=payment.pk)
        if locked.reverses_id is not None or Payment.objects.filter(reverses=locked).exists():
            raise NotNow("This was taken back already.")
        names = ("agreement", "kind", "payer", "payee", "currency", "amount", "paid_date", "order")
        return Payment.objects.create(
            **{name: getattr(locked, name) for name in names},
            certainty=locked.certainty,
            note=locked.note,
            entered_by=by,
            entered_at=business_now(),
            reverses=locked,
            reason=reason.strip(),
        )
