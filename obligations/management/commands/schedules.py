from typing import Any

from django.core.management.base import BaseCommand
from django_q.models import Schedule

# The bell: what rings, and how often in minutes. The night's work is done by the first ring of
# a new day, so that a queue that slept through midnight has missed nothing.
BELLS = {"ring": ("obligations.tasks.ring", 1)}


class Command(BaseCommand):
    help = "Makes the queue's schedules, and takes out those that are not ours."

    def handle(self, *args: Any, **options: Any) -> None:
        Schedule.objects.exclude(name__in=BELLS).delete()
        for name, (func, minutes) in BELLS.items():
            Schedule.objects.update_or_create(
                name=name,
                defaults={"func": func, "schedule_type": Schedule.MINUTES, "minutes": minutes},
            )
        self.stdout.write(f"Schedules: {', '.join(BELLS)}.")
