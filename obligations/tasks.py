"""What the queue runs. The queue only rings: rows say what is to be done."""

from __future__ import annotations

from obligations.actions import reports, ticking
from obligations.actions.beating import beat


def ring() -> str:
    """Rings once a minute: plan, queue, send. Shows that the queue's own clock runs."""
    beat("bell")
    turn = ticking.tick(by="queue")
    return f"{turn.planned} planned, {turn.queued} queued, {turn.sent} sent, {turn.failed} failed"


def pulse(name: str) -> str:
    """Shows that a cluster's workers take and do what is put into its queue."""
    beat(name)
    return "alive"


def make_report(report_id: int) -> str:
    """Rings for one report, on the cluster "reports"; its row says whether there is work."""
    return reports.run(report_id=report_id)
