"""Charts as SVG, drawn here, each with a title that says in words what it shows.

Colours stand in the drawing itself: a style sheet of the page does not reach into it everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# The width of a line of text in tenths of a millimetre.
WIDTH: Final = 1580
BAR: Final = 56
COLUMNS: Final = 100
LABEL: Final = 46

INK: Final = "#1c1a17"
SOFT: Final = "#5b544c"
ACCENT: Final = "#7b2130"
TINT: Final = "#c58a92"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its name, its size, its colour."""

    title: str
    size: int
    colour: str


def bar(parts: Sequence[Part]) -> SafeString:
    """One bar across the page, its parts side by side in proportion, none too thin to see."""
    shown = [part for part in parts if part.size]
    widths = _widths([part.size for part in shown])
    places = [sum(widths[:n]) for n in range(len(shown))]
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}"><title>{}</title>{}</svg>',
        WIDTH,
        BAR,
        "; ".join(f"{part.title}: {part.size}" for part in shown),
        format_html_join(
            "",
            '<rect x="{}" y="0" width="{}" height="{}" fill="{}"/>',
            (
                # A hair of white between neighbours, so that they part in print too.
                (place, max(width - 4, 1), BAR, part.colour)
                for part, place, width in zip(shown, places, widths, strict=True)
            ),
        ),
    )


def _widths(sizes: Sequence[int]) -> list[int]:
    """Widths in proportion, of which none is under a hundredth, and that fill the whole."""
    least = WIDTH // 100
    total = sum(sizes)
    widths = [max(size * WIDTH // total, least) for size in sizes]
    if widths:
        widest = widths.index(max(widths))
        widths[widest] += WIDTH - sum(widths)
    return widths


def columns(title: str, bars: Sequence[tuple[str, int]]) -> SafeString:
    """Upright columns with their numbers above and their labels below, the highest at full size."""
    step = WIDTH // max(len(bars), 1)
    most = max((size for _, size in bars), default=0) or 1
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}"><title>{}</title>{}'
        '<rect x="0" y="{}" width="{}" height="2" fill="{}"/></svg>',
        WIDTH,
        COLUMNS + 2 * LABEL,
        f"{title}: " + "; ".join(f"{label} {size}" for label, size in bars),
        format_html_join("", "{}", ((_column(n, *one, step, most),) for n, one in enumerate(bars))),
        COLUMNS + LABEL,
        WIDTH,
        INK,
    )


def _column(n: int, label: str, size: int, step: int, most: int) -> SafeString:
    height = size * COLUMNS // most
    middle = n * step + step // 2
    top = COLUMNS + LABEL - height
    text = (
        '<text x="{}" y="{}" text-anchor="middle" font-family="Source Sans 3" font-size="29"'
        ' fill="{}">{}</text>'
    )
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>' + text + text,
        *(n * step + step // 4, top, step // 2, height, TINT),
        *(middle, top - 10, INK, size or ""),
        *(middle, COLUMNS + 2 * LABEL - 10, SOFT, label),
    )
