import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.health import report


class Command(BaseCommand):
    help = "Prints what the health address would answer; exit status 1 where anything is not well."

    def handle(self, *args: Any, **options: Any) -> None:
        found = report()
        self.stdout.write(json.dumps(found))
        if found["status"] != "ok":
            sys.exit(1)
