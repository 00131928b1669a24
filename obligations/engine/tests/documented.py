"""The worked examples of a document: the rows of its tables, as cases."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from obligations.engine.cases import read_cases

DOCS = Path(__file__).parents[3] / "docs"
_CODE = re.compile(r"`([^`]*)`")


def tables(document: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Each table of a document: its header in small letters, and its rows."""
    block: list[list[str]] = []
    for line in [*(DOCS / document).read_text("utf-8").splitlines(), ""]:
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            block.append([cell.strip().replace("\\|", "|") for cell in cells])
        elif block:
            yield [cell.lower() for cell in block[0]], block[2:]
            block = []


def cases(document: str) -> list[dict]:
    """The rows of the tables that begin with a rule and say what it gives."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["id", "rule", "inputs", "options", "expected", "readings"])
    for header, rows in tables(document):
        if {"rule", "gives"} <= set(header):
            for row in rows:
                cell = dict(zip(header, row, strict=True))
                codes = {name: _CODE.findall(text) for name, text in cell.items()}
                rule, gives = codes["rule"][0], codes["gives"][0]
                given = [" | ".join(codes.get(name, [])) for name in ("with", "options")]
                readings = ";".join(codes.get("readings", []))
                table.writerow([f"{rule} {given[0]}", rule, *given, gives, readings])
    return read_cases(out.getvalue(), table=True)
