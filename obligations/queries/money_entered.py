"""What was entered about money and stands: not taken back, and not itself a taking back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet

from agreements.models import Agreement
from obligations.engine.money.amounts import Figure
from obligations.engine.money.interest import Terms
from obligations.engine.money.rates import Rate, Rates
from obligations.engine.money.royalties import InMarket, Sold
from obligations.engine.money.values import Money, stored
from obligations.models import BaseFigure, BaseRate, LateInterest, Market, Sales
from obligations.models.ledger import Entered

Row = TypeVar("Row", bound=Entered)


def standing_rows(model: type[Row], **where: Any) -> QuerySet[Row]:
    """The rows of a ledger that stand."""
    rows = model._default_manager.filter(reverses=None, reversed_by=None, **where)
    return rows.order_by("id")


def money_of(row: Any, field: str = "amount") -> Money:
    """An amount column with its row's currency."""
    return stored(getattr(row, field), row.currency)


def figures_of(agreements: Iterable[int]) -> dict[int, dict[str, Figure]]:
    """The figures of agreements by their names in lower case; of one name, the last entered."""
    found: dict[int, dict[str, Figure]] = {}
    for row in standing_rows(BaseFigure, agreement__in=list(agreements)):
        figure = Figure(
            row.name,
            money_of(row, "price"),
            row.quantity,
            row.certainty == "assumed",
            row.note,
        )
        found.setdefault(row.agreement_id, {})[row.name.casefold()] = figure
    return found


def sold_of(agreements: Iterable[int]) -> dict[tuple[int, str], list[Sold]]:
    """The sales by agreement and quarter."""
    found: dict[tuple[int, str], list[Sold]] = {}
    for row in standing_rows(Sales, agreement__in=list(agreements)):
        sold = Sold(
            row.country, money_of(row, "net_sales"), row.product, row.certainty == "assumed"
        )
        found.setdefault((row.agreement_id, row.quarter), []).append(sold)
    return found


def markets_of(agreements: Iterable[int]) -> dict[int, list[InMarket]]:
    """What is in the countries' markets, by agreement."""
    found: dict[int, list[InMarket]] = {}
    for row in standing_rows(Market, agreement__in=list(agreements)):
        market = InMarket(
            row.country,
            row.status,
            row.from_date,
            row.until_date,
            row.percent,
            row.certainty == "assumed",
        )
        found.setdefault(row.agreement_id, []).append(market)
    return found


def rates_named(names: Iterable[str]) -> dict[str, tuple[Rate, ...]]:
    """The tables of base rates by name."""
    found: dict[str, tuple[Rate, ...]] = {}
    for row in standing_rows(BaseRate, name__in=list(names)):
        rate = Rate(row.from_date, row.percent, row.source, row.certainty == "assumed")
        found[row.name] = (*found.get(row.name, ()), rate)
    return found


def late_terms_of(agreement: Agreement) -> dict[str, Terms]:
    """On what terms late payments bear interest, by the role of who pays; "" for everybody."""
    rows = list(LateInterest.objects.filter(agreement=agreement).order_by("position", "id"))
    tables = rates_named({row.base_rate for row in rows if row.base_rate})
    return {row.payer: _late(row, tables) for row in rows}


def _late(row: LateInterest, tables: dict[str, tuple[Rate, ...]]) -> Terms:
    if row.base_rate:
        rates = Rates(tables.get(row.base_rate, ()), row.percent, row.base_rate)
    else:
        rates = Rates((Rate(None, row.percent, f"fixed by {row.section}"),))
    return Terms(rates, row.basis, row.compounding, section=row.section)
