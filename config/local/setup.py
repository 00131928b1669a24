"""Prepares the database of a demonstration: python -m config.local.setup [--bare]

Tables, users and samples, each only where missing; starts nothing that stays. Two at once take
turns.
"""

import argparse
import os

import django
from django.core.management import call_command, get_commands

from config.command_line import plain_errors
from config.database import as_owner, hold_embedded
from config.local.account import tell
from config.local.places import make_folder, var_folder
from config.local.postgres import locked


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LONGSTOP_DEMO", "1")
    parser = argparse.ArgumentParser(description="Prepares the demonstration's database.")
    parser.add_argument("--bare", action="store_true", help="without the sample agreements")
    bare = parser.parse_args().bare
    with plain_errors(), locked(make_folder(var_folder()) / "setup"):
        prepare(bare=bare)


def prepare(*, bare: bool) -> None:
    """Migrates as the owner, then makes users and loads samples as the application."""
    django.setup()
    lease = hold_embedded()
    with as_owner():
        call_command("migrate", verbosity=0)
    call_command("demo_users")
    call_command("schedules")
    if not bare and "load_samples" in get_commands():
        call_command("load_samples")
    if lease is not None:
        lease.release()
    tell("The database is ready.")


if __name__ == "__main__":
    main()
