"""The audit chain as administrators see it, and for the health address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import Error
from django.db.models import Sum

from agreements import chain
from agreements.models import Seal
from obligations.models import Heartbeat, Report

PAGE = 30
# The names of the heartbeats: of the last sealing, and of the last verifying with what it found.
SEALED, VERIFIED = "seal", "audit"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The chain in short. `verified` is when the night last verified it, its note what it found."""

    head: Seal | None
    events: int
    verified: Heartbeat | None


def sealed() -> Sealed:
    """How far the history is sealed."""
    events = Seal.objects.aggregate(rows=Sum("count"))["rows"] or 0
    return Sealed(chain.head(), events, Heartbeat.objects.filter(name=VERIFIED).first())


def seals(before: int | None = None) -> Sequence[Seal]:
    """One page of the seals and one more, the last first, from before a number."""
    rows = Seal.objects.defer("leaves").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    return list(rows[: PAGE + 1])


def seal_with(head: str) -> Seal | None:
    """The seal that has a hash, as it is printed in a report; None where no seal has."""
    wanted = "".join(head.split()).lower()
    return Seal.objects.defer("leaves").filter(hash=wanted).first()


def heads_given_out() -> Sequence[str]:
    """The heads that are printed in reports, each once."""
    rows = Report.objects.exclude(audit_head="").order_by("audit_head")
    return list(rows.values_list("audit_head", flat=True).distinct())


def audit_in_short() -> str:
    """For the health address: the head of the chain, and what the last verifying found."""
    try:
        head = chain.head()
        if head is None:
            return "nothing sealed yet"
        verified = Heartbeat.objects.filter(name=VERIFIED).first()
    except Error:
        return "unknown"
    found = f"; {verified.note}" if verified else ""
    return f"seal {head.number}, head {head.hash}{found}"
