"""Rows as a table for a terminal, and for docs/speed.md: it is Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from bench.rows import Row

HEAD = ("bench", "measured", "against", "ratio", "middle half", "target", "met")


def table(found: Iterable[tuple[str, Row]]) -> str:
    """Bench and row in lines of equal width."""
    lines = [HEAD, *(_cells(name, row) for name, row in found)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(f"| {' | '.join(_filled(line, widths))} |" for line in lines)


def _filled(line: tuple[str, ...], widths: list[int]) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]


def _cells(name: str, row: Row) -> tuple[str, ...]:
    target = "" if row.target is None else f"{row.sense} {row.target:g}"
    spread = f"{row.spread[0]:.2f}–{row.spread[1]:.2f}" if row.spread else ""
    met = {True: "yes", False: "NO", None: ""}[row.met]
    amounts = (_amount(row.measured, row.unit), _amount(row.against, row.unit))
    return f"{name}: {row.name}", *amounts, f"{row.ratio:.2f}", spread, target, met


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.0f} {unit}" if value == int(value) else f"{value:,.1f} {unit}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.2f} µs"
