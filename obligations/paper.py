"""Changes on paper, laid over the rows of an agreement before they become facts.

Nothing is written: happenings and extensions here are rows that were never saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from obligations.adjusting import Entries, Place
from obligations.models import Adjustment, Happening


@dataclass(frozen=True)
class Paper:
    """What is otherwise than recorded.

    `happenings`: by key date and lineage what stands there, None where it is taken
    back. `never`: events that will not happen. `extended`: by occurrence the
    extension that is agreed on paper.
    """

    happenings: Mapping[Place, Happening | None] = field(default_factory=dict)
    never: frozenset[int] = frozenset()
    extended: Mapping[int, Adjustment] = field(default_factory=dict)

    @property
    def key_dates(self) -> frozenset[int]:
        """The key dates that are otherwise than recorded."""
        return self.never | {key_date for key_date, _ in self.happenings}

    def over(self, recorded: Mapping[int, list[Happening]]) -> dict[int, list[Happening]]:
        """The happenings by key date, in order, with those on paper in their places."""
        found: dict[int, dict[int, Happening]] = defaultdict(dict)
        for key_date, rows in recorded.items():
            found[key_date] = {row.lineage: row for row in rows}
        for (key_date, lineage), row in self.happenings.items():
            found[key_date].pop(lineage, None)
            if row is not None:
                found[key_date][lineage] = row
        for key_date in self.never:
            found[key_date] = {}
        return {key_date: _in_order(rows.values()) for key_date, rows in found.items()}

    def entries(self, standing: Entries) -> Entries:
        """The ledger with the extensions on paper as its last entries."""
        if not self.extended:
            return standing
        single = dict(standing.by_occurrence)
        for occurrence, row in self.extended.items():
            single[occurrence] = (*single.get(occurrence, ()), row)
        return replace(standing, by_occurrence=single)


NOTHING = Paper()


def _in_order(rows: Iterable[Happening]) -> list[Happening]:
    return sorted(rows, key=lambda row: (row.happened_date, row.lineage))
