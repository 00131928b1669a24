"""How a field of the agreement file is declared: its name there and how it is read."""

from __future__ import annotations

from dataclasses import field, fields
from typing import Any, Literal

PROSE = 20_000

Reads = Literal[
    "text",
    "prose",
    "texts",
    "number",
    "day",
    "time",
    "flag",
    "leads",
    "choice",
    "item",
    "items",
    "year end",
]


def entry(
    name: str,
    reads: Reads = "text",
    *,
    choices: tuple[str, ...] = (),
    item: type | None = None,
    required: bool = False,
    longest: int = 200,
) -> Any:
    """A field of the file: its name there, how it is read, what it may be.

    A text has `longest` characters at most and stands on one line or a few;
    prose may be long.
    """
    default: dict[str, Any] = {}
    if not required:
        empty: dict[str, Any] = {"texts": (), "items": (), "leads": None, "flag": False}
        blank = "" if reads in ("text", "prose", "number", "choice", "year end") else None
        default = {"default": empty.get(reads, blank)}
    meta = {
        "name": name,
        "reads": reads,
        "choices": choices,
        "item": item,
        "required": required,
        "longest": PROSE if reads == "prose" else longest,
    }
    return field(metadata=meta, **default)


def entries_of(kind: type) -> dict[str, tuple[str, dict[str, Any]]]:
    """The fields of a part by their names in the file: attribute and declaration."""
    return {f.metadata["name"]: (f.name, dict(f.metadata)) for f in fields(kind)}
