import argparse
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from agreements.walls import seeing_everything
from obligations.actions.happenings import Said, find_answered, find_to_correct, record
from obligations.actions.recompute import Changes
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.engine.inputs import day as read_day
from obligations.engine.names import fold
from obligations.facts import names_of_agreement
from obligations.management.commands.export_agreement import agreement_named
from obligations.management.commands.import_agreement import user_named
from obligations.models import KeyDate
from obligations.permissions import NotAllowed


class Command(BaseCommand):
    help = "Records that a key date came about, corrects what was recorded, or takes it back."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("reference", help="of the agreement")
        parser.add_argument("name", help="of the key date")
        parser.add_argument("date", help="as 2000-04-28")
        parser.add_argument("--time", help="as 16:00")
        parser.add_argument("--zone", default="", help="as America/New_York")
        parser.add_argument("--until", metavar="DATE", help="the last day of a span")
        parser.add_argument("--assumed", action="store_true", help="not an established fact")
        parser.add_argument("--planned", action="store_true", help="still to come")
        parser.add_argument("--note", default="", help="where it is known from")
        parser.add_argument("--answers", metavar="DATE", help="which happening it answers")
        parser.add_argument("--corrects", metavar="DATE", help="the recorded date to replace")
        parser.add_argument("--withdraw", action="store_true", help="take the recorded date back")
        parser.add_argument("--reason", default="", help="for a correction or a withdrawal")
        parser.add_argument("--by", metavar="EMAIL", help="the user in whose name; system without")

    def handle(self, *args: Any, **options: Any) -> None:
        by = user_named(options["by"])
        try:
            with seeing_everything():
                key_date = key_date_named(agreement_named(options["reference"]), options["name"])
                said = _said(key_date, options)
                reason = options["reason"] or _routine(said)
                changes = record(key_date=key_date, said=said, by=by, reason=reason)
        except (EngineError, NotAllowed, ValueError) as error:
            raise CommandError(str(error)) from error
        self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        for move in changes.moves:
            self.stdout.write(f"{move.ref} {move.title}: {move.old or '–'} → {move.new or '–'}")
        for move in changes.kept:
            self.stdout.write(
                f"{move.ref} {move.title}: stays at {move.old or '–'}, since it is decided"
                f" (the rule now gives {move.new or '–'})"
            )
        self.stdout.write(f"Recorded; {len(changes.moves)} dates moved.")


def key_date_named(agreement: Agreement, name: str) -> KeyDate:
    """The key date of a name. Raises EngineError that names the closest ones."""
    for key_date in KeyDate.objects.filter(agreement=agreement).select_related("agreement"):
        if fold(key_date.name) == fold(name.strip("[]")):
            return key_date
    close = names_of_agreement(agreement).closest(name)
    hint = f" Did you mean {' or '.join(f'[{n}]' for n in close)}?" if close else ""
    raise EngineError(f"{agreement.reference} has no key date “{name}”.{hint}")


def _answered(key_date: KeyDate, options: dict[str, Any]) -> date | None:
    if options["answers"] and key_date.answers is None:
        raise EngineError(f"[{key_date.name}] answers no other event, so it cannot say which one.")
    return read_day("--answers", options["answers"]) if options["answers"] else None


def _said(key_date: KeyDate, options: dict[str, Any]) -> Said:
    day = read_day("the date", options["date"])
    corrects = None
    if options["corrects"]:
        corrects = find_to_correct(key_date, read_day("--corrects", options["corrects"]))
    elif options["withdraw"]:
        corrects = find_to_correct(key_date, day)
    if options["zone"]:
        read_zone(options["zone"])
    return Said(
        day=day,
        until=read_day("--until", options["until"]) if options["until"] else None,
        at=_time(options["time"]),
        zone=options["zone"],
        certainty=_certainty(key_date, day, options),
        note=options["note"],
        corrects=corrects,
        answers=find_answered(key_date, _answered(key_date, options)),
        withdraw=options["withdraw"],
    )


def _routine(said: Said) -> str:
    """Why, where nobody said: enough for what was not recorded before, not for a correction."""
    return "" if said.replaces else "recorded on the command line"


def _certainty(key_date: KeyDate, day: date, options: dict[str, Any]) -> str:
    if options["assumed"] and options["planned"]:
        raise EngineError("A date is assumed or planned, not both.")
    return "assumed" if options["assumed"] else "planned" if options["planned"] else "actual"


def _time(text: str | None) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise EngineError(f"“{text}” is no time; write it as 16:00.") from error
