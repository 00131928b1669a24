"""What happened, to look at: it is recorded and corrected on the page of its key date."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from obligations.engine.run import show
from obligations.models import KeyDate

RECORDED = (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)


def recorded(key_date: KeyDate) -> SafeString | str:
    """The latest day of a key date, and the way to record or correct one."""
    if key_date.pk is None:
        return "once it is saved"
    if key_date.kind not in RECORDED:
        return "by its rule" if key_date.kind == KeyDate.Kind.DEFINED else "its table of dates"
    latest = getattr(key_date, "latest_date", None)
    said, verb = (show(latest), "correct") if latest else ("not yet", "record")
    return format_html('{} <a href="{}">{}</a>', said, record_url(key_date), verb)


def record_url(key_date: KeyDate) -> str:
    """The page that records, corrects and takes back what happened."""
    return reverse("key_date", args=[key_date.pk])
