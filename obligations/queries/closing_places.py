"""To which closing an occurrence belongs: said by the words of its rule, never entered twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from obligations.calendars_in_force import in_force
from obligations.engine import syntax as s
from obligations.engine.analysis import generator_of, names_in, several_names
from obligations.engine.errors import RuleError
from obligations.engine.names import Names, fold
from obligations.engine.parser import parse
from obligations.models import ClosingItem, KeyDate, Obligation


@dataclass(frozen=True, slots=True)
class Legs:
    """What a rule speaks of: all its names, and those of each leg of an “each of (…)”."""

    names: frozenset[str] = frozenset()
    legs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Which turn of which obligation is on the list of which closing.

    A turn of “each of (A, B)” is at the closing that its own leg names; where a leg
    names none of the obligation's closings, it is at those that no leg names.
    """

    closings: dict[int, frozenset[str]]

    @classmethod
    def of(cls, items: Iterable[ClosingItem]) -> Places:
        """The places of obligations and of those that give them their cut-off."""
        found: dict[int, set[str]] = defaultdict(set)
        for item in items:
            found[item.obligation_id].add(fold(item.closing.name))
            if item.cut_off_id:
                found[item.cut_off_id].add(fold(item.closing.name))
        return cls({pk: frozenset(names) for pk, names in found.items()})

    def is_at(self, obligation: Obligation, turn: str, closing: KeyDate) -> bool:
        """Whether this turn is on the closing's list."""
        legs = legs_of(obligation).legs
        name = fold(closing.name)
        if not (turn.isdigit() and 1 <= int(turn) <= len(legs)):
            return True
        here = legs[int(turn) - 1]
        if any(name in leg for leg in legs):
            return name in here
        return not here & self.closings[obligation.pk]

    def lineage(self, obligation: Obligation, turn: str, closing: KeyDate) -> int:
        """Which happening of a repeating closing a turn follows; 0 for none, or a single one."""
        if closing.kind != KeyDate.Kind.REPEATING or not turn.isdigit():
            return 0
        known = legs_of(obligation)
        trigger = obligation.trigger.name if obligation.trigger else ""
        follows = fold(closing.name) in known.names or fold(closing.name) == fold(trigger)
        return int(turn) if follows and not known.legs else 0


def legs_of(obligation: Obligation) -> Legs:
    """What the rule of an obligation speaks of; nothing where it has none, or one not read."""
    return _legs(obligation.terms.rule) if obligation.terms else Legs()


@lru_cache(maxsize=4096)
def _legs(text: str) -> Legs:
    if not text:
        return Legs()
    try:
        rule = parse(text, Names.open(), in_force().ids)
    except RuleError:
        return Legs()
    generator = generator_of(rule)
    points = generator.points if isinstance(generator, s.EachOf) else ()
    return Legs(_folded(names_in(rule)), tuple(_folded(several_names(p)) for p in points))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)
