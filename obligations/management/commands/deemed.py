import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.walls import seeing_everything
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.engine.explain import as_lines, reading_line
from obligations.engine.inputs import day as read_day
from obligations.engine.run import show_instant
from obligations.management.commands.export_agreement import agreement_named
from obligations.queries.deemed_data import deemed_data
from obligations.queries.deeming import NoticeClause, read_sending


class Command(BaseCommand):
    help = "Tells when a notice sent by a channel counts as received under an agreement."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("reference", help="of the agreement")
        parser.add_argument("channel", help="as the agreement's notice rules call it: fax")
        parser.add_argument("sent", help="as 2000-09-01T14:30, in the agreement's zone")
        parser.add_argument("--zone", default="", help="of the hour of sending, if another")
        parser.add_argument("--received", metavar="DATE", help="of actual receipt, if known")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with seeing_everything():
                self._tell(options)
        except EngineError as error:
            raise CommandError(str(error)) from error

    def _tell(self, options: dict[str, Any]) -> None:
        if options["zone"]:
            read_zone(options["zone"])
        clause = NoticeClause(agreement_named(options["reference"]))
        channel = clause.channel(options["channel"])
        sending = read_sending(options["sent"], options["zone"])
        received = read_day("--received", options["received"]) if options["received"] else None
        found = clause.deem(channel, sending, received)
        if options["json"]:
            data = deemed_data(clause, channel, sending, found)
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
            return
        moment = sending.moment(clause.zone)
        sent = show_instant(moment.at) if moment.at else str(moment.day)
        section = f", {channel.row.section}" if channel.row.section else ""
        line = f"By {channel.name}{section}, sent {sent}:"
        lines = as_lines(line, found.result)
        if found.gap:
            # The first reading is no computed date here, so that it is not among the lines yet.
            lines[2:2] = [f"reading: {reading_line(r)}" for r in found.outcome.readings[:1]]
        self.stdout.write("\n".join(lines))
