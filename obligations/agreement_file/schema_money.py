"""What an agreement file says of money: how amounts are worked out, and what is late bears."""

from __future__ import annotations

from dataclasses import dataclass

from obligations.agreement_file.entries import entry
from obligations.engine.money.amounts import METHODS, STATUSES
from obligations.engine.money.daycount import BASES
from obligations.engine.money.interest import RESTS
from obligations.engine.money.values import ROUNDINGS


@dataclass(frozen=True, kw_only=True)
class LessEntry:
    """What goes off an amount: a credit, or what was paid before."""

    what: str = entry("what", required=True)
    amount: str = entry("amount", "number", required=True)
    section: str = entry("section", longest=120)


@dataclass(frozen=True, kw_only=True)
class ReductionEntry:
    """By how much a royalty falls in a country; without “to” by the share that is concerned."""

    because: str = entry("because", "choice", choices=STATUSES, required=True)
    to_rate: str = entry("to", "number")
    over: str = entry("over", "number")
    at_most: str = entry("at most", "number")
    starts: str = entry("starts", "choice", choices=("day", "quarter"))
    section: str = entry("section", longest=120)


@dataclass(frozen=True, kw_only=True)
class ShareEntry:
    """What one of several parties bears, by weight."""

    party: str = entry("party", required=True)
    weight: str = entry("weight", "number", required=True)
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class MoneyEntry:
    """How the amount of an obligation is worked out."""

    method: str = entry("method", "choice", choices=METHODS, required=True)
    currency: str = entry("currency", longest=3, required=True)
    amount: str = entry("amount", "number")
    rate: str = entry("per cent", "number")
    base: str = entry("of", longest=120)
    cap: str = entry("at most", "number")
    floor: str = entry("at least", "number")
    less: tuple[LessEntry, ...] = entry("less", "items", item=LessEntry)
    reductions: tuple[ReductionEntry, ...] = entry("reductions", "items", item=ReductionEntry)
    shares: tuple[ShareEntry, ...] = entry("shares", "items", item=ShareEntry)
    section: str = entry("section", longest=120)
    rounding: str = entry("rounding", "choice", choices=tuple(ROUNDINGS))
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class LateInterestEntry:
    """What late payments bear; no basis and no compounding where the agreement is silent."""

    section: str = entry("section", required=True, longest=120)
    payer: str = entry("payer", longest=80)
    base_rate: str = entry("base rate", longest=120)
    percent: str = entry("per cent", "number", required=True)
    basis: str = entry("basis", "choice", choices=tuple(BASES))
    compounding: str = entry("compounding", "choice", choices=("none", *RESTS))
    note: str = entry("note", "prose")
