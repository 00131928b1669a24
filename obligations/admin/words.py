"""Sentences about what an entry did."""

from __future__ import annotations

from datetime import date

from obligations.actions.recompute import Changes, Move
from obligations.engine.run import show

MOST = 6


def moved(changes: Changes) -> str:
    """Which dates came, moved or went, and which decided ones stayed; empty for none."""
    said = [_listed(changes.moves, "Dates: "), _listed(changes.kept, "Left as they were decided: ")]
    return " ".join(part for part in said if part)


def _listed(moves: list[Move], opening: str) -> str:
    if not moves:
        return ""
    told = [f"{move.ref} {_move(move.old, move.new)}" for move in moves[:MOST]]
    more = f" and {len(moves) - MOST} more" if len(moves) > MOST else ""
    return f"{opening}{', '.join(told)}{more}."


def _move(old: date | None, new: date | None) -> str:
    if old is None and new is not None:
        return show(new)
    if new is None:
        return f"no longer {show(old)}" if old else "without a date"
    assert old is not None
    return f"from {show(old)} to {show(new)}"
