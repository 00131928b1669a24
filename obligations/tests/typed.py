"""Forms of data entry as a browser would send them: what stands in the page, and what is typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client


def page(client: Client, url: str) -> Any:
    """The page at an address, which must be there."""
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response


def standing_in(response: Any) -> dict[str, Any]:
    """The values of all fields of a page's form and its rows, by their names."""
    found = _values(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        found |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            found |= _values(form)
    return found


def _values(form: Any) -> dict[str, Any]:
    found = {field.html_name: _sent(field) for field in form}
    return {name: value for name, value in found.items() if value not in (None, "", [], False)}


def _sent(field: Any) -> Any:
    value, widget = field.value(), field.field.widget
    if value is None or getattr(widget, "input_type", "") == "checkbox":
        return value
    shown = widget.format_value(value)
    return [v for v in shown if v] if isinstance(shown, list) else shown


def rows(prefix: str, *typed: dict[str, Any], start: int = 0) -> dict[str, Any]:
    """New rows of a page, from the number `start` on, as its form sends them."""
    found: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": start + len(typed)}
    for number, row in enumerate(typed, start):
        found |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return found


def send(client: Client, url: str, changes: dict[str, Any], **more: Any) -> Any:
    """Opens a page, types the changes into it and saves."""
    data = standing_in(page(client, url)) | changes
    return client.post(url, {name: v for name, v in data.items() if v is not None}, **more)


def errors_in(response: HttpResponse) -> dict[str, list[str]]:
    """Everything that a page which was not saved says is wrong, by the name of the field or row."""
    assert response.status_code == 200, "it was saved"
    context: Any = response.context  # type: ignore[attr-defined]
    forms = [context["adminform"].form]
    found: dict[str, list[str]] = {}
    for inline in context["inline_admin_formsets"]:
        if told := list(inline.formset.non_form_errors()):
            found[inline.formset.prefix] = told
        forms += inline.formset.forms
    for form in forms:
        for name, told in form.errors.items():
            found[form.add_prefix(name)] = list(told)
    return found
