"""How a page becomes one act: which rows are new, changed and gone, in words and in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import ModelForm

from agreements.models import TeamMember
from obligations.actions import entering
from obligations.actions.together import Together


def own_changes(form: ModelForm) -> list[str]:
    """The fields of a page's own row that changed; the reason is none of them."""
    return [name for name in form.changed_data if name != "reason"]


def changes_what_was_there(form: ModelForm, formsets: Sequence[Any]) -> bool:
    """Whether a page changes or removes what was entered before, or only adds to it."""
    if own_changes(form):
        return True
    return any(
        row.instance.pk and (row.has_changed() or row in formset.deleted_forms)
        for formset in formsets
        for row in formset.initial_forms
    )


def what_it_does(form: ModelForm, formsets: Sequence[Any], change: bool) -> str:
    """What saving a page does, in words for the history and for those whose dates move."""
    parts = [entering.entered(form.instance)] if not change or own_changes(form) else []
    for formset in formsets:
        for row in formset.forms:
            if row in formset.deleted_forms:
                parts.append(f"{row.instance._meta.verbose_name} “{row.instance}” removed")
            elif row.has_changed():
                parts.append(entering.entered(row.instance))
    return ", ".join(parts)[:400] or "saved without a change"


def write_rows(act: Together, formsets: Sequence[Any]) -> None:
    """Removes, changes and adds the rows of a page.

    What goes, goes first, so that its name is free; a person leaves the team
    last, because until then they must see what they save.
    """
    for formset in formsets:
        formset.save(commit=False)
    gone = [row for formset in formsets for row in formset.deleted_objects]
    for row in gone:
        if not isinstance(row, TeamMember):
            act.remove(row)
    for formset in formsets:
        number_new_rows(formset)
        for row in [*(row for row, _ in formset.changed_objects), *formset.new_objects]:
            act.save(row)
    for row in gone:
        if isinstance(row, TeamMember):
            act.remove(row)


def number_new_rows(formset: Any) -> None:
    """New rows stand after those that are there, in the order in which they were typed."""
    if not hasattr(formset.model, "position"):
        return
    last = max((row.position for row in formset.get_queryset()), default=-1)
    for number, row in enumerate(formset.new_objects, start=last + 1):
        row.position = number
