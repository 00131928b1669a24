"""An agreement file from text: structure first, then what the parts say of one another."""

from __future__ import annotations

from collections.abc import Iterable

from yaml.nodes import MappingNode, ScalarNode

from obligations.agreement_file.meaning import check_meaning
from obligations.agreement_file.nodes import NodeReader, compose
from obligations.agreement_file.problems import FileProblems, Problem
from obligations.agreement_file.schema import SCHEMA, AgreementFile
from obligations.engine.calendars import SHIPPED


def read(text: str, calendars: Iterable[str] = SHIPPED) -> AgreementFile:
    """The agreement that a YAML text describes.

    `calendars` are the ids that rules and conventions may name. Raises
    FileProblems with every problem found, each with its line.
    """
    root = compose(text)
    check_schema(root, "An agreement file")
    reader = NodeReader()
    made = reader.entry(root, AgreementFile, "an agreement file")
    if made is not None:
        check_meaning(made, reader, frozenset(calendars))
    if reader.problems:
        raise FileProblems(reader.problems)
    assert isinstance(made, AgreementFile)
    return made


def check_schema(root: MappingNode, what: str) -> None:
    """Takes the schema's number off the root, after a look at it. Raises FileProblems."""
    for index, (key, value) in enumerate(root.value):
        if isinstance(key, ScalarNode) and key.value == "schema":
            if not isinstance(value, ScalarNode) or value.value != SCHEMA:
                line = value.start_mark.line + 1
                raise FileProblems([Problem(line, f"This Longstop reads “schema: {SCHEMA}”.")])
            del root.value[index]
            return
    raise FileProblems([Problem(1, f"{what} begins with “schema: {SCHEMA}”.")])
