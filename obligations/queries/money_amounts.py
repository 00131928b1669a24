"""What occurrences come to: for a register, a page or a ledger, in the same few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from obligations.agreement_file.schema_money import MoneyEntry
from obligations.engine.errors import EngineError
from obligations.engine.money.amounts import Amount, Figure, amount_of
from obligations.engine.money.royalties import InMarket, Royalty, Sold, royalty_of
from obligations.engine.money.splitting import LARGEST_REMAINDER, split
from obligations.engine.values import Step
from obligations.queries.money_entered import figures_of, markets_of, sold_of
from obligations.queries.money_terms import Agreed, agreed_for


@dataclass(frozen=True, slots=True)
class Turn:
    """Which occurrence an amount is wanted for."""

    id: int
    obligation_id: int
    agreement_id: int
    turn: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What an occurrence comes to, how it is agreed, and for a royalty country by country."""

    amount: Amount
    entry: MoneyEntry
    royalty: Royalty | None = None

    @property
    def in_words(self) -> str:
        """The amount for a table: a sum, at most a sum, or nothing where it is not known."""
        if self.amount.value is not None:
            return str(self.amount.value)
        return f"at most {self.amount.at_most}" if self.amount.at_most else ""


@dataclass(frozen=True, slots=True)
class _Entered:
    figures: Mapping[int, Mapping[str, Figure]]
    sold: Mapping[tuple[int, str], list[Sold]]
    markets: Mapping[int, list[InMarket]]


def amounts_of(turns: Iterable[Turn]) -> dict[int, Worked]:
    """What occurrences come to, by their ids; those without terms of payment are left out.

    One query where no obligation has such terms, at most seven where some do.
    """
    listed = list(turns)
    agreed = agreed_for({turn.obligation_id for turn in listed})
    if not agreed:
        return {}
    entered = _entered(listed, agreed)
    return {
        turn.id: _worked(turn, agreed[turn.obligation_id], entered)
        for turn in listed
        if turn.obligation_id in agreed
    }


def _entered(turns: list[Turn], agreed: Mapping[int, Agreed]) -> _Entered:
    def of(*methods: str) -> set[int]:
        return {
            t.agreement_id
            for t in turns
            if t.obligation_id in agreed and agreed[t.obligation_id].terms.method in methods
        }

    based, sold = of("percentage", "expenses"), of("royalty")
    return _Entered(
        figures_of(based) if based else {},
        sold_of(sold) if sold else {},
        markets_of(sold) if sold else {},
    )


def _worked(turn: Turn, agreed: Agreed, entered: _Entered) -> Worked:
    try:
        if agreed.terms.method == "royalty":
            return _royalty(turn, agreed, entered)
        amount = amount_of(agreed.terms, entered.figures.get(turn.agreement_id, {}))
        return Worked(_own_share(amount, turn.person_id, agreed.shares), agreed.entry)
    except EngineError as error:
        return Worked(Amount(None, cautions=(str(error),)), agreed.entry)


def _royalty(turn: Turn, agreed: Agreed, entered: _Entered) -> Worked:
    sold = entered.sold.get((turn.agreement_id, turn.turn), [])
    if not sold:
        waits = f"sales of {turn.turn}" if turn.turn[:1].isdigit() else "sales"
        return Worked(Amount(None, awaiting=(waits,)), agreed.entry)
    markets = entered.markets.get(turn.agreement_id, [])
    royalty = royalty_of(agreed.terms, turn.turn, sold, markets)
    return Worked(royalty.amount, agreed.entry, royalty)


def _own_share(amount: Amount, person: int | None, shares: Mapping[int, Decimal]) -> Amount:
    """What one of several bears, where their shares are known."""
    if amount.value is None or person is None or person not in shares:
        return amount
    people = sorted(shares)
    parts = split(amount.value, [shares[one] for one in people])
    own = parts[people.index(person)]
    weight, of = shares[person], sum(shares.values(), Decimal(0))
    text = f"share of {weight.normalize():,f} in {of.normalize():,f} of {amount.value}"
    step = Step("share", text, str(own), authority=LARGEST_REMAINDER)
    return replace(amount, value=own, steps=(*amount.steps, step))
