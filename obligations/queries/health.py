"""Whether reminders leave: what the parts of the sender last showed, by the machine's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error

from obligations.clock import machine_now
from obligations.models import Heartbeat, Hold

STALE = timedelta(seconds=45)
# name -> what it does, and after how long a silence something is wrong
PARTS = {
    "planner": ("plans reminders", STALE),
    "sender": ("sends mail", STALE),
    "loop": ("rings every few seconds", STALE),
    "queue": ("works on what is asked for", STALE),
    "bell": ("rings every minute", timedelta(seconds=200)),
    # Reading a large portfolio for a report may take its worker a while.
    "reports": ("makes reports", timedelta(minutes=5)),
}
# Without these no reminder leaves; of the bells one is enough.
NEEDED = ("planner", "sender")
# A bell that has been silent for so long was taken out on purpose.
GONE = timedelta(days=1)
# What a watchdog started again beats once under this name.
RESTARTED = "restarted "


@dataclass(frozen=True, slots=True)
class Pulse:
    """One part of the sender, and when it last showed that it works (None: never)."""

    name: str
    does: str
    beat_at: datetime | None
    silent_for: timedelta | None
    is_stale: bool

    @property
    def silence(self) -> str:
        """How long it has been silent, in words."""
        if self.silent_for is None:
            return "since it was set up"
        seconds = int(self.silent_for.total_seconds())
        if seconds < 120:
            return f"for {seconds} seconds"
        if seconds < 2 * 60 * 60:
            return f"for {seconds // 60} minutes"
        return f"for {seconds // 3600} hours"


def pulses(now: datetime) -> list[Pulse]:
    """The parts of the sender with their last beats: those that are needed, and those that ran."""
    beats = dict(Heartbeat.objects.filter(name__in=PARTS).values_list("name", "beat_at"))
    found = []
    for name, (does, patience) in PARTS.items():
        silent_for = now - beats[name] if name in beats else None
        if name not in NEEDED and (silent_for is None or silent_for > GONE):
            continue
        stale = silent_for is None or silent_for > patience
        found.append(Pulse(name, does, beats.get(name), silent_for, stale))
    return found


def held() -> Hold | None:
    """The hold that keeps all mail back, None while mail leaves."""
    return Hold.objects.filter(released_at=None).first()


def last_holds() -> list[Hold]:
    """The last holds that were released, newest first."""
    rows = Hold.objects.exclude(released_at=None).select_related("released_by")
    return list(rows.order_by("-released_at")[:10])


def restarts(now: datetime) -> list[Heartbeat]:
    """What the watchdogs started again within the last day, newest first; `note` says why."""
    rows = Heartbeat.objects.filter(name__startswith=RESTARTED, beat_at__gt=now - GONE)
    return list(rows.order_by("-beat_at"))


def sender() -> str:
    """For the health address: "ok", or what keeps reminders from leaving."""
    try:
        hold = held()
        silent = [p for p in pulses(machine_now()) if p.is_stale and p.name in NEEDED]
    except Error:
        return "unknown"
    if hold is not None:
        return f"mail is held: the journal is at {hold.behind}, the database at {hold.known}"
    return "; ".join(f"{p.name} silent {p.silence}" for p in silent) or "ok"
