"""YAML nodes to the schema's values, each problem with its line.

Every scalar is text as written, so that 16:30 stays a time and 2.10 a section.
"""

from __future__ import annotations

import difflib
import re
from datetime import date, time
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from obligations.agreement_file.entries import entries_of
from obligations.agreement_file.problems import FileProblems, Problem
from obligations.engine.errors import EngineError
from obligations.engine.money.values import plain, read_number

_FLAGS = {"yes": True, "no": False, "true": True, "false": False}
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})$")
MAX_BYTES = 2_000_000
MAX_DEPTH = 40


def compose(text: str) -> MappingNode:
    """The root mapping of a YAML text. Raises FileProblems where there is none."""
    if len(text.encode()) > MAX_BYTES:
        raise FileProblems([Problem(1, "The file has more than 2 MB; split the agreement.")])
    try:
        _check_events(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise FileProblems([Problem(line, f"This is no YAML: {error.problem}.")]) from error
    except yaml.YAMLError as error:
        raise FileProblems([Problem(1, f"This is no YAML text: {error}.")]) from error
    if not isinstance(node, MappingNode):
        raise FileProblems([Problem(1, "An agreement file begins with “schema: 1”.")])
    return node


def _check_events(text: str) -> None:
    """Refuses what would never end: aliases unfold, and each level slows what follows."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.events.AliasEvent):
            raise FileProblems([Problem(_line(event), "Write it out; aliases (*) are not read.")])
        depth += isinstance(event, yaml.events.CollectionStartEvent)
        depth -= isinstance(event, yaml.events.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FileProblems(
                [Problem(_line(event), f"More than {MAX_DEPTH} lists and entries within another.")]
            )


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1


class NodeReader:
    """Reads nodes into entries and gathers what is wrong.

    `lines` keeps the line of every entry and field read, by the identity of
    the entry: `lines[id(entry), attribute]`, for problems found later.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[tuple[int, str], int] = {}
        self._kept: list[object] = []

    def fail(self, node: Node, message: str) -> None:
        """Notes a problem at a node."""
        self.problems.append(Problem(_line(node), message))

    def entry(self, node: Node, kind: type, what: str) -> Any:
        """A mapping node as an entry of a kind; None when it cannot be made."""
        if not isinstance(node, MappingNode):
            self.fail(node, f"Here {what} is wanted, as “name: value” lines.")
            return None
        declared = entries_of(kind)
        values: dict[str, Any] = {}
        lines: dict[str, int] = {"": _line(node)}
        sound = True
        for name, child in self._pairs(node, declared):
            attribute, meta = declared[name]
            lines[attribute] = _line(child)
            value = self._value(child, name, meta)
            sound = sound and value is not _BAD
            values[attribute] = value
        for name, (attribute, meta) in declared.items():
            if meta["required"] and not values.get(attribute):
                if attribute not in values:
                    self.fail(node, f"“{name}” is missing for {what}.")
                elif values[attribute] is not _BAD:
                    self.fail(node, f"“{name}” is empty for {what}.")
                sound = False
        return self._keep(kind(**values), lines) if sound else None

    def _keep(self, made: object, lines: dict[str, int]) -> object:
        self._kept.append(made)  # so that no identity is used twice
        self.lines.update({(id(made), attribute): line for attribute, line in lines.items()})
        return made

    def _pairs(self, node: MappingNode, declared: dict[str, Any]) -> list[tuple[str, Node]]:
        pairs: dict[str, Node] = {}
        for key, child in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if name not in declared:
                self.fail(key, _unknown(name, list(declared)))
            elif name in pairs:
                self.fail(key, f"“{name}” stands twice.")
            else:
                pairs[name] = child
        return list(pairs.items())

    def _value(self, node: Node, name: str, meta: dict[str, Any]) -> Any:
        reads = meta["reads"]
        if reads == "item":
            made = self.entry(node, meta["item"], f"“{name}”")
            return _BAD if made is None else made
        if reads == "items":
            return self._items(node, name, meta["item"])
        if reads == "texts":
            return self._texts(node, name)
        if reads == "leads":
            return self._leads(node, name)
        if not isinstance(node, ScalarNode):
            self.fail(node, f"“{name}” is one value, not a list.")
            return _BAD
        return self._scalar(node, name, meta)

    def _items(self, node: Node, name: str, kind: type) -> Any:
        if not isinstance(node, SequenceNode):
            if isinstance(node, ScalarNode) and not node.value:
                return ()
            self.fail(node, f"“{name}” is a list; begin each item with “- ”.")
            return _BAD
        made = [self.entry(child, kind, f"an item of “{name}”") for child in node.value]
        return tuple(item for item in made if item is not None)

    def _texts(self, node: Node, name: str) -> Any:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        if not all(isinstance(child, ScalarNode) for child in nodes):
            self.fail(node, f"“{name}” is a text or a list of texts.")
            return _BAD
        return tuple(child.value.strip() for child in nodes if child.value.strip())

    def _leads(self, node: Node, name: str) -> Any:
        texts = self._texts(node, name)
        if texts is _BAD:
            return _BAD
        if not all(re.fullmatch(r"\d{1,4}", text) for text in texts):
            self.fail(node, f"“{name}” is a list of days before the date, as [30, 7, 1].")
            return _BAD
        return tuple(sorted({int(text) for text in texts}, reverse=True))

    def _scalar(self, node: ScalarNode, name: str, meta: dict[str, Any]) -> Any:
        text = str(node.value).strip()
        reads = meta["reads"]
        if reads == "choice":
            return self._choice(node, name, text, meta["choices"])
        if reads == "flag":
            if text.casefold() not in _FLAGS:
                self.fail(node, f"“{name}” is yes or no, not “{text}”.")
                return _BAD
            return _FLAGS[text.casefold()]
        if reads in ("day", "time", "year end"):
            return self._dated(node, name, text, reads)
        if reads == "number":
            return self._number(node, name, text)
        if len(text) > meta["longest"]:
            self.fail(node, f"“{name}” has {len(text)} characters; {meta['longest']} are the most.")
            return _BAD
        return _unfold(text)

    def _choice(self, node: Node, name: str, text: str, choices: tuple[str, ...]) -> Any:
        if text in choices or not text:
            return text
        close = difflib.get_close_matches(text, choices, n=1)
        hint = f" Did you mean “{close[0]}”?" if close else ""
        self.fail(node, f"“{text}” is no {name}; it is one of: {', '.join(choices)}.{hint}")
        return _BAD

    def _number(self, node: Node, name: str, text: str) -> Any:
        """A number as text in its shortest form, so that 3.00 and 3 are the same."""
        if not text:
            return ""
        try:
            return plain(read_number(f"“{name}”", text))
        except EngineError as error:
            self.fail(node, str(error))
            return _BAD

    def _dated(self, node: Node, name: str, text: str, reads: str) -> Any:
        if not text:
            return "" if reads == "year end" else None
        try:
            if reads == "day":
                if len(text) != 10:
                    raise ValueError(text)
                return date.fromisoformat(text)
            if reads == "time":
                return time.fromisoformat(text)
            match = _MONTH_DAY.match(text)
            if match is None:
                raise ValueError(text)
            date(2000, int(match[1]), int(match[2]))
            return f"{int(match[1]):02d}-{int(match[2]):02d}"
        except ValueError:
            form = {"day": "2000-04-28", "time": "16:30", "year end": "12-31"}[reads]
            self.fail(node, f"“{text}” is no {name}; write it as {form}.")
            return _BAD


_BAD: Any = object()


def _unfold(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _unknown(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean “{close[0]}”?" if close else f" Known: {', '.join(known)}."
    return f"“{name}” is not known here.{hint}"
