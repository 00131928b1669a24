"""Draws the rule below a cell as what it is: one rectangle.

WeasyPrint cuts the border of a single side out of a frame by two clips, which costs a tenth of a
long table's time and half of its bytes. What is not such a rule is drawn by WeasyPrint as ever.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Lets this process draw rules so. WeasyPrint must be there already."""
    from weasyprint import draw
    from weasyprint.draw import border
    from weasyprint.draw.color import get_color

    def draw_border(stream: Any, box: Any) -> None:
        if not is_rule_below(box):
            border.draw_border(stream, box)
            return
        with stream.artifact():
            stream.set_color(get_color(box.style, "border_bottom_color"))
            thickness = box.border_bottom_width
            top = box.border_box_y() + box.border_height() - thickness
            stream.rectangle(box.border_box_x(), top, box.border_width(), thickness)
            stream.fill()

    draw.draw_border = draw_border


def is_rule_below(box: Any) -> bool:
    """Whether all that a box has for a border is a plain line at its foot."""
    style = box.style
    return bool(
        box.border_bottom_width
        and not (box.border_top_width or box.border_left_width or box.border_right_width)
        and box.border_bottom_left_radius == box.border_bottom_right_radius == (0, 0)
        and style["border_bottom_style"] == "solid"
        and style["border_image_source"][0] == "none"
        and style["visibility"] == "visible"
        and style["column_width"] == style["column_count"] == "auto"
    )
