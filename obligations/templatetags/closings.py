"""How a closing's checklist shows where an item stands: a word, and the shape of a status."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from obligations.queries.closing import CheckLine

register = template.Library()

_SHAPES = {
    "open": "scheduled",
    "received": "open",
    "failed": "overdue",
    "satisfied": "done on time",
}


@register.filter
def shape(line: CheckLine) -> str:
    """The status whose shape stands for the state of an item."""
    if line.state == "open" and line.line.status in ("overdue", "awaiting"):
        return line.line.status
    return _SHAPES.get(line.state, line.state)


@register.simple_tag
def item_state(line: CheckLine) -> SafeString:
    """The state of an item: its word and its shape, which components/shapes.html draws."""
    return format_html(
        '<span class="status status-{slug}"><svg class="shape" aria-hidden="true">'
        '<use href="#shape-{slug}"></use></svg>{word}</span>',
        word=line.state[:1].upper() + line.state[1:],
        slug=slugify(shape(line)),
    )
