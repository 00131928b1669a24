"""Register filters as addresses, and addresses as filters: so that a view can be bookmarked."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from obligations.forms.days import read_day
from obligations.queries.register import Filters

# field of Filters -> its name in addresses
NAMES = {
    "text": "q",
    "agreement": "agreement",
    "party": "party",
    "kind": "kind",
    "status": "status",
    "person": "person",
    "since": "from",
    "until": "to",
    "certainty": "certainty",
    "order": "sort",
}
_DEFAULTS = {f.name: f.default for f in fields(Filters)}


def parameters(filters: Filters, **changes: Any) -> str:
    """The query string of filters, without what is as always."""
    values = {name: getattr(filters, name) for name in NAMES} | changes
    told = {NAMES.get(k, k): v for k, v in values.items() if v and v != _DEFAULTS.get(k)}
    return urlencode(told)


def register_address(filters: Filters, name: str = "register", **changes: Any) -> str:
    """The address of a register with these filters."""
    query = parameters(filters, **changes)
    return f"{reverse(name)}?{query}" if query else reverse(name)


def filters_of(query: QueryDict) -> tuple[Filters, list[str]]:
    """The filters that an address names, and a sentence for each part that cannot be read."""
    problems: list[str] = []
    values: dict[str, Any] = {
        name: query.get(NAMES[name], "").replace("\0", "").strip()[:200]
        for name in ("text", "agreement", "kind", "status", "certainty")
    }
    for name in ("party", "person"):
        values[name] = _number(query.get(NAMES[name], ""))
    for name, words in (("since", "first day"), ("until", "last day")):
        values[name] = _day(query.get(NAMES[name], ""), words, problems)
    order = query.get(NAMES["order"], "")
    return Filters(**values, order="-date" if order == "-date" else "date"), problems


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _day(text: str, words: str, problems: list[str]) -> date | None:
    try:
        return read_day(text) if text.strip() else None
    except ValidationError as error:
        problems.append(f"The {words}: {error.messages[0]}")
        return None
