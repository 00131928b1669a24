"""Trying a write and taking it back: previews and dry runs use the code of the real thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


class _Undo(Exception):
    """Ends a transaction that is not kept."""


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is always taken back; errors inside come out as they are."""
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass
