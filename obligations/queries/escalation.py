"""After how many days without an answer others are told, and who these are."""

from __future__ import annotations

from obligations.engine.kinds import KEPT
from obligations.models import Obligation, ReminderPolicy

USUAL_DAYS = 7


def escalation_days() -> dict[int | None, int]:
    """The days without an answer by policy; None: where there is no policy. 0 is never."""
    found: dict[int | None, int] = {None: USUAL_DAYS}
    for policy in ReminderPolicy.objects.all():
        days = USUAL_DAYS if policy.escalate_after is None else policy.escalate_after
        found[policy.pk] = days
        if policy.is_default:
            found[None] = days
    return found


def passed_on_in_words(obligation: Obligation) -> str:
    """Who is told when nobody answers, and when; empty where that never happens."""
    by_policy = escalation_days()
    days = by_policy.get(obligation.policy_id, by_policy[None])
    if days == 0 or obligation.kind in KEPT:
        return ""
    others = (obligation.deputy, obligation.agreement.owner)
    people = dict.fromkeys(str(p) for p in others if p and p != obligation.responsible)
    told = ", then ".join([*people, "administrators"])
    return f"after {days} day{'' if days == 1 else 's'} {told}; sooner once it is overdue"
