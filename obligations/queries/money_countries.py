"""What a country is called, so that sales and markets of the same one come together."""

from __future__ import annotations

from obligations.engine.errors import EngineError

_SAME = {
    "us": "USA",
    "u.s.": "USA",
    "u.s.a.": "USA",
    "united states": "USA",
    "united states of america": "USA",
    "uk": "United Kingdom",
    "u.k.": "United Kingdom",
    "great britain": "United Kingdom",
    "deutschland": "Germany",
    "brasil": "Brazil",
}
LONGEST = 80


def country_named(text: str) -> str:
    """A country by the name that is used throughout. Raises EngineError for none."""
    name = " ".join(text.split())
    if not name:
        raise EngineError("The country is missing.")
    if len(name) > LONGEST:
        raise EngineError(f"The country's name has more than {LONGEST} characters.")
    found = _SAME.get(name.casefold(), name)
    return found.upper() if found.casefold() == "usa" else found
