"""The money in a report: who owes what under which clause, what was paid, what bears interest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from agreements.models import Agreement
from obligations.engine.money.values import Money
from obligations.queries.money_ledger import Balance, Ledger, Line, PaidLine, Side, ledger_of
from obligations.queries.report_data import Agreed
from obligations.queries.report_money_data import Balanced, MoneyOf, Owed, PaidOut


def with_money(
    agreed: tuple[Agreed, ...], agreements: Iterable[Agreement], as_at: date
) -> tuple[Agreed, ...]:
    """The agreements of a report with their ledgers on its day. The caller has checked who asks."""
    rows = {agreement.pk: agreement for agreement in agreements}
    return tuple(replace(one, money=_money(ledger_of(rows[one.id], as_at))) for one in agreed)


def _money(ledger: Ledger) -> MoneyOf | None:
    if not ledger.lines and not ledger.payments:
        return None
    told = [*ledger.open, *ledger.coming, *ledger.paid, *ledger.settled]
    return MoneyOf(
        tuple(_balance(balance) for balance in ledger.balances),
        tuple(_owed(line) for line in told),
        tuple(_paid(line) for line in ledger.payments),
        tuple(dict.fromkeys(_unknown(line) for line in ledger.unknown)),
    )


def _owed(line: Line) -> Owed:
    row, stands = line.occurrence, line.stands
    interest = stands.interest if stands else None
    steps = [*line.worked.amount.steps, *(interest.steps if interest else ())]
    readings = interest.readings if interest else ()
    cautions = [*line.cautions, *(interest.cautions if interest else ())]
    return Owed(
        ref=line.ref,
        section=row.obligation.section,
        title=row.obligation.title,
        turn=line.turn,
        payers=_named(line.payers),
        payees=_named(line.payees),
        due=line.due,
        state=line.state,
        sum_owed=line.worked.in_words,
        paid=_some(stands.paid) if stands else "",
        open=_some(stands.open) if stands else "",
        interest=_some(stands.accrued) if stands else "",
        interest_open=_some(stands.interest_open) if stands else "",
        assumed=line.is_assumed,
        # A fixed sum alone explains itself.
        steps=tuple(steps) if len(steps) > 1 else (),
        readings="; ".join(f"{one.interest} on {one.basis}" for one in readings),
        cautions=tuple(dict.fromkeys(cautions)),
    )


def _some(money: Money) -> str:
    return str(money) if money else ""


def _named(sides: Iterable[Side]) -> str:
    return ", ".join(dict.fromkeys(side.role for side in sides))


def _unknown(line: Line) -> str:
    waits = ", ".join(line.worked.amount.awaiting) or ", ".join(line.occurrence.awaiting)
    if line.occurrence.turn[:1].isdigit() and line.worked.entry.method == "royalty":
        waits = "sales"
    amount = f" ({line.worked.in_words})" if line.worked.in_words else ""
    return f"{line.ref} {line.occurrence.obligation.title}{amount}: {waits or 'a day'}"


def _paid(line: PaidLine) -> PaidOut:
    row = line.row
    parts = [
        f"{part.amount} to {'the interest on ' if part.of else ''}{part.ref}"
        f"{f', {part.turn}' if part.turn else ''}"
        for part in line.parts
    ]
    if line.on_account:
        parts.append(f"{line.on_account} on account")
    return PaidOut(
        day=row.paid_date,
        kind=row.get_kind_display(),
        payer=row.payer.party.name,
        payee=row.payee.party.name,
        amount=str(line.amount),
        parts=tuple(parts),
        assumed=row.certainty == "assumed",
        note=row.note,
        document=f"{row.document}, SHA-256 {row.document.sha256}" if row.document else "",
        taken_back=line.reversal.reason if line.reversal else "",
    )


def _balance(balance: Balance) -> Balanced:
    def told(owed: Money, interest: Money) -> str:
        return f"{owed} and {interest} interest" if interest else str(owed)

    return Balanced(
        told(balance.we_owe, balance.we_owe_interest),
        told(balance.owed_to_us, balance.owed_to_us_interest),
    )
