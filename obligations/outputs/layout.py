"""Where the boxes of a drawn graph stand: in columns from left to right, never over one another.

Pure numbers: names and arrows in, places out. A box stands in the column after the
last of those that lead to it, so that every arrow goes to the right (the layering of
Sugiyama, Tagawa and Toda, 1981, by longest path); within a column the boxes stand in
the order of the middle of what leads to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from obligations.engine.graph import in_order

BOX_WIDTH, BOX_HEIGHT = 256, 46
GAP_ACROSS, GAP_DOWN = 64, 14
EDGE = 8


@dataclass(frozen=True, slots=True)
class Place:
    """The left upper corner of a box, in pixels, and its column."""

    x: int
    y: int
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all boxes by name, and the size of the whole."""

    places: dict[str, Place]
    width: int
    height: int


def lay_out(nodes: Sequence[str], arrows: Iterable[tuple[str, str]]) -> Layout:
    """Places for boxes of one size, with arrows from the first of a pair to the second.

    Arrows that name no box are passed over. Raises RuleError where arrows go round
    in a circle.
    """
    before: dict[str, list[str]] = {name: [] for name in nodes}
    for start, end in arrows:
        if start in before and end in before and start not in before[end]:
            before[end].append(start)
    columns = _columns(before)
    rows = _rows(columns, before)
    tallest = max((len(column) for column in rows), default=0)
    places = {
        name: Place(
            EDGE + n * (BOX_WIDTH + GAP_ACROSS),
            EDGE + round((row + (tallest - len(column)) / 2) * (BOX_HEIGHT + GAP_DOWN)),
            n,
        )
        for n, column in enumerate(rows)
        for row, name in enumerate(column)
    }
    width = max(len(rows) * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS, 0) + 2 * EDGE
    height = max(tallest * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN, 0) + 2 * EDGE
    return Layout(places, width, height)


def _columns(before: dict[str, list[str]]) -> dict[str, int]:
    """The column of each box: one after the last of those that lead to it."""
    found: dict[str, int] = {}
    for name in in_order(before):
        found[name] = max((found[start] + 1 for start in before[name]), default=0)
    _draw_near(found, before)
    return found


def _draw_near(found: dict[str, int], before: dict[str, list[str]]) -> None:
    """What nothing leads to stands just before the first that it leads to."""
    first: dict[str, int] = {}
    for name, starts in before.items():
        for start in starts:
            first[start] = min(found[name], first.get(start, found[name]))
    for name, starts in before.items():
        if not starts and name in first:
            found[name] = first[name] - 1


def _rows(columns: dict[str, int], before: dict[str, list[str]]) -> list[list[str]]:
    """The boxes of each column from above, near the middle of what leads to them."""
    found: dict[int, list[str]] = defaultdict(list)
    for name in before:
        found[columns[name]].append(name)
    rows: list[list[str]] = []
    height: dict[str, float] = {}
    for n in range(max(found, default=-1) + 1):
        listed = found[n]
        given = {name: place for place, name in enumerate(listed)}
        middle = {
            name: sum(height[start] for start in before[name]) / len(before[name])
            if before[name]
            else float(given[name])
            for name in listed
        }
        rows.append(sorted(listed, key=lambda name: (middle[name], given[name])))
        height |= {name: row - len(listed) / 2 for row, name in enumerate(rows[-1])}
    return rows
