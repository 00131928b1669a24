"""What differs between two files, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from obligations.agreement_file.schema import AgreementFile

# How the items of a list are told apart.
_KEYS = {
    "parties": ("party", "role"),
    "notice rules": ("channel",),
    "schedules": ("name",),
    "columns": ("name",),
    "texts": ("name",),
    "where": ("column", "is"),
    "key dates": ("name",),
    "obligations": ("ref",),
    "consent rules": ("name",),
    "affiliates": ("party", "of", "from"),
    "holdings": ("holder", "of", "from"),
    "defects": ("section", "title"),
    "carve-outs": ("title",),
    "closings": ("at",),
    "remind outside": ("who",),
    "copies to": ("name",),
    "dates": ("date", "label"),
    "late interest": ("payer",),
    "less": ("what",),
    "reductions": ("because",),
    "shares": ("party",),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: where, and both values (None where there is nothing)."""

    where: str
    old: Any
    new: Any

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.where}"
        if self.new is None:
            return f"- {self.where}"
        return f"~ {self.where}: {_short(self.old)} → {_short(self.new)}"


def _short(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_short(v) for v in value) + "]"
    text = "nothing" if value in ("", None) else str(value)
    return text if len(text) <= 80 else text[:77] + "…"


def differences(old: AgreementFile, new: AgreementFile) -> list[Difference]:
    """The differences from one file to another, apart from what is compared where it is recorded.

    That are happenings and notices.
    """
    return list(_compare("", old, new, skip=("happenings", "notices")))


def _compare(where: str, old: Any, new: Any, skip: tuple[str, ...] = ()) -> Iterator[Difference]:
    for item in fields(new):
        name = item.metadata["name"]
        if name in skip:
            continue
        before, after = getattr(old, item.name), getattr(new, item.name)
        place = f"{where} {name}".strip()
        if item.metadata["reads"] == "items":
            yield from _compare_items(place, name, before, after)
        elif item.metadata["reads"] == "item" and None in (before, after):
            if before != after:
                yield Difference(place, before and place, after and place)
        elif item.metadata["reads"] == "item":
            yield from _compare(place, before, after)
        elif name == "rows":
            yield from _compare_rows(place, before, after)
        elif before != after:
            yield Difference(place, _some(before), _some(after))


def _compare_rows(where: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Difference]:
    """Rows of a table, each as it is written."""
    yield from (Difference(f"{where}: {row}", row, None) for row in old if row not in new)
    yield from (Difference(f"{where}: {row}", None, row) for row in new if row not in old)
    if sorted(old) == sorted(new) and old != new:
        yield Difference(f"{where}: order", "another order", "the file's order")


def _some(value: Any) -> Any:
    return "" if value is None else value


def _compare_items(
    where: str, name: str, old: tuple[Any, ...], new: tuple[Any, ...]
) -> Iterator[Difference]:
    before, after = _by_key(name, old), _by_key(name, new)
    for key in before.keys() - after.keys():
        yield Difference(f"{where} “{key}”", key, None)
    for key, item in after.items():
        if key not in before:
            yield Difference(f"{where} “{key}”", None, key)
        else:
            yield from _compare(f"{where} “{key}”", before[key], item)
    if [k for k in before if k in after] != [k for k in after if k in before]:
        yield Difference(f"{where}: order", "another order", "the file's order")


def _by_key(name: str, items: tuple[Any, ...]) -> dict[str, Any]:
    attributes = (
        {f.metadata["name"]: f.name for f in fields(items[0]) if f.metadata["name"] in _KEYS[name]}
        if items
        else {}
    )
    found: dict[str, Any] = {}
    for item in items:
        key = ", ".join(str(getattr(item, attributes[k])) for k in _KEYS[name])
        while key in found:
            key += " (again)"
        found[key] = item
    return found
