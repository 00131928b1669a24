"""An agreement whose obligations all hang on one event."""

from __future__ import annotations

from datetime import date

from agreements.audit import recording
from agreements.models import Agreement, Participation, Party, User
from obligations.actions.happenings import Said, record
from obligations.clock import machine_now
from obligations.models import Conventions, KeyDate, Obligation, Terms

RULES = (
    "within 30 days after [Closing Date]",
    "not later than 5 business days before [Closing Date] + 6 months",
    "before 120th day following [Closing Date]",
    "later of ([Closing Date], 2001-01-31) + 3 months",
)


def build(reference: str, count: int, by: User) -> KeyDate:
    """Makes it with `count` obligations, and records the event."""
    with recording(by=by, action="bench", reason="measuring"):
        agreement = Agreement.objects.create(reference=reference, title="Measured")
        Conventions.objects.create(agreement=agreement, calendar="us-fed", zone="America/New_York")
        party = Party.objects.create(name=f"Party of {reference}")
        Participation.objects.create(agreement=agreement, party=party, role="Company")
        key_date = KeyDate.objects.create(agreement=agreement, name="Closing Date")
        _add_obligations(agreement, count, by)
    record(key_date=key_date, said=Said(day=date(2000, 4, 28)), by=by, silent=True)
    return key_date


def _add_obligations(agreement: Agreement, count: int, by: User) -> None:
    rows = Obligation.objects.bulk_create(
        [
            Obligation(
                agreement=agreement,
                ref=f"D{n}",
                section=str(n),
                kind="deliverable",
                title=f"Duty {n}",
            )
            for n in range(count)
        ],
        batch_size=5_000,
    )
    now = machine_now()
    terms = [
        Terms(obligation=row, number=1, rule=RULES[n % len(RULES)], made_by=by, made_at=now)
        for n, row in enumerate(rows)
    ]
    Terms.objects.bulk_create(terms, batch_size=5_000)
    for row, version in zip(rows, terms, strict=True):
        row.terms = version
    Obligation.objects.bulk_update(rows, ["terms"], batch_size=2_000)
