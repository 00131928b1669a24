"""What may stand at the cursor of a rule that is being typed, its agreement's names included."""

from __future__ import annotations

from typing import cast

from agreements.models import Agreement, User
from obligations.calendars_in_force import in_force
from obligations.engine.completion import Completion, complete
from obligations.engine.kinds import KEY_DATE_KINDS
from obligations.engine.names import Kind, Names, names_of
from obligations.facts import names_of_agreement
from obligations.permissions import check_user_can_see
from obligations.queries.rule_trial import Draft


def complete_rule(user: User, agreement: Agreement | None, draft: Draft, cursor: int) -> Completion:
    """What may stand at a cursor; raises NotAllowed for an agreement that they may not see."""
    if agreement is not None:
        check_user_can_see(user, agreement)
    names = _names(agreement, draft)
    return complete(draft.text, cursor, names, in_force().ids, receipt=draft.receipt)


def _names(agreement: Agreement | None, draft: Draft) -> Names:
    """The agreement's names, with what is typed on the same page in their place."""
    stored = names_of_agreement(agreement) if agreement is not None else Names()
    if draft.key_dates is None:
        return stored
    typed = {t.name: cast(Kind, t.kind) for t in draft.key_dates if t.name}
    kinds = {name: kind for name, kind in typed.items() if kind in KEY_DATE_KINDS}
    return names_of(kinds, stored.references)
