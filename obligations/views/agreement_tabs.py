"""The tabs of an agreement: its pages, in groups.

A new page of an agreement is one line here. It appears once its address has a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from agreements.models import Agreement
from obligations.queries.agreement import Counts


class Page(NamedTuple):
    """A page: its text, the name of its address, and which count stands beside the text."""

    text: str
    name: str
    counted: str = ""


class Group(NamedTuple):
    """Pages that belong together; a group of one page is that page."""

    text: str
    pages: tuple[Page, ...]


GROUPS = (
    Group("Agreement", (Page("Agreement", "agreement"),)),
    Group("Obligations", (Page("Obligations", "duties", "obligations"),)),
    Group("Timeline", (Page("Timeline", "timeline"), Page("What hangs on what", "graph"))),
    Group(
        "What happened",
        (
            Page("Notices", "notices"),
            Page("Consents", "consents"),
            Page("Adjustments", "adjustments"),
            Page("Closing", "closing"),
        ),
    ),
    Group("Rights and money", (Page("Rights", "rights"), Page("Money", "money"))),
    Group(
        "Papers",
        (
            Page("Documents", "documents", "documents"),
            Page("Schedules", "schedules"),
            Page("Defects", "defects", "defects"),
        ),
    ),
    Group("History", (Page("History", "history"),)),
)


class Tab(NamedTuple):
    """A link of the strip. `current` is the value of aria-current, or empty."""

    text: str
    url: str
    number: int | None
    current: str


class Tabs(NamedTuple):
    """The strip of groups, and below it the pages of the group that is open, if it has several."""

    groups: list[Tab]
    pages: list[Tab]
    group: str


def tabs_of(agreement: Agreement, number: Counts, here: str, kept: str = "") -> Tabs:
    """The tabs of an agreement, with the page whose address is named `here` marked as current.

    `kept` is a query that every address carries on.
    """
    strip, opened, title = [], [], ""
    for group in GROUPS:
        pages = _tabs(group.pages, agreement, number, here, kept)
        if not pages:
            continue
        strip.append(_head(group, pages))
        if len(pages) > 1 and any(page.current for page in pages):
            opened, title = pages, group.text
    return Tabs(strip, opened, title)


def _tabs(
    pages: Sequence[Page], agreement: Agreement, number: Counts, here: str, kept: str
) -> list[Tab]:
    found = []
    for page in pages:
        try:
            url = reverse(page.name, args=[agreement.reference])
        except NoReverseMatch:
            continue
        url = f"{url}?{kept}" if kept else url
        count = getattr(number, page.counted) if page.counted else None
        found.append(Tab(page.text, url, count, "page" if page.name == here else ""))
    return found


def _head(group: Group, pages: list[Tab]) -> Tab:
    """A group leads to its first page; alone, that page stands for its group."""
    if len(pages) == 1:
        return pages[0]
    current = "true" if any(page.current for page in pages) else ""
    return Tab(group.text, pages[0].url, None, current)
