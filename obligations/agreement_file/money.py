"""What a file says of money, checked and as the engine takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from obligations.agreement_file.schema_money import LateInterestEntry, MoneyEntry
from obligations.engine.errors import EngineError
from obligations.engine.money.amounts import AmountTerms, Less, Reduction, check_terms
from obligations.engine.money.currencies import read_currency
from obligations.engine.money.values import Money, read_money, read_percent
from obligations.engine.names import fold


def normal_money(entry: MoneyEntry) -> MoneyEntry:
    """Terms with what is left out filled in; currencies by their codes."""
    return replace(
        entry,
        currency=read_currency(entry.currency),
        reductions=tuple(replace(r, starts=r.starts or "day") for r in entry.reductions),
    )


def terms_of(entry: MoneyEntry) -> AmountTerms:
    """Terms as the engine works with them. Raises EngineError with what is wrong."""
    currency = read_currency(entry.currency)

    def money(what: str, text: str) -> Money | None:
        return read_money(what, text, currency) if text else None

    terms = AmountTerms(
        method=entry.method,
        currency=currency,
        amount=money("The amount", entry.amount),
        rate=_percent(entry.rate),
        base=entry.base,
        cap=money("The most", entry.cap),
        floor=money("The least", entry.floor),
        less=tuple(
            Less(one.what, read_money(f"“{one.what}”", one.amount, currency), one.section)
            for one in entry.less
        ),
        reductions=tuple(_reduction(one) for one in entry.reductions),
        rounding=entry.rounding,
        section=entry.section,
    )
    check_terms(terms)
    return terms


def _percent(text: str) -> Decimal | None:
    return read_percent("The per cent", text) if text else None


def _reduction(entry: object) -> Reduction:
    def given(name: str) -> str:
        return str(getattr(entry, name))

    return Reduction(
        because=given("because"),
        to_rate=_percent(given("to_rate")),
        over=_percent(given("over")),
        at_most=_percent(given("at_most")),
        starts=given("starts") or "day",
        section=given("section"),
    )


def wrong_with_money(entry: MoneyEntry, parties: set[str]) -> Iterator[str]:
    """What is wrong with the terms of an amount; `parties` are names and roles, folded."""
    try:
        terms_of(entry)
    except EngineError as error:
        yield str(error)
    for share in entry.shares:
        if fold(share.party) not in parties:
            yield f"No party is called “{share.party}”."
    if entry.shares and not any(Decimal(share.weight) for share in entry.shares):
        yield "The shares are all zero."


def wrong_with_interest(entry: LateInterestEntry, roles: set[str]) -> Iterator[str]:
    """What is wrong with a clause on late interest; `roles` are the agreement's, folded."""
    if entry.payer and fold(entry.payer) not in roles:
        yield f"Nobody has the role “{entry.payer}”."
    try:
        _percent(entry.percent)
    except EngineError as error:
        yield str(error)
