"""The words of obligations/outputs/report_words.py, for templates."""

import unicodedata

from django import template
from django.utils.html import format_html

from obligations.outputs import report_words
from obligations.queries.report_data import Duty, Entry

register = template.Library()

for _filter in (
    report_words.day,
    report_words.moment,
    report_words.stamp,
    report_words.days,
    report_words.own_steps,
    report_words.postal,
    report_words.distance,
    report_words.sentence,
):
    register.filter(_filter.__name__, _filter)


@register.filter
def mark(status: str) -> str:
    """The CSS class of a status: its words with hyphens."""
    return status.replace(" ", "-")


@register.filter
def capital(text: str) -> str:
    """The text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]


@register.filter
def apart(name: str) -> str:
    """A name that is written from right to left, kept apart from what is said beside it."""
    if not name.isascii() and any(unicodedata.bidirectional(one) in _FROM_RIGHT for one in name):
        return format_html("<bdi>{}</bdi>", name)
    return name


_FROM_RIGHT = ("R", "AL")


@register.filter
def label(duty: Duty, entry: Entry) -> str:
    """What tells an occurrence of an obligation from its others."""
    return duty.label(entry)
