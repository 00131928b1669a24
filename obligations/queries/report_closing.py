"""What the report of an agreement's closing checklists says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agreements.models import Agreement, User
from obligations.clock import business_now, set_day
from obligations.models import KeyDate
from obligations.queries.closing import Checklist, checklists_of
from obligations.queries.report import Wanted, covered


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """The checklists of one agreement, or of one of its closings, as they stand."""

    agreement: Agreement
    closing: KeyDate | None
    checklists: list[Checklist]
    as_at: date
    asked_by: str
    asked_at: datetime
    business_day: date | None

    @property
    def subject(self) -> str:
        """What it is a checklist of."""
        return self.closing.name if self.closing else self.agreement.title


def closing_checklists(user: User, wanted: Wanted, asked_at: datetime) -> ClosingReport:
    """The checklists as they stand now. The caller has seen that the agreement is visible."""
    agreement = covered(user, wanted).select_related("conventions").get()
    closing = None
    if wanted.closing is not None:
        closing = KeyDate.objects.get(agreement=agreement, pk=wanted.closing)
    return ClosingReport(
        agreement=agreement,
        closing=closing,
        checklists=checklists_of(agreement, business_now(), closing),
        as_at=wanted.as_at,
        asked_by=str(user),
        asked_at=asked_at,
        business_day=set_day(),
    )
