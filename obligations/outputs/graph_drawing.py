"""What hangs on what, as SVG: boxes in columns, arrows to the right.

Drawn from values alone; colours, faces and dark are the style sheet's. The nested
list beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from obligations.outputs.layout import BOX_HEIGHT, BOX_WIDTH, Layout, lay_out
from obligations.queries.dependencies import Neighbourhood, Thing

# So many letters of its size fit into a box.
LETTERS = 36
_ROUND = {"event": 22, "repeating event": 22, "span": 22, "set": 10, "defined": 10}

# Gives the address of a thing's page.
Address = Callable[[Thing], str]


def draw_graph(around: Neighbourhood, address: Address) -> SafeString:
    """The drawing of a neighbourhood, as far as there is room for it."""
    drawn = set(around.drawn)
    arrows = [pair for pair in around.arrows if drawn.issuperset(pair)]
    layout = lay_out(around.drawn, arrows)
    boxes = [_box(around.things[name], layout, around, address) for name in around.drawn]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="group" viewBox="0 0 {w} {h}" width="{w}"'
        ' height="{h}" aria-label="What {name} waits for and what hangs on it"><defs>'
        '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
        ' orient="auto"><path class="head" d="M0 .5 7.5 4 0 7.5z"/></marker></defs>{arrows}{boxes}'
        "</svg>",
        w=layout.width,
        h=layout.height,
        name=around.centre.title,
        arrows=format_html_join("", "{}", ((_arrow(a, b, layout),) for a, b in arrows)),
        boxes=format_html_join("", "{}", ((box,) for box in boxes)),
    )


def _arrow(start: str, end: str, layout: Layout) -> SafeString:
    first, last = layout.places[start], layout.places[end]
    x1, y1 = first.x + BOX_WIDTH, first.y + BOX_HEIGHT // 2
    x2, y2 = last.x - 2, last.y + BOX_HEIGHT // 2
    bend = max((x2 - x1) // 2, 20)
    return format_html(
        '<path class="arrow" marker-end="url(#arrow)" d="M{} {}C{} {} {} {} {} {}"/>',
        *(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2),
    )


def _box(thing: Thing, layout: Layout, around: Neighbourhood, address: Address) -> SafeString:
    place = layout.places[thing.name]
    classes = ["box", "known" if thing.is_known else "unknown"]
    classes += ["duty"] if thing.is_obligation else []
    classes += ["centre"] if thing == around.centre else []
    name = f"{thing.name}  {thing.title}" if thing.is_obligation else thing.title
    return format_html(
        '<a href="{}" class="{}"><title>{}: {}</title>'
        '<rect x="{x}" y="{y}" width="{}" height="{}" rx="{}"/>'
        '<text x="{tx}" y="{}">{}</text><text class="words" x="{tx}" y="{}">{}</text></a>',
        address(thing),
        " ".join(classes),
        name,
        thing.words,
        BOX_WIDTH,
        BOX_HEIGHT,
        _ROUND.get(thing.kind, 0),
        place.y + 19,
        _short(name),
        place.y + 36,
        _short(thing.words),
        x=place.x,
        y=place.y,
        tx=place.x + 16,
    )


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else text[: LETTERS - 1].rstrip() + "…"
