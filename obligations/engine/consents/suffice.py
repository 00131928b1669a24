"""What would suffice: the smallest sets of holders whose consent would carry it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from obligations.engine.consents.terms import HolderLine, Threshold

# More sets than a person reads, and more holders than can be tried one by one.
SHOWN = 6
TRIED = 16

Sets = tuple[tuple[str, ...], ...]


def smallest_sets(
    threshold: Threshold,
    given: Fraction,
    whole: Fraction,
    open_to: Sequence[HolderLine],
    *,
    grows: bool,
) -> tuple[Sets, bool]:
    """The sets of fewest silent holders that would reach a threshold, and whether there are more.

    `grows`: each consent adds to the whole too (those voting). Holders of
    unknown quantity are in no set. The largest holders reach it with the fewest,
    so their number is the least; then all sets of that number are tried.
    """
    known = sorted(
        (line for line in open_to if line.quantity),
        key=lambda line: (-(line.quantity or 0), line.holder),
    )

    def carries(lines: Sequence[HolderLine]) -> bool:
        more = sum((line.quantity or Fraction(0) for line in lines), Fraction(0))
        return threshold.is_met(given + more, whole + more if grows else whole)

    size = next((n for n in range(1, len(known) + 1) if carries(known[:n])), None)
    if size is None:
        return (), False
    if len(known) > TRIED:
        return (tuple(line.holder for line in known[:size]),), True
    found: list[tuple[str, ...]] = []
    for lines in combinations(known, size):
        if carries(lines):
            found.append(tuple(line.holder for line in lines))
        if len(found) > SHOWN:
            return tuple(found[:SHOWN]), True
    return tuple(found), False
