"""Parts of an agreement file by themselves: typed into a form, shown in one."""

from __future__ import annotations

from obligations.agreement_file.money import normal_money, terms_of
from obligations.agreement_file.nodes import NodeReader, compose
from obligations.agreement_file.problems import FileProblems, Problem
from obligations.agreement_file.schema_money import MoneyEntry
from obligations.agreement_file.writer import plain_text
from obligations.engine.errors import EngineError


def read_money_entry(text: str) -> MoneyEntry | None:
    """What an agreement file has under “money”; None for an empty text.

    Raises FileProblems with every problem and its line.
    """
    if not text.strip():
        return None
    reader = NodeReader()
    made = reader.entry(compose(text), MoneyEntry, "how an amount is worked out")
    if reader.problems:
        raise FileProblems(reader.problems)
    assert isinstance(made, MoneyEntry)
    try:
        terms_of(made)
        return normal_money(made)
    except EngineError as error:
        raise FileProblems([Problem(1, str(error))]) from error


def write_money_entry(entry: MoneyEntry | None) -> str:
    """The same as text; empty for None."""
    return "" if entry is None else plain_text(entry)
