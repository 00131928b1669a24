"""An agreement file as canonical text: the same values always give the same bytes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Any

import yaml

from obligations.agreement_file.schema import SCHEMA, AgreementFile

_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Block style, lists indented below their key, long texts folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif len(text) > 80:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


class _Inline(list[int]):
    """A list written on one line."""


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(
    _Inline,
    lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True),
)


class _Number(str):
    """A number, written without quotes."""


def _represent_number(dumper: yaml.SafeDumper, number: _Number) -> yaml.ScalarNode:
    kind = "float" if "." in number else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(number))


_Dumper.add_representer(_Number, _represent_number)


def write(file: AgreementFile) -> str:
    """The canonical YAML text of an agreement. `read(write(file)) == file`."""
    return whole_text(file)


def whole_text(file: Any) -> str:
    """The canonical text of a whole file, with its schema's number."""
    return _dumped({"schema": int(SCHEMA), **_plain(file)})


def plain_text(entry: Any) -> str:
    """One part of a file as text, empty fields left out."""
    return _dumped(_plain(entry))


def _dumped(data: dict[str, Any]) -> str:
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
        default_flow_style=False,
    )


def _plain(entry: Any) -> dict[str, Any]:
    """An entry as a mapping of the names in the file, empty fields left out."""
    found: dict[str, Any] = {}
    for item in fields(entry):
        value = getattr(entry, item.name)
        if value in ("", None, ()) and not (value == () and item.metadata["reads"] == "leads"):
            continue
        if value is False and item.metadata["reads"] == "flag":
            continue
        found[item.metadata["name"]] = _value(value, item.metadata["reads"])
    return found


def _value(value: Any, reads: str) -> Any:
    if reads == "item":
        return _plain(value)
    if reads == "items":
        return [_plain(item) for item in value]
    if reads == "texts":
        return value[0] if len(value) == 1 else list(value)
    if reads == "number":
        return _Number(value)
    if reads == "leads":
        return _Inline(value)
    if isinstance(value, date):
        return value
    return f"{value:%H:%M}" if isinstance(value, time) else value
