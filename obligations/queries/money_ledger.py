"""The ledger of an agreement: what is owed by whom under which clause, paid, open and late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from agreements.models import Agreement, Participation
from obligations.engine.money.claims import INTEREST, Claim, Paid, Standing, standing
from obligations.engine.money.interest import Terms
from obligations.engine.money.values import Money, nothing, total
from obligations.models import Allocation, ObligationParty, Occurrence, Payment, PaymentTerms
from obligations.queries.money_amounts import Turn, Worked, amounts_of
from obligations.queries.money_entered import late_terms_of, money_of
from obligations.queries.turns import turn_in_words

# Nothing is owed of what was settled so.
SETTLED = ("waived", "not applicable", "withdrawn")


@dataclass(frozen=True, slots=True)
class Side:
    """A party in its role, and whether we act for it."""

    id: int
    name: str
    role: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence in the ledger. `stands` is None while its sum or its day is not known."""

    occurrence: Occurrence
    worked: Worked
    due: date | None
    payers: tuple[Side, ...]
    payees: tuple[Side, ...]
    stands: Standing | None
    state: str

    @property
    def ref(self) -> str:
        """The obligation's reference."""
        return self.occurrence.obligation.ref

    @property
    def turn(self) -> str:
        """Which of several it is, in words."""
        return turn_in_words(self.occurrence.turn)

    @property
    def who(self) -> str:
        """Who pays whom, by their roles, each once."""
        payers, payees = (
            ", ".join(dict.fromkeys(side.role for side in sides))
            for sides in (self.payers, self.payees)
        )
        return f"{payers} to {payees}"

    @property
    def is_ours(self) -> bool:
        """Whether we pay it."""
        return any(side.ours for side in self.payers)

    @property
    def is_assumed(self) -> bool:
        """Whether its day or its sum rests on what is assumed."""
        return self.worked.amount.is_assumed or self.occurrence.certainty == "assumed"

    @property
    def cautions(self) -> tuple[str, ...]:
        """What somebody should read about its sum."""
        found = [*self.worked.amount.cautions]
        if self.stands and self.stands.refused:
            found.append(f"Interest cannot be worked out: {self.stands.refused}")
        if self.stands and self.occurrence.phase == "done" and self.stands.open.amount > 0:
            found.append(f"It was completed, and {self.stands.open} is not recorded as paid.")
        if self.stands and self.stands.open.amount < 0:
            found.append("More is recorded as paid than is owed.")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of a payment went."""

    ref: str
    turn: str
    of: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A payment or a credit with its parts. `reversal` is the row that took it back."""

    row: Payment
    amount: Money
    parts: tuple[Part, ...]
    reversal: Payment | None

    @property
    def on_account(self) -> Money:
        """What went to nothing in particular."""
        return self.amount - total((p.amount for p in self.parts), self.amount.currency)


@dataclass(frozen=True, slots=True)
class Balance:
    """What is due and open between us and others in one currency, interest apart."""

    currency: str
    we_owe: Money
    we_owe_interest: Money
    owed_to_us: Money
    owed_to_us_interest: Money
    on_account: Money


@dataclass(frozen=True, slots=True)
class Ledger:
    """An agreement's money as at a day."""

    as_at: date
    lines: tuple[Line, ...]
    payments: tuple[PaidLine, ...]
    balances: tuple[Balance, ...]
    late_terms: Mapping[str, Terms] = field(default_factory=dict)

    def _of(self, *states: str) -> list[Line]:
        return [line for line in self.lines if line.state in states]

    @property
    def open(self) -> list[Line]:
        """What is due and not paid, or bears interest that is not."""
        return self._of("open", "late", "interest open", "overpaid")

    @property
    def coming(self) -> list[Line]:
        """What falls due later."""
        return self._of("to come")

    @property
    def paid(self) -> list[Line]:
        """What is paid."""
        return self._of("paid")

    @property
    def unknown(self) -> list[Line]:
        """What has no sum yet, or no day."""
        return self._of("awaiting", "no date")

    @property
    def settled(self) -> list[Line]:
        """What was waived or set aside, or is disputed."""
        return self._of("disputed", *SETTLED)


def ledger_of(agreement: Agreement, as_at: date) -> Ledger:
    """The ledger at the end of a day. The caller has checked who asks; queries do not grow."""
    rows = _rows(agreement)
    worked = amounts_of(turn_of(row) for row in rows)
    sides = sides_of(agreement, rows)
    payments = list(_payments(agreement))
    parts = list(_parts(payments))
    late = late_terms_of(agreement)
    paid = _paid(payments, parts)
    lines = tuple(_line(row, worked[row.pk], sides, paid[row.pk], late, as_at) for row in rows)
    told = tuple(_paid_lines(payments, parts, as_at))
    return Ledger(as_at, lines, told, tuple(_balances(lines, told)), late)


def turn_of(row: Occurrence) -> Turn:
    """An occurrence as amounts are asked for."""
    return Turn(row.pk, row.obligation_id, row.agreement_id, row.turn, row.person_id)


def _rows(agreement: Agreement) -> list[Occurrence]:
    with_terms = PaymentTerms.objects.filter(agreement=agreement).values("obligation")
    rows = Occurrence.objects.filter(agreement=agreement, obligation__in=with_terms)
    rows = rows.exclude(phase="withdrawn").defer("steps", "readings", "cautions")
    return list(rows.select_related("obligation").order_by("sort_date", "id"))


def sides_of(
    agreement: Agreement, rows: Iterable[Occurrence]
) -> dict[tuple[int, str], tuple[Side, ...]]:
    """Who is on each side of the obligations of occurrences, by obligation and side."""
    found: dict[tuple[int, str], tuple[Side, ...]] = defaultdict(tuple)
    wanted = {row.obligation_id for row in rows}
    parties = ObligationParty.objects.filter(obligation__in=wanted).select_related(
        "participation__party"
    )
    for one in parties.order_by("participation__position", "id"):
        found[one.obligation_id, one.side] += (side_of(one.participation),)
    return found


def side_of(row: Participation) -> Side:
    """A participation as a side of a payment."""
    return Side(row.pk, row.party.name, row.role, row.is_ours)


def _payments(agreement: Agreement) -> Iterable[Payment]:
    rows = Payment.objects.filter(agreement=agreement, reverses=None)
    rows = rows.select_related("payer__party", "payee__party", "entered_by", "document")
    return rows.select_related("reversed_by__entered_by").order_by("paid_date", "id")


def _parts(payments: Sequence[Payment]) -> Iterable[Allocation]:
    rows = Allocation.objects.filter(payment__in=payments)
    return rows.select_related("occurrence__obligation").order_by("id")


def _paid(payments: Sequence[Payment], parts: Iterable[Allocation]) -> dict[int, list[Paid]]:
    """What was paid towards each occurrence, by its id; what was taken back is left out."""
    current = {p.pk: p for p in payments if reversal_of(p) is None}
    found: dict[int, list[Paid]] = defaultdict(list)
    for part in parts:
        payment = current.get(part.payment_id)
        if payment is not None:
            amount = money_of_part(part, payment)
            found[part.occurrence_id].append(Paid(payment.paid_date, amount, part.of))
    return found


def money_of_part(part: Allocation, payment: Payment) -> Money:
    """A part of a payment in the payment's currency."""
    part.currency = payment.currency  # type: ignore[attr-defined]
    return money_of(part)


def reversal_of(row: Payment) -> Payment | None:
    """The row that took a payment back, None while it stands."""
    return getattr(row, "reversed_by", None)


def _line(
    row: Occurrence,
    worked: Worked,
    sides: Mapping[tuple[int, str], tuple[Side, ...]],
    paid: list[Paid],
    late: Mapping[str, Terms],
    as_at: date,
) -> Line:
    payers = sides[row.obligation_id, "obligor"]
    if row.person_id is not None:
        payers = tuple(side for side in payers if side.id == row.person_id)
    due = row.extended_date or row.due_date or (row.start_date if paid else None)
    value, stands = worked.amount.value, None
    if value is not None and due is not None:
        terms = late_terms_for(payers, late)
        claim = Claim(row.obligation.ref, due, value, tuple(paid), terms)
        stands = standing(claim, as_at)
    return Line(
        row, worked, due, payers, sides[row.obligation_id, "obligee"], stands, _state(row, stands)
    )


def late_terms_for(payers: Sequence[Side], late: Mapping[str, Terms]) -> Terms | None:
    """On what terms a late payment of these parties bears interest; None where on none."""
    for side in payers:
        if side.role in late:
            return late[side.role]
    return late.get("")


def _state(row: Occurrence, stands: Standing | None) -> str:
    if row.phase in SETTLED or row.phase == "disputed":
        return str(row.phase)
    if stands is None:
        known = row.due_date or row.extended_date
        return "awaiting" if known or row.phase == "awaiting" else "no date"
    if stands.open.amount < 0:
        return "overpaid"
    if not stands.open:
        return "interest open" if stands.interest_open.amount > 0 else "paid"
    if not stands.is_due:
        return "to come"
    return "late" if stands.is_late else "open"


def _paid_lines(
    payments: Sequence[Payment], parts: Iterable[Allocation], as_at: date
) -> Iterable[PaidLine]:
    by_payment: dict[int, list[Allocation]] = defaultdict(list)
    for part in parts:
        by_payment[part.payment_id].append(part)
    for payment in payments:
        if payment.paid_date > as_at:
            continue
        told = tuple(
            Part(
                part.occurrence.obligation.ref,
                turn_in_words(part.occurrence.turn),
                "interest" if part.of == INTEREST else "",
                money_of_part(part, payment),
            )
            for part in by_payment[payment.pk]
        )
        yield PaidLine(payment, money_of(payment), told, reversal_of(payment))


def _balances(lines: Iterable[Line], payments: Iterable[PaidLine]) -> Iterable[Balance]:
    due = [line for line in lines if line.state in ("open", "late", "interest open", "overpaid")]
    stands = [(line, line.stands) for line in due if line.stands]
    current = [line for line in payments if line.reversal is None]
    used = [one.open.currency for _, one in stands] + [line.amount.currency for line in current]
    for currency in dict.fromkeys(used):
        here = [(line, one) for line, one in stands if one.open.currency == currency]
        ours = [one for line, one in here if line.is_ours]
        theirs = [one for line, one in here if not line.is_ours]
        account = (line.on_account for line in current if line.amount.currency == currency)
        yield Balance(
            currency,
            total((one.open for one in ours), currency),
            total((_more_than_nothing(one.interest_open) for one in ours), currency),
            total((one.open for one in theirs), currency),
            total((_more_than_nothing(one.interest_open) for one in theirs), currency),
            total(account, currency),
        )


def _more_than_nothing(money: Money) -> Money:
    return money if money.amount > 0 else nothing(money.currency)
