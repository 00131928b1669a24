"""One UPDATE … FROM unnest of the columns that a recomputation writes, on the same audited rows."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions import writeback
from obligations.models import Occurrence


class BareUpdate:
    """Each call moves all occurrences of an agreement by a day."""

    def __init__(self, agreement: Agreement, by: User) -> None:
        self.by = by
        self.typed = {"id": "bigint", **writeback.COLUMNS}
        rows = Occurrence.objects.filter(agreement=agreement).order_by("id")
        with seeing_everything():
            columns = list(zip(*rows.values_list("id", *writeback.COLUMNS), strict=True))
        self.columns = dict(zip(self.typed, map(list, columns), strict=True))
        for name, kind in self.typed.items():
            if kind == "jsonb":
                self.columns[name] = [writeback.as_json(value) for value in self.columns[name]]

    def __call__(self) -> None:
        self.columns["sort_date"] = [d + timedelta(days=1) for d in self.columns["sort_date"]]
        sets = ", ".join(f"{name} = new.{name}" for name in writeback.COLUMNS)
        arrays = ", ".join(f"%s::{kind}[]" for kind in self.typed.values())
        words = (
            f"UPDATE obligations_occurrence AS old SET {sets}"
            f" FROM unnest({arrays}) AS new({', '.join(self.typed)}) WHERE old.id = new.id"
        )
        with seeing_everything(), recording(by=self.by, action="bench", reason="measuring"):
            connection.cursor().execute(words, list(self.columns.values()))
