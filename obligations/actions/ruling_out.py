"""Recording that an event will not happen, and taking that back."""

from __future__ import annotations

from agreements.audit import recording
from agreements.models import Agreement, User
from obligations.actions.recompute import Changes, recompute
from obligations.clock import business_now
from obligations.models import KeyDate
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow, check_can_be_ruled_out


def rule_out(*, key_date: KeyDate, by: User, reason: str) -> Changes:
    """Records that an event will not happen: what waits for it alone applies no more.

    The reason is shown wherever the key date is. Raises NotNow for what is no
    event, has happened or is planned, or is ruled out already.
    """
    return _settle(key_date, by, reason, out=True)


def rule_in(*, key_date: KeyDate, by: User, reason: str) -> Changes:
    """Takes back that an event will not happen: what waits for it waits again."""
    return _settle(key_date, by, reason, out=False)


def _settle(key_date: KeyDate, by: User, reason: str, *, out: bool) -> Changes:
    check_user_can_enter(by, key_date.agreement)
    words = "will not happen" if out else "may happen after all"
    with recording(by=by, action="rule out" if out else "rule in", reason=reason):
        agreement = Agreement.objects.select_for_update().get(pk=key_date.agreement_id)
        row = KeyDate.objects.select_for_update().get(pk=key_date.pk)
        if out:
            check_can_be_ruled_out(row)
        elif not row.will_not_happen:
            raise NotNow(f"[{row.name}] is not ruled out.")
        row.will_not_happen = reason.strip() if out else ""
        row.save(update_fields=["will_not_happen"])
        return recompute(
            agreement,
            by=by,
            because=f"[{row.name}] {words}",
            now=business_now(),
            names=[row.name],
        )
