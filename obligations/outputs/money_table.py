"""Lines of a ledger as cells of a spreadsheet."""

from __future__ import annotations

from obligations.engine.money.values import Money
from obligations.engine.present import iso
from obligations.outputs.spreadsheet import quoted
from obligations.queries.money_ledger import Line, PaidLine

HEAD = (
    "Agreement",
    "Entry",
    "Reference",
    "Section",
    "What",
    "Turn",
    "From",
    "To",
    "Date",
    "State",
    "Currency",
    "Amount",
    "Paid",
    "Open",
    "Interest accrued",
    "Interest open",
    "Certainty",
    "Note",
)


def cells(line: Line, agreement: str) -> list[str]:
    """A sum that is owed, in the order of HEAD. Amounts are plain numbers."""
    row, stands, value = line.occurrence, line.stands, line.worked.amount.value
    texts = (
        agreement,
        "owed",
        line.ref,
        row.obligation.section,
        row.obligation.title,
        line.turn,
        "; ".join(side.name for side in line.payers),
        "; ".join(side.name for side in line.payees),
        iso(line.due),
        line.state,
        line.worked.entry.currency,
    )
    sums = (
        value,
        stands.paid if stands else None,
        stands.open if stands else None,
        stands.accrued if stands else None,
        stands.interest_open if stands else None,
    )
    last = ("assumed" if line.is_assumed else "actual", " ".join(line.cautions))
    return [*map(quoted, texts), *map(_number, sums), *map(quoted, last)]


def payment_cells(line: PaidLine, agreement: str) -> list[str]:
    """A payment, in the order of HEAD."""
    row = line.row
    texts = (
        agreement,
        row.kind,
        ", ".join(part.ref for part in line.parts),
        "",
        "; ".join(f"{part.amount} to {part.of or 'the sum'} of {part.ref}" for part in line.parts),
        "",
        row.payer.party.name,
        row.payee.party.name,
        iso(row.paid_date),
        "taken back" if line.reversal else "recorded",
        row.currency,
    )
    amount = _number(line.amount)
    return [*map(quoted, texts), amount, "", "", "", "", quoted(row.certainty), quoted(row.note)]


def _number(money: Money | None) -> str:
    """A number that a spreadsheet reckons with; it may begin with a minus."""
    return f"{money.amount:f}" if money is not None else ""
