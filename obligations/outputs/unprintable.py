"""Says on a report's first page which of its characters the server has no font for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.html import format_html

# Where a report's templates let this be said.
PLACE = "<!-- unprintable -->"
# So many are named; of more than these their number is told.
NAMED = 6


def noted(text: str, characters: Iterable[str]) -> str:
    """A report's HTML that says which characters stand in it as boxes, if any do."""
    if not (found := sorted(set(characters))):
        return text
    note = format_html('<p class="unprintable">{}</p>', sentence(found))
    return text.replace(PLACE, note, 1)


def sentence(characters: Sequence[str]) -> str:
    """What cannot be printed, by its Unicode number and name."""
    return (
        "Some characters stand as empty boxes, because the server has no font for them:"
        f" {listed(characters)}. The same report as Excel or CSV has them."
    )


def listed(characters: Sequence[str]) -> str:
    """Characters by their Unicode numbers and names, the first of them if they are many."""
    named = "; ".join(_named(one) for one in characters[:NAMED])
    more = len(characters) - NAMED
    return f"{named}; and {more:,} more" if more > 0 else named


def _named(character: str) -> str:
    number = f"U+{ord(character):04X}"
    return f"{number} {unicodedata.name(character, '').lower()}".strip()
