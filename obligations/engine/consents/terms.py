"""What goes into a count of consents, and what comes out: immutable values, exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from obligations.engine.errors import RuleError
from obligations.engine.values import Step

Answer = Literal["consent", "refusal", ""]
Among = Literal["outstanding", "voting", "concerned"]
Outcome = Literal["reached", "not reached", "out of reach", "not known"]
Standing = Literal["counted", "left out", "not concerned"]


# What goes in


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share that has to agree: `share` of 1, `strictly` more than it or at least it.

    `each` asks for every holder instead. Raises RuleError for a share that no
    count could meet, or that every count meets.
    """

    share: Fraction = Fraction(1)
    strictly: bool = False
    each: bool = False

    def __post_init__(self) -> None:
        if self.each:
            return
        if not 0 <= self.share <= 1 or (self.strictly and self.share == 1):
            raise RuleError("A threshold is a share of the whole: above 0 and up to 100 %.")
        if self.share == 0 and not self.strictly:
            raise RuleError("“At least 0 %” asks for nothing; say more than 0 %, or a share.")

    def is_met(self, given: Fraction, whole: Fraction) -> bool:
        """Whether `given` out of `whole` suffices; nothing out of nothing does not."""
        if whole == 0:
            return False
        wanted = self.share * whole
        return given > wanted if self.strictly else given >= wanted


MAJORITY: Final = Threshold(Fraction(1, 2), strictly=True)
AT_LEAST_TWO_THIRDS: Final = Threshold(Fraction(2, 3))
EACH: Final = Threshold(each=True)


def at_least(percent: Fraction) -> Threshold:
    """At least a percentage, 1 to 100."""
    return Threshold(percent / 100)


def more_than(percent: Fraction) -> Threshold:
    """More than a percentage, 0 to 99."""
    return Threshold(percent / 100, strictly=True)


@dataclass(frozen=True, slots=True)
class Held:
    """How much a holder has on the record date; `quantity` None where nobody knows."""

    holder: str
    quantity: Fraction | None

    def __post_init__(self) -> None:
        if self.quantity is not None and self.quantity < 0:
            raise RuleError(f"{self.holder} cannot hold less than nothing.")


@dataclass(frozen=True, slots=True)
class Affiliated:
    """That a party is an affiliate of another; `by_holding_alone`: only for what it holds."""

    party: str
    of: str
    by_holding_alone: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """What a clause asks for: each of `persons`, and a threshold of what holders hold.

    `not_counted`: whose holdings are left out, with those of their affiliates.
    `among`: of all that is outstanding, of what those hold who answered, or of
    what those hold whom it concerns. `threshold` None asks the persons alone.
    """

    persons: tuple[str, ...] = ()
    threshold: Threshold | None = None
    among: Among = "outstanding"
    not_counted: tuple[str, ...] = ()


# What comes out


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A holder in a count: how much, how it stands in it, what it answered, and why left out."""

    holder: str
    quantity: Fraction | None
    answer: Answer
    standing: Standing = "counted"
    why: str = ""


@dataclass(frozen=True)
class Tally:
    """The count as it stands.

    `lacking` is how much more has to agree, beyond which quantity if
    `lacking_strictly` (then that much alone is not enough). `missing` are those
    without an answer whose consent still counts; `sufficient` the smallest sets
    of them that would do; `persons_missing` named persons without consent.
    """

    outcome: Outcome
    lines: tuple[HolderLine, ...] = ()
    persons: Mapping[str, Answer] = field(default_factory=dict)
    whole: Fraction = Fraction(0)
    given: Fraction = Fraction(0)
    refused: Fraction = Fraction(0)
    lacking: Fraction = Fraction(0)
    lacking_strictly: bool = False
    missing: tuple[str, ...] = ()
    persons_missing: tuple[str, ...] = ()
    sufficient: tuple[tuple[str, ...], ...] = ()
    more_sets: bool = False
    steps: tuple[Step, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether all that the clause asks for is there."""
        return self.outcome == "reached"

    @property
    def silent(self) -> Fraction:
        """What those hold who count and have not answered, as far as it is known."""
        silent = (line for line in self.lines if line.standing == "counted" and not line.answer)
        return sum((line.quantity or Fraction(0) for line in silent), Fraction(0))
