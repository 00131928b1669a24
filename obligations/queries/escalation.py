"""After how many days without an answer others are told, and who these are."""

from __future__ import annotations

from obligations.engine.escalation import Pace
from obligations.engine.kinds import KEPT, RIGHTS
from obligations.models import Obligation, ReminderPolicy

USUAL = Pace()


def escalation_paces() -> dict[int | None, Pace]:
    """How fast others are told, by policy; None: where there is no policy."""
    found: dict[int | None, Pace] = {None: USUAL}
    for policy in ReminderPolicy.objects.all():
        found[policy.pk] = pace = pace_of(policy)
        if policy.is_default:
            found[None] = pace
    return found


def pace_of(policy: ReminderPolicy) -> Pace:
    """How fast others are told by a policy; what it leaves open is as usual."""
    after, within = policy.escalate_after, policy.escalate_within
    return Pace(
        after=USUAL.after if after is None else after,
        within=USUAL.within if within is None else within,
    )


def passed_on_in_words(obligation: Obligation) -> str:
    """Who is told when nobody answers, and when; empty where that never happens."""
    by_policy = escalation_paces()
    pace = by_policy.get(obligation.policy_id, by_policy[None])
    if pace.is_never or obligation.kind in KEPT:
        return ""
    others = (obligation.deputy, obligation.agreement.owner)
    people = [*dict.fromkeys(str(p) for p in others if p and p != obligation.responsible)]
    when = f"from {_days(pace.within)} before the date" if pace.within else "from the date on"
    if not people or obligation.kind in RIGHTS:
        told = ", then ".join([*people, "administrators"])
        return f"{when} {told}{_apart(pace) if people else ''}"
    told = ", then ".join(people)
    apart = _apart(pace) if len(people) > 1 else ""
    return f"{when} {told}{apart}; administrators once it is overdue"


def _apart(pace: Pace) -> str:
    return f", {_days(pace.after)} apart"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
