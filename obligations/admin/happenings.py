"""What happened, to look at: it is recorded and corrected by the action, never edited."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from obligations.engine.run import show
from obligations.models import KeyDate

RECORDED = (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)


def recorded(key_date: KeyDate) -> SafeString | str:
    """The latest day of a key date and the way to record or correct one."""
    if key_date.pk is None:
        return "once it is saved"
    if key_date.kind not in RECORDED:
        return "by its rule" if key_date.kind == KeyDate.Kind.DEFINED else "its table of dates"
    latest = getattr(key_date, "latest_date", None)
    url = record_url(key_date)
    if url is None:
        return show(latest) if latest else "not yet"
    said = "correct" if latest else "record"
    return format_html('{} <a href="{}">{}</a>', show(latest) if latest else "not yet", url, said)


def record_url(key_date: KeyDate) -> str | None:
    """The address of the page that records and corrects, None where there is no such page."""
    if key_date.kind not in RECORDED:
        return None
    try:
        return reverse("record_happening", args=[key_date.agreement.reference, key_date.pk])
    except NoReverseMatch:
        return None
