"""Changing a row of a schedule, adding one, and choosing the text that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from agreements.models import Agreement
from obligations.actions.schedules import TextSays
from obligations.agreement_file.schedules import BETWEEN, cells_of
from obligations.engine.tables import DATE, TEXT, YES_OR_NO, Column
from obligations.forms.fields import DateField, words
from obligations.models import Schedule


class ReasonForm(forms.Form):
    """A reason, and the preview that was agreed to."""

    reason = words(2, label="Why")
    token = forms.CharField(required=False, widget=forms.HiddenInput)


class RowForm(ReasonForm):
    """A row: one field for each column."""

    field_order: Sequence[str]

    def __init__(
        self, *args: Any, columns: Sequence[Column], cells: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        for number, column in enumerate(columns):
            self.fields[f"cell{number}"] = _field(column, cells.get(column.name, ""))
        self.order_fields([*(f"cell{n}" for n in range(len(columns))), "reason", "token"])

    def cells(self) -> dict[str, str]:
        """What the cells were filled with, by column."""
        values = [self.cleaned_data[f"cell{n}"] for n in range(len(self.columns))]
        return {
            column.name: value.isoformat() if hasattr(value, "isoformat") else value or ""
            for column, value in zip(self.columns, values, strict=True)
        }


def _field(column: Column, value: str) -> forms.Field:
    if column.kind == DATE:
        return DateField(label=column.name, required=False, initial=value)
    if column.kind == YES_OR_NO:
        choices = [("", "—"), ("yes", "yes"), ("no", "no")]
        return forms.ChoiceField(label=column.name, required=False, choices=choices, initial=value)
    return forms.CharField(label=column.name, required=False, max_length=400, initial=value)


class ScheduleForm(ReasonForm):
    """A whole table: its columns, and each text's rows as they are pasted from a spreadsheet."""

    name = forms.CharField(label="Name", max_length=120)
    section = forms.CharField(label="Section", max_length=120, required=False)
    about = words(2, label="What it is", required=False)
    columns = words(
        6,
        label="Columns",
        help_text="One on each line. A column of dates is written “Expiry: date”, one of yes and"
        " no “Granted: yes or no”.",
    )
    identified_by = forms.CharField(
        label="Told apart by",
        max_length=400,
        help_text="The columns that tell one row from another, between commas: Country, Patent",
    )

    def __init__(self, *args: Any, texts: Sequence[Mapping[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.count = len(texts) + 1
        for number in range(self.count):
            initial = texts[number] if number < len(texts) else {}
            for name, field in _text_fields(number, initial).items():
                self.fields[name] = field
        numbers = [(str(n), f"Text {n + 1}") for n in range(self.count)]
        self.fields["counts"] = forms.ChoiceField(
            label="Dates are taken from",
            choices=numbers,
            initial=next((str(n) for n, t in enumerate(texts) if t.get("counts")), "0"),
        )
        self.order_fields([*(n for n in self.fields if n not in ("reason", "token")), "reason"])

    def read(self) -> tuple[list[dict[str, str]], list[str], list[TextSays]]:
        """Columns, the identifying ones, and the texts that were filled in."""
        given = self.cleaned_data
        columns = [_column(line) for line in given["columns"].splitlines() if line.strip()]
        identifying = [name.strip() for name in given["identified_by"].split(",") if name.strip()]
        return columns, identifying, list(self._texts())

    def _texts(self) -> Iterator[TextSays]:
        given = self.cleaned_data
        for n in range(self.count):
            rows = [row for row in given[f"text{n}_rows"].splitlines() if row.strip()]
            if rows or given[f"text{n}_name"]:
                yield TextSays(
                    name=given[f"text{n}_name"] or f"Text {n + 1}",
                    counts=given["counts"] == str(n),
                    note=given[f"text{n}_note"],
                    rows=tuple(tuple(cells_of(row.replace("\t", BETWEEN))) for row in rows),
                )


def _text_fields(number: int, initial: Mapping[str, str]) -> dict[str, forms.Field]:
    title = f"Text {number + 1}"
    return {
        f"text{number}_name": forms.CharField(
            label=f"{title}: name", max_length=120, required=False, initial=initial.get("name")
        ),
        f"text{number}_note": forms.CharField(
            label=f"{title}: note", max_length=400, required=False, initial=initial.get("note")
        ),
        f"text{number}_rows": words(
            8 if number == 0 or initial else 3,
            label=f"{title}: rows",
            required=False,
            initial=initial.get("rows", ""),
            help_text="One on each line, cells in the order of the columns, between “|” or as"
            " pasted from a spreadsheet. Dates as 2009-01-26.",
        ),
    }


def _column(line: str) -> dict[str, str]:
    name, _, kind = line.partition(":")
    return {"name": name.strip(), "kind": kind.strip().casefold() or TEXT}


class TableForm(ReasonForm):
    """Where a set takes its dates from."""

    schedule: Any = forms.ModelChoiceField(None, label="Schedule", empty_label=None)
    date_column = forms.CharField(label="Column of the date", max_length=120)
    later_column = forms.CharField(
        label="Column that counts instead where it is filled",
        max_length=120,
        required=False,
        help_text="Such as the day to which a patent was extended.",
    )
    where = words(
        4,
        label="Only rows with",
        required=False,
        help_text="One condition on each line, as “Country: USA; France” or “Granted: yes”.",
    )
    field_order = ("schedule", "date_column", "later_column", "where", "reason")

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Schedule.objects.filter(agreement=agreement).order_by("position", "id")
        self.fields["schedule"].queryset = rows  # type: ignore[attr-defined]

    def selection(self) -> dict[str, Any]:
        """The selection as it is stored."""
        given = self.cleaned_data
        return {
            "date_column": given["date_column"],
            "later_column": given["later_column"],
            "where": [_condition(line) for line in given["where"].splitlines() if line.strip()],
        }


def _condition(line: str) -> dict[str, Any]:
    column, _, values = line.partition(":")
    return {
        "column": column.strip(),
        "values": [value.strip() for value in values.split(";") if value.strip()],
    }
