"""Two ways of doing a thing, timed in turns, so that other load strikes both alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Work = Callable[[], object]


@dataclass
class Turns:
    """Seconds of each round, ours and the bare one's."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[float, float]]:
        """Each round's two."""
        return zip(self.ours, self.bare, strict=True)


def in_turns(ours: Work, bare: Work, *, rounds: int = 9, warm: int = 1) -> Turns:
    """Runs A B A B …, after `warm` rounds that do not count."""
    turns = Turns()
    for number in range(warm + rounds):
        pair = seconds(ours), seconds(bare)
        if number >= warm:
            turns.ours.append(pair[0])
            turns.bare.append(pair[1])
    return turns


def seconds(work: Work) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
