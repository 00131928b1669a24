"""Kills what sends, again and again, and counts at the mail server: python -m soak"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from config.local.lease import hold
from config.local.places import CHECKOUT
from config.local.postgres import EmbeddedServer
from config.local.roles import APP_ROLE, OWNER_ROLE
from soak.sink import Sink

RESUMED_WITHIN_SECONDS = 90.0


def main() -> None:
    """Prints what came of it; exit status 1 where a reminder was lost or sending did not resume."""
    words = argparse.ArgumentParser(prog="bin/soak", description=__doc__)
    words.add_argument("--reminders", type=int, default=20_000)
    words.add_argument("--people", type=int, default=4_000)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--trials", type=int, default=20, help="of each kind of process")
    words.add_argument("--kinds", default="", help="kinds to try, with commas; all where left out")
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    var = Path(os.environ.setdefault("LONGSTOP_VAR", str(CHECKOUT / "var" / "soak")))
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    lease = hold(EmbeddedServer(var))
    os.environ["DATABASE_URL"] = lease.server.url(APP_ROLE)
    os.environ["DATABASE_OWNER_URL"] = lease.server.url(OWNER_ROLE)
    os.environ["LONGSTOP_DEMO"] = "1"
    sink = Sink()
    server = sink.start()
    os.environ["LONGSTOP_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    _set_up()
    lease.release()
    chance = random.Random(given.seed)
    well = _flood(var, sink, given, chance)
    well &= _one_by_one(var, sink, given, chance)
    server.stop()
    sys.exit(0 if well else 1)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    for command in ("migrate", "schedules"):
        subprocess.run(
            [sys.executable, "manage.py", command, "--verbosity=0"], cwd=CHECKOUT, check=True
        )
    django.setup()
    call_command("check", verbosity=0)


@contextmanager
def _running(var: Path) -> Iterator[None]:
    from config.local import marks

    # Without the address it owns the embedded server, and starts it again when it dies.
    own = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    with (var / "soak.log").open("ab") as log:
        system = subprocess.Popen(
            [sys.executable, "-m", "soak.system"], cwd=CHECKOUT, env=own, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        system.send_signal(signal.SIGINT)
        try:
            system.wait(60)
        except subprocess.TimeoutExpired:
            system.kill()
        marks.end(str(var))


def _flood(var: Path, sink: Sink, given: argparse.Namespace, chance: random.Random) -> bool:
    """Many reminders at once, and a SIGKILL every half second or so while they leave."""
    from datetime import timedelta

    from obligations.clock import business_today
    from soak.seed import fill
    from soak.victims import KINDS, pick

    due = business_today() + timedelta(days=7)
    fill(people=given.people, reminders=given.reminders, due=due)
    killed: dict[str, int] = dict.fromkeys(KINDS, 0)
    begun = time.monotonic()
    with _running(var):
        _until(lambda: len(sink.times) > 0, 120)
        # Weighted towards what sends.
        kinds = [*KINDS, *["loop"] * 6, *["queue's worker, pusher or monitor"] * 6]
        while sum(killed.values()) < given.kills and len(sink.reminders) < given.reminders:
            kind = chance.choice(kinds)
            victim = pick(str(var), kind, chance)
            if victim is not None:
                _kill(victim, kind)
                killed[kind] += 1
            time.sleep(chance.uniform(0.1, 0.5))
        _until(lambda: len(sink.reminders) >= given.reminders, 600)
        time.sleep(5)
    lost = given.reminders - len(sink.reminders)
    uncertain = _uncertain()
    kills = sum(killed.values())
    print(f"{given.reminders:,} reminders to {given.people:,} people in {_since(begun)}:")
    print(f"  killed {kills} times: " + ", ".join(f"{k} {n}" for k, n in killed.items() if n))
    print(f"  accepted by the mail server {len(sink.times)} mails, lost {lost} reminders")
    print(f"  doubles {sink.doubles}, each the same mail with the same Message-ID")
    print(f"  attempts whose outcome nobody knows: {uncertain} (a double can only be one of them)")
    return lost == 0 and sink.doubles <= min(kills, uncertain)


def _kill(victim: psutil.Process, kind: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} killing {kind}", file=sys.stderr, flush=True)
    with contextlib.suppress(psutil.NoSuchProcess):
        victim.send_signal(signal.SIGKILL)


def _uncertain() -> int:
    from django.db import close_old_connections, connections

    from obligations.models import Attempt

    connections.close_all()
    close_old_connections()
    with _database():
        return Attempt.objects.filter(uncertain=True).count()


@contextmanager
def _database() -> Iterator[None]:
    """The database, after all of Longstop has stopped."""
    var = Path(os.environ["LONGSTOP_VAR"])
    lease = hold(EmbeddedServer(var))
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        lease.release()


def _one_by_one(var: Path, sink: Sink, given: argparse.Namespace, chance: random.Random) -> bool:
    """Each kind of process killed many times, with a mail waiting: how long until it leaves."""
    from soak.victims import KINDS, pick

    trials, well = given.trials, True
    with _running(var):
        _wait_for_a_mail(sink, 120)
        for kind in given.kinds.split(",") if given.kinds else KINDS:
            waits = []
            for _ in range(trials):
                victim = _until(lambda kind=kind: pick(str(var), kind, chance), 60)
                if victim is None:
                    continue
                _kill(victim, kind)
                waits.append(_wait_for_a_mail(sink, RESUMED_WITHIN_SECONDS))
            resumed = [wait for wait in waits if wait is not None]
            well &= len(resumed) == trials
            longest = f"{max(resumed):.0f} s" if resumed else "never"
            print(f"  {kind}: resumed {len(resumed)} of {trials}, longest after {longest}")
    return well


def _wait_for_a_mail(sink: Sink, seconds: float) -> float | None:
    """Queues a test mail and waits until it is accepted; after how long, None if in vain."""
    from django.db import Error, connection

    from agreements.models import User
    from obligations.actions.queueing import enqueue
    from obligations.clock import business_today
    from obligations.models import Message

    begun, before, queued = time.monotonic(), len(sink.times), False
    while time.monotonic() - begun < seconds:
        try:
            if not queued:
                person = User.objects.filter(email__endswith="@soak.example").first()
                assert person is not None
                number = Message.objects.filter(kind=Message.Kind.TEST).count() + 1
                queued = enqueue(person.pk, Message.Kind.TEST, business_today(), number=number)
        except Error:
            connection.close()
        if len(sink.times) > before and queued:
            return time.monotonic() - begun
        time.sleep(0.1)
    return None


def _until(condition: Callable[[], Any], seconds: float) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


if __name__ == "__main__":
    main()
