"""Royalties quarter by quarter: what was sold, what it comes to and why, and what is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from agreements.models import Agreement
from obligations.models import BaseFigure, BaseRate, LateInterest, Market, PaymentTerms, Sales
from obligations.models.ledger import Entered
from obligations.queries.money_entered import money_of, standing_rows
from obligations.queries.money_ledger import Ledger, Line, ledger_of
from obligations.queries.turns import turn_in_words

Row = TypeVar("Row", bound=Entered)


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter: its sales as entered, and the ledger's lines that rest on them."""

    key: str
    name: str
    sales: tuple[Sales, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Royalties:
    """An agreement's royalties. `silent` are quarters that fall due and have no sales."""

    quarters: tuple[Quarter, ...]
    markets: tuple[Market, ...]
    silent: int
    first_silent: str
    last_silent: str


def royalties_of(agreement: Agreement, as_at: date) -> Royalties:
    """The quarters with sales, the newest first, each with its computation."""
    ledger = ledger_of(agreement, as_at)
    rows = list(standing_rows(Sales, agreement=agreement).select_related("entered_by"))
    for row in rows:
        row.money = money_of(row, "net_sales")  # type: ignore[attr-defined]
    keys = sorted({row.quarter for row in rows}, reverse=True)
    lines = [line for line in ledger.lines if line.worked.entry.method == "royalty"]
    silent = [line for line in lines if not line.worked.royalty and line.due]
    markets = standing_rows(Market, agreement=agreement).select_related("entered_by")
    return Royalties(
        tuple(_quarter(key, rows, lines) for key in keys),
        tuple(markets.order_by("country", "from_date")),
        len(silent),
        silent[0].turn if silent else "",
        silent[-1].turn if silent else "",
    )


def _quarter(key: str, rows: list[Sales], lines: list[Line]) -> Quarter:
    return Quarter(
        key,
        turn_in_words(key),
        tuple(sorted((r for r in rows if r.quarter == key), key=lambda r: r.country)),
        tuple(line for line in lines if line.occurrence.turn == key),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of the ledger shows beside it."""

    figures: tuple[BaseFigure, ...]
    late: tuple[LateInterest, ...]
    has_royalties: bool
    wanted: tuple[str, ...]


def beside(agreement: Agreement) -> Shown:
    """The figures entered, the clauses on late interest, and the figures that terms speak of."""
    terms = PaymentTerms.objects.filter(agreement=agreement)
    bases = terms.filter(method__in=("percentage", "expenses")).values_list("base", flat=True)
    figures = tuple(standing_rows(BaseFigure, agreement=agreement).select_related("entered_by"))
    there = {figure.name.casefold() for figure in figures}
    for figure in figures:
        figure.money = money_of(figure, "price")  # type: ignore[attr-defined]
    return Shown(
        figures,
        tuple(LateInterest.objects.filter(agreement=agreement).order_by("position", "id")),
        terms.filter(method="royalty").exists(),
        tuple(sorted({base for base in bases if base.casefold() not in there})),
    )


def base_rates() -> list[BaseRate]:
    """The table of base rates, each name's newest first. Shared by everybody."""
    rows = standing_rows(BaseRate).select_related("entered_by")
    return list(rows.order_by("name", "-from_date"))


def entered_row(model: type[Row], pk: int, agreement: Agreement | None) -> Row:
    """A row that stands, of an agreement where it has one. Raises the model's DoesNotExist."""
    where = {"agreement": agreement} if agreement else {}
    return standing_rows(model, pk=pk, **where).get()


def claims_to_pay(ledger: Ledger) -> list[tuple[int, str]]:
    """What a payment can be for: what is open, then what falls due later."""
    found = []
    for line in (*ledger.open, *ledger.coming):
        assert line.stands is not None
        turn = f", {line.turn}" if line.turn else ""
        owed = line.stands.open if line.stands.open.amount > 0 else line.stands.interest_open
        what = "open" if line.stands.open.amount > 0 else "interest open"
        text = f"{line.ref} {line.occurrence.obligation.title}{turn}: {owed} {what}"
        found.append((line.occurrence.pk, text))
    return found
