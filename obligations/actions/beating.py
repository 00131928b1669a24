"""Heartbeats: what works shows so, by the machine's clock."""

from __future__ import annotations

from obligations.clock import machine_now
from obligations.models import Heartbeat


def beat(name: str, note: str = "") -> None:
    """Shows that a part of Longstop works."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": machine_now(), "note": note})
