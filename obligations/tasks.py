"""What the queue runs. The queue only rings: rows say what is to be done."""

from __future__ import annotations

from obligations.actions import reports, ticking


def ring() -> str:
    """Rings once a minute: plan, queue, send."""
    turn = ticking.tick(by="queue")
    return f"{turn.planned} planned, {turn.queued} queued, {turn.sent} sent, {turn.failed} failed"


def night() -> str:
    """Rings once a night: open series are extended, missed duties noticed."""
    return f"{ticking.nightly()} agreements moved"


def make_report(report_id: int) -> str:
    """Rings for one report, on the cluster "reports"; its row says whether there is work."""
    return reports.run(report_id=report_id)
