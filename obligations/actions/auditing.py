"""Seals the history as time goes by, and verifies at night what was sealed of late."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from agreements.sealing import seal
from agreements.verifying import Verdict, verify
from obligations.actions.beating import beat
from obligations.clock import machine_now
from obligations.models import Heartbeat
from obligations.queries.audit import SEALED, VERIFIED, heads_given_out

log = logging.getLogger(__name__)

SEAL_EVERY = timedelta(minutes=5)
# Verifying all of a long history would hold up the mail: the night looks at what is new, the
# command at everything.
LOOK_BACK = timedelta(days=8)
# Sending waits for a turn of the clockwork, so sealing does not wait long for other writers.
PATIENCE = 0.5


def seal_now_and_then() -> int:
    """Seals what is new, every few minutes; how many rows of history that was."""
    last = Heartbeat.objects.filter(name=SEALED).first()
    if last is not None and machine_now() - last.beat_at < SEAL_EVERY:
        return 0
    rows = seal(patience=PATIENCE)
    beat(SEALED)
    return rows


def verify_nightly(*, today: date) -> Verdict | None:
    """Once a day, verifies what was sealed of late and leaves a note of what it found."""
    last = Heartbeat.objects.filter(name=VERIFIED).first()
    if last is not None and last.note.startswith(today.isoformat()):
        return None
    found = verify(since=machine_now() - LOOK_BACK, heads=heads_given_out())
    for sentence in found.broken:
        log.critical("the audit chain is broken: %s", sentence)
    beat(VERIFIED, f"{today.isoformat()} {in_short(found)}"[:200])
    return found


def in_short(found: Verdict) -> str:
    """A verdict in a few words: how much holds, or the first of what does not."""
    if found.broken:
        return f"BROKEN in {len(found.broken)}: {found.broken[0]}"
    return f"{found.events:,} events under {found.seals:,} seals hold"
