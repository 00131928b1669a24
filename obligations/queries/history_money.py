"""Rows of a ledger in the history: what each is, in a few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from obligations.engine.money.values import plain, stored
from obligations.engine.run import show

_OF_AGREEMENT = "agreement_id = %(agreement)s"
# kind of row -> its history table and the condition for one agreement
SOURCES = {
    "payment": ("obligations_paymenthistory", _OF_AGREEMENT),
    "sales": ("obligations_saleshistory", _OF_AGREEMENT),
    "market": ("obligations_markethistory", _OF_AGREEMENT),
    "figure": ("obligations_basefigurehistory", _OF_AGREEMENT),
    "terms of payment": ("obligations_paymenttermshistory", _OF_AGREEMENT),
    "late interest": ("obligations_lateinteresthistory", _OF_AGREEMENT),
}
FIELDS: dict[str, dict[str, str]] = {
    "terms of payment": {
        "method": "method",
        "currency": "currency",
        "amount": "amount",
        "rate": "per cent",
        "base": "of",
        "cap": "at most",
        "floor": "at least",
        "section": "section",
    },
    "late interest": {
        "section": "section",
        "payer": "payments by",
        "base_rate": "base rate",
        "percent": "per cent",
        "basis": "basis",
        "compounding": "compounding",
    },
}
LEDGER = ("payment", "sales", "market", "figure")


def subject_of(kind: str, row: dict[str, Any]) -> str:
    """A ledger's row in a few words; one that takes another back says so."""
    words = _WORDS[kind](row)
    return f"the taking back of {words}" if row.get("reverses_id") else words


def _sum(row: dict[str, Any], name: str) -> str:
    return str(stored(Decimal(str(row[name])), row["currency"]))


def _day(row: dict[str, Any], name: str) -> str:
    day = row[name]
    return show(day if isinstance(day, date) else date.fromisoformat(str(day)))


def _market(row: dict[str, Any]) -> str:
    share = f", {plain(Decimal(str(row['percent'])))} %" if row["percent"] is not None else ""
    return f"{row['status']} in {row['country']} from {_day(row, 'from_date')}{share}"


_WORDS = {
    "payment": lambda row: f"a {row['kind']} of {_sum(row, 'amount')} on {_day(row, 'paid_date')}",
    "sales": lambda row: f"sales of {row['quarter']} in {row['country']}, {_sum(row, 'net_sales')}",
    "market": _market,
    "figure": lambda row: f"the figure “{row['name']}”, {_sum(row, 'price')}",
}
