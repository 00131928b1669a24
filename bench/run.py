"""Measures and prints: python -m bench.run [--json] [name …], or bin/bench.

Every module of bench/suite is a bench: its docstring says what is measured, and
its function `measure` returns rows.
"""

from __future__ import annotations

import argparse
import json
import os
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

SUITE = Path(__file__).with_name("suite")
# These take many minutes: they run when they are named.
NAMED_ONLY = {"pages_500"}


def main() -> int:
    """Runs what was asked for; 1 where a target is missed."""
    asked = _asked()
    _settle(asked.var)
    found = []
    for name in asked.names or [one for one in names() if one not in NAMED_ONLY]:
        _tell(f"{name} …")
        rows = import_module(f"bench.suite.{name}").measure()
        found += [(name, row) for row in rows]
    if asked.json:
        print(json.dumps([{"bench": name, **row.as_dict()} for name, row in found], indent=1))
    else:
        from bench.table import table

        print(table(found))
    return int(any(row.met is False for _, row in found))


def names() -> list[str]:
    """The names of all benches."""
    return [module.name for module in pkgutil.iter_modules([str(SUITE)])]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="How fast Longstop is, as ratios to bare equivalents measured in one run.",
        epilog="docs/speed.md says how to read the table. Exit status 1: a target is missed.",
    )
    parser.add_argument("names", nargs="*", metavar="bench", help=", ".join(names()))
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--list", action="store_true", help="say what each bench measures")
    parser.add_argument(
        "--var",
        default=os.environ.get("LONGSTOP_VAR") or "var/bench",
        help="the data folder, its database included (default: %(default)s)",
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names()):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose from {', '.join(names())}")
    if asked.list:
        for name in names():
            print(f"{name:<12} {_first_line(name)}")
        sys.exit()
    return asked


def _first_line(name: str) -> str:
    return (SUITE / f"{name}.py").read_text().partition("\n")[0].strip('"')


def _settle(var: str) -> None:
    """Settings of production, on a database of our own, whatever the environment names."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "LONGSTOP_SMTP_URL"):
        os.environ.pop(name, None)
    os.environ["LONGSTOP_VAR"] = str(Path(var).resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
