"""What makes a PDF a document of record: the hash of its data, and what it carries along.

The data of a report are its values in canonical form: one JSON text, UTF-8, keys sorted by code
point, no white space, nothing escaped that need not be; dates as 2000-05-28, instants in UTC as
2000-05-28T14:05:00.000000Z, decimal numbers as texts, what is empty as null. A report that is
attached as report.json is this very text, so that its SHA-256 is the one that the cover prints.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from obligations.outputs.rendering import ARCHIVE, PLAIN, TAGGED
from obligations.outputs.spreadsheet import text_of

__all__ = ["ARCHIVE", "PLAIN", "TAGGED", "Attached", "Record", "canonical", "record_of"]

FORM = "longstop report data 1"


def canonical(value: object) -> bytes:
    """A report's values in canonical form. Raises TypeError for what has none."""
    data = {"form": FORM, "report": _plain(value)}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return _unusual(value)


def _unusual(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted((_plain(one) for one in value), key=repr)
    if isinstance(value, Decimal | ZoneInfo):
        return str(value)
    if isinstance(value, timedelta):
        return str(value / timedelta(seconds=1))
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Model):
        fields = value._meta.concrete_fields
        return {one.attname: _plain(getattr(value, one.attname)) for one in fields}
    raise TypeError(f"There is no canonical form for {type(value).__name__}.")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a PDF carries: what it is called, what it is, and its bytes."""

    name: str
    about: str
    content: bytes


@dataclass(frozen=True)
class Record:
    """The hashes that a report prints, and what is attached to it.

    `made_as` is one of TAGGED, ARCHIVE and PLAIN; `head` the hash of the last seal of the audit
    chain, empty where nothing has been sealed yet; `table` the rows of the data as CSV, the names
    of the columns first.
    """

    data: bytes
    head: str = ""
    made_as: str = TAGGED
    table: tuple[tuple[object, ...], ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The hash of the data."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def is_archive(self) -> bool:
        """Whether it is made for the archive."""
        return self.made_as == ARCHIVE

    @property
    def is_plain(self) -> bool:
        """Whether it has no tags for screen readers."""
        return self.made_as == PLAIN

    @property
    def files(self) -> tuple[Attached, ...]:
        """What is attached: to a report for the archive its data, to others nothing."""
        if not self.is_archive:
            return ()
        named = Attached("report.json", "The data in canonical form", self.data)
        if not self.table:
            return (named,)
        return named, Attached("report.csv", "The data as a table", _csv(self.table))


def record_of(
    value: object,
    *,
    head: str = "",
    made_as: str = TAGGED,
    table: Iterable[Sequence[object]] = (),
) -> Record:
    """The record of a report's values. Raises TypeError where they have no canonical form."""
    rows = tuple(tuple(row) for row in table) if made_as == ARCHIVE else ()
    return Record(canonical(value), head, made_as, rows)


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([text_of(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
