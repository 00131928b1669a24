"""Prohibitions and what they leave free, questions and answers: the values of permitting.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Verdict = Literal["allowed", "within", "only if", "forbidden"]
STRICTNESS: Final[dict[str, int]] = {"allowed": 0, "within": 1, "only if": 2, "forbidden": 3}

Per = Literal["", "transaction", "calendar month", "calendar quarter", "calendar year"]


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when, both inclusive; None where it is open on that side.

    `safe_last` is the last day on the reading that is safe here: the latest for
    a prohibition, the earliest for a carve-out. `waits`: what has to happen
    before it begins. `depends`: what can still move it or take it away.
    """

    first: date | None = None
    last: date | None = None
    safe_last: date | None = None
    waits: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    certainty: str = "actual"

    @property
    def end(self) -> date | None:
        """The last day that counts."""
        return self.safe_last or self.last

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        begun = not self.waits and (self.first is None or self.first <= day)
        return begun and (self.end is None or day <= self.end)


ALWAYS: Final = Period()


@dataclass(frozen=True, slots=True)
class Use:
    """So much of a cap that was used on a day."""

    day: date
    quantity: Decimal
    party: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """Up to how much of a unit; in total or per period, for all together or for each party."""

    quantity: Decimal
    unit: str
    per: Per = ""
    each: bool = False


@dataclass(frozen=True, slots=True)
class CarveOut:
    """What a prohibition leaves free. Empty `acts` and `parties` stand for all that it concerns.

    `condition`: what a person has to confirm. `by_consent`: free only once a
    permission is recorded, which is a carve-out of its own.
    """

    key: str
    acts: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = (ALWAYS,)
    cap: Cap | None = None
    uses: tuple[Use, ...] = ()
    condition: str = ""
    by_consent: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """That a prohibition was waived or set aside, from a day on or (None) throughout."""

    word: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Prohibition:
    """One period in which parties must not do certain acts. Without acts it is not judged.

    `may_extend`: what has not happened and can still make its end later.
    """

    key: str
    acts: frozenset[str]
    parties: frozenset[str]
    period: Period = ALWAYS
    carve_outs: tuple[CarveOut, ...] = ()
    set_aside: SetAside | None = None
    void: bool = False
    may_extend: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """May this party do this act, so much of it, on this day? `confirmed` are keys of carve-outs.

    A quantity without a unit is meant in the unit of each cap.
    """

    act: str
    party: str
    day: date
    quantity: Decimal | None = None
    unit: str = ""
    confirmed: frozenset[str] = frozenset()


CarveStanding = Literal[
    "free",
    "to confirm",
    "another act",
    "another party",
    "not yet",
    "over",
    "waiting",
    "by consent",
    "used up",
    "too much",
    "another unit",
]
_CARVE_VERDICTS: Final[dict[str, Verdict]] = {
    "free": "within",
    "to confirm": "only if",
    "another unit": "only if",
}


@dataclass(frozen=True, slots=True)
class CarveFinding:
    """What a carve-out is worth for a question; `left` of its cap before the act."""

    carve_out: CarveOut
    standing: CarveStanding
    period: Period = ALWAYS
    used: Decimal = Decimal(0)
    left: Decimal | None = None
    depends: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """How far it lifts the prohibition."""
        return _CARVE_VERDICTS.get(self.standing, "forbidden")


Standing = Literal[
    "applies",
    "another act",
    "another party",
    "no acts",
    "not begun",
    "waiting",
    "ended",
    "perhaps ended",
    "set aside",
    "void",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a prohibition applies to a question or not, and how strict it then is."""

    prohibition: Prohibition
    standing: Standing
    verdict: Verdict
    carve_outs: tuple[CarveFinding, ...] = ()

    @property
    def concerns(self) -> bool:
        """Whether it is about this party and this act at all."""
        return self.standing not in ("another act", "another party", "no acts")


@dataclass(frozen=True, slots=True)
class Answer:
    """The strictest of the findings. `free_from`: the next day on which it is not forbidden."""

    question: Question
    verdict: Verdict
    findings: tuple[Finding, ...]
    free_from: date | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Days in a row with one verdict, both inclusive."""

    first: date
    last: date
    verdict: Verdict
