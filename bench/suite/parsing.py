"""Reading a rule for the first time, and again: results are kept."""

from __future__ import annotations

from collections.abc import Iterator

from bench.rows import Row, speed
from bench.turns import in_turns
from obligations.engine.names import names_of
from obligations.engine.parser import parse

RULES = (
    "within 30 days after [Closing Date]",
    "not later than 5 business days before [Closing Date] + 6 months",
    "before 120th day following [Closing Date]",
    "later of ([Closing Date], 2001-01-31) + 3 months",
    "within 30 days after the end of each calendar quarter, from [Closing Date]",
)


def measure() -> Iterator[Row]:
    """Five rules, with nothing kept and with all kept; the parser's own tables are built before."""
    names = names_of({"Closing Date": "event"}, ())

    def read() -> None:
        for text in RULES:
            parse(text, names)

    def read_afresh() -> None:
        parse.cache_clear()
        read()

    turns = in_turns(read, read_afresh, rounds=25)
    yield speed(f"{len(RULES)} rules read before, against read afresh", turns, at_least=50)
