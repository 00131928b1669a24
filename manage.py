#!/usr/bin/env python3
"""Longstop's commands: python manage.py help lists them."""

import os
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from config.command_line import run
    except ModuleNotFoundError as error:
        use_checkout_environment(error)
    else:
        run(sys.argv)


def use_checkout_environment(error: ModuleNotFoundError) -> None:
    """Starts again with the Python that bin/setup prepared, if this one lacks what is needed."""
    # bin/setup writes the stamp last: without it, the environment is half-built.
    if not (VENV / "stamp.json").exists():
        sys.exit(f"This Python has no {error.name}. Run bin/setup first; it installs all there is.")
    if Path(sys.prefix).resolve() == VENV:
        raise error
    python = str(VENV / "bin" / "python")
    os.execv(python, [python, *sys.argv])


if __name__ == "__main__":
    main()
