"""Refusals of the actions as errors of the page: at the field or the row that they belong to.

A page is saved in one go. Where an action refuses something, the transaction
is taken back and the page is made a second time from what was typed; the forms
of that second time find here what was said about them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet

from obligations.actions.rule_checks import RuleDoesNotHold
from obligations.actions.together import Cause, Refusal, Refused
from obligations.engine.errors import RuleError

# Prefix of a form or formset -> the field (None: the whole of it) and a sentence.
Errors = Mapping[str, Sequence[tuple[str | None, str]]]

_placed: ContextVar[Errors | None] = ContextVar("longstop_placed_errors", default=None)


class PageRefused(Exception):
    """A page was not accepted; `errors` says what to show where."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(errors)
        self.errors = errors


@contextmanager
def placing(errors: Errors) -> Iterator[None]:
    """While it lasts, forms that are validated find these errors in themselves."""
    token = _placed.set(errors)
    try:
        yield
    finally:
        _placed.reset(token)


def _placed_at(prefix: str | None) -> Sequence[tuple[str | None, str]]:
    return (_placed.get() or {}).get(prefix or "", ())


class EntryForm(forms.ModelForm):
    """A row as it is entered. The page's form has a reason, which its rows share."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for field, sentence in _placed_at(self.prefix):
            self.add_error(field, sentence)
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Puts what a constraint says at the field that its error code names."""
        if field is None and hasattr(error, "error_dict"):
            sorted_out: dict[str, list[ValidationError]] = defaultdict(list)
            for name, found in error.error_dict.items():
                for one in found:
                    at = one.code if name == NON_FIELD_ERRORS and one.code in self.fields else name
                    sorted_out[at].append(one)
            error = ValidationError(dict(sorted_out))
        super().add_error(field, error)


class PageForm(EntryForm):
    """The form of a page: with the reason for what changes on it."""

    reason = forms.CharField(
        required=False,
        max_length=400,
        label="Why",
        widget=forms.TextInput({"placeholder": "Asked for when what was entered before changes"}),
    )


class EntryFormSet(BaseInlineFormSet):
    """Rows of a page; what is said about a row to be removed stands above them all."""

    def clean(self) -> None:
        super().clean()
        if found := _placed_at(self.prefix):
            raise ValidationError([sentence for _, sentence in found])


def errors_of(refused: Refused, form: forms.ModelForm, formsets: Sequence[EntryFormSet]) -> Errors:
    """Where on a page each refusal belongs; what belongs nowhere else stands at its top."""
    found: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    for refusal in refused.refusals:
        placed = _form_of(refusal.row, form, formsets)
        if placed is not None:
            found[placed.prefix or ""] += _at_fields(refusal.cause, placed)
            continue
        prefix = _formset_that_removes(refusal.row, formsets)
        found[prefix] += [(None, sentence) for sentence in sentences(refusal.cause)]
        for row_prefix in _in_circle(refusal, form, formsets):
            found[row_prefix].append(("rule", str(refusal.cause)))
    return found


def sentences(cause: Cause) -> list[str]:
    """What an error says, without the names of fields."""
    return cause.messages if isinstance(cause, ValidationError) else [str(cause)]


def _form_of(
    row: models.Model | None, form: forms.ModelForm, formsets: Sequence[EntryFormSet]
) -> forms.ModelForm | None:
    for candidate in _forms(form, formsets):
        if row is not None and _same(candidate.instance, row):
            return candidate
    return None


def _forms(form: forms.ModelForm, formsets: Sequence[EntryFormSet]) -> list[forms.ModelForm]:
    left = [f for s in formsets for f in s.forms if f not in s.deleted_forms]
    return [form, *left]


def _same(one: models.Model, other: models.Model) -> bool:
    if one is other:
        return True
    return type(one) is type(other) and one.pk is not None and one.pk == other.pk


def _formset_that_removes(row: models.Model | None, formsets: Sequence[EntryFormSet]) -> str:
    for formset in formsets:
        if row is not None and any(_same(f.instance, row) for f in formset.deleted_forms):
            return str(formset.prefix)
    return ""


def _at_fields(cause: Cause, form: forms.ModelForm) -> list[tuple[str | None, str]]:
    if isinstance(cause, RuleDoesNotHold):
        return [(_rule_field(form), cause.sentence)]
    if isinstance(cause, ValidationError) and hasattr(cause, "error_dict"):
        return [
            (_field(name, one, form), text)
            for name, found in cause.error_dict.items()
            for one in found
            for text in one.messages
        ]
    return [(None, sentence) for sentence in sentences(cause)]


def _field(name: str, error: ValidationError, form: forms.ModelForm) -> str | None:
    return next((f for f in (name, error.code) if f in form.fields), None)


def _rule_field(form: forms.ModelForm) -> str | None:
    return next((name for name in ("rule", "rules") if name in form.fields), None)


def _in_circle(
    refusal: Refusal, form: forms.ModelForm, formsets: Sequence[EntryFormSet]
) -> list[str]:
    """The forms whose own rule is part of a circle of dates that a refusal prints."""
    if refusal.row is not None or not isinstance(refusal.cause, RuleError):
        return []
    said = str(refusal.cause)
    names = {f.prefix or "": _own_name(f.instance) for f in _forms(form, formsets)}
    with_rule = {f.prefix or "" for f in _forms(form, formsets) if "rule" in f.fields}
    return [p for p, name in names.items() if p in with_rule and name and f"[{name}]" in said]


def _own_name(row: models.Model) -> str:
    return str(getattr(row, "name", "") or getattr(row, "ref", ""))
