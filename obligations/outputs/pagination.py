"""Marks running heads and feet as pagination, which screen readers pass over (ISO 14289-1, 7.8).

WeasyPrint tags them like text, but leaves their tags out of the tree.
"""

from __future__ import annotations

from typing import Any


def install() -> None:
    """Lets this process mark them so. WeasyPrint must be there already."""
    import pydyf  # type: ignore[import-untyped]
    import weasyprint.pdf
    from weasyprint import draw
    from weasyprint.formatting_structure.boxes import MarginBox

    draw_context, add_tags = draw.draw_stacking_context, weasyprint.pdf.add_tags

    def draw_stacking_context(stream: Any, context: Any) -> None:
        if stream._tags is None or not isinstance(context.box, MarginBox):
            draw_context(stream, context)
            return
        tags, stream._tags = stream._tags, None
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        draw_context(stream, context)
        stream.end_marked_content()
        stream._tags = tags

    def add_tags_of_text(pdf: Any, document: Any, *rest: Any) -> None:
        for page in document.pages:
            box = page._page_box
            box.children = [child for child in box.children if not isinstance(child, MarginBox)]
        add_tags(pdf, document, *rest)

    draw.draw_stacking_context = draw_stacking_context
    weasyprint.pdf.add_tags = add_tags_of_text
