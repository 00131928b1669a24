"""The names that rules of an agreement may use, for completion after an opening bracket."""

from __future__ import annotations

import json

from agreements.models import Agreement
from obligations.facts import names_of_agreement

_DATES = ("due", "done", "missed")


def names_for(agreement: Agreement | None) -> str:
    """JSON: a list of name and kind; of obligations the dates that rules may name."""
    if agreement is None:
        return "[]"
    names = names_of_agreement(agreement)
    key_dates = sorted(names.kinds.items())
    dates = [
        (f"{ref} {which}", "obligation") for ref in sorted(names.references) for which in _DATES
    ]
    return json.dumps([*key_dates, *dates])
