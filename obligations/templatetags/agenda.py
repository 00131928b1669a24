"""What the calendar's templates ask for."""

from django import template

register = template.Library()


@register.filter
def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()
