"""Worked scenarios of money, in tables that a lawyer can read and extend (money/*.csv)."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from obligations.engine.money.amounts import AmountTerms, Figure, Less, Reduction, amount_of
from obligations.engine.money.interest import Terms, accrue
from obligations.engine.money.rates import Rate, Rates
from obligations.engine.money.royalties import InMarket, Sold, royalty_of
from obligations.engine.money.values import Money, read_money, read_percent

HERE = Path(__file__).parent / "money"
Row = dict[str, str]


def rows(name: str) -> list[pytest.param]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(file)]


def usd(text: str) -> Money:
    return read_money("amount", text, "USD", places=4)


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def a_rate(text: str) -> Rate:
    day, equals, percent = text.rpartition("=")
    return Rate(date.fromisoformat(day) if equals else None, Decimal(percent))


@pytest.mark.parametrize("row", rows("interest.csv"))
def test_interest(row: Row) -> None:
    rates = Rates(tuple(a_rate(text) for text in parts(row["rates"])), Decimal(row["margin"]))
    terms = Terms(rates, row["basis"], row["compounding"])
    start, end = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    interest = accrue([(start, usd(row["principal"]))], end, terms)
    assert f"{interest.interest.amount:f}" == row["interest"]
    assert interest.days == int(row["days"]) == sum(p.days for p in interest.periods)
    assert sum(p.interest.amount for p in interest.periods) == interest.interest.amount
    assert interest.cautions == ()


def optional(text: str) -> Money | None:
    return usd(text) if text else None


@pytest.mark.parametrize("row", rows("amounts.csv"))
def test_amounts(row: Row) -> None:
    terms = AmountTerms(
        method=row["method"],
        currency="USD",
        amount=optional(row["amount"]),
        rate=read_percent("rate", row["per cent"]) if row["per cent"] else None,
        base="" if row["method"] == "fixed" else "The base",
        cap=optional(row["at most"]),
        floor=optional(row["at least"]),
        less=tuple(Less("what was paid", usd(part), "8(b)") for part in parts(row["less"])),
        rounding=row["rounding"],
        section="1",
    )
    figures = {}
    if row["price"]:
        quantity = Decimal(row["quantity"])
        figures["the base"] = Figure("The base", usd(row["price"]), quantity)
    amount = amount_of(terms, figures)
    if row["expected"] == "awaiting":
        assert (amount.value, amount.awaiting) == (None, ("The base",))
        assert amount.at_most == terms.cap
    else:
        assert amount.value is not None
        assert f"{amount.value.amount:f}" == row["expected"]
        assert amount.steps[-1].result.endswith(str(amount.value))


LICENCE = AmountTerms(
    method="royalty",
    currency="USD",
    rate=Decimal("8.5"),
    section="V.4",
    reductions=(
        Reduction("generic", to_rate=Decimal(0), starts="quarter", section="V.4"),
        Reduction("infringement", over=Decimal(30), at_most=Decimal(50), section="VII.5"),
    ),
)


def a_market(text: str) -> InMarket:
    status, country, days, *percent = text.split()
    first, _, last = days.partition("..")
    return InMarket(
        country,
        status,
        date.fromisoformat(first),
        date.fromisoformat(last) if last else None,
        Decimal(percent[0]) if percent else None,
    )


@pytest.mark.parametrize("row", rows("royalties.csv"))
def test_royalties(row: Row) -> None:
    sales = (part.partition("=") for part in parts(row["sales"]))
    sold = [Sold(country, usd(amount)) for country, _, amount in sales]
    markets = [a_market(text.strip()) for text in row["markets"].split(";") if text.strip()]
    royalty = royalty_of(LICENCE, row["quarter"], sold, markets)
    if row["royalty"] == "awaiting":
        assert royalty.amount.awaiting == ("sales of 2005-Q2",)
        return
    assert royalty.amount.value is not None
    assert f"{royalty.amount.value.amount:f}" == row["royalty"]
    by_country = [f"{one.country}={one.royalty.amount:f}" for one in royalty.countries]
    assert by_country == parts(row["by country"])
    assert [f"{one.value.amount:f}" for one in royalty.readings] == parts(row["readings"])
    assert sum(one.royalty.amount for one in royalty.countries) == royalty.amount.value.amount
