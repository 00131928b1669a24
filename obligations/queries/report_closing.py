"""What the report of an agreement's closing checklists says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agreements.models import Agreement, User
from obligations.clock import instant_of_day, set_day
from obligations.models import KeyDate
from obligations.queries.closing import Checklist, checklists_of
from obligations.queries.report_scope import Wanted, covered, left_out


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """The checklists of one agreement, or of one of its closings, as at a day."""

    agreement: Agreement
    closing: KeyDate | None
    checklists: list[Checklist]
    as_at: date
    asked_by: str
    asked_at: datetime
    business_day: date | None
    known_on: date | None = None
    left_out: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What it is a checklist of."""
        return self.closing.name if self.closing else self.agreement.title


def closing_checklists(user: User, wanted: Wanted, asked_at: datetime) -> ClosingReport:
    """The checklists as at a day. The caller has seen that the agreement is visible."""
    agreement = covered(user, wanted).select_related("conventions").get()
    closing = None
    if wanted.closing is not None:
        closing = KeyDate.objects.get(agreement=agreement, pk=wanted.closing)
    return ClosingReport(
        agreement=agreement,
        closing=closing,
        checklists=checklists_of(agreement, instant_of_day(wanted.as_at), closing),
        as_at=wanted.as_at,
        asked_by=str(user),
        asked_at=asked_at,
        business_day=set_day(),
        known_on=wanted.known_on,
        left_out=tuple(left_out(user, wanted)),
    )
