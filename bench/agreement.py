"""An agreement whose obligations all hang on one event."""

from __future__ import annotations

from datetime import date

import psycopg

from agreements.audit import recording
from agreements.models import Agreement, Participation, Party, User
from agreements.walls import seeing_everything
from obligations.actions.happenings import Said, record
from obligations.clock import machine_now
from obligations.models import Conventions, KeyDate, Obligation, Terms

RULES = (
    "within 30 days after [Closing Date]",
    "not later than 5 business days before [Closing Date] + 6 months",
    "before 120th day following [Closing Date]",
    "later of ([Closing Date], 2001-01-31) + 3 months",
)


def build(reference: str, count: int, by: User, owner_url: str) -> KeyDate:
    """Makes it with `count` obligations, and then records the event."""
    with seeing_everything(), recording(by=by, action="bench", reason="measuring"):
        agreement = Agreement.objects.create(reference=reference, title="Measured")
        Conventions.objects.create(agreement=agreement, calendar="us-fed", zone="America/New_York")
        party = Party.objects.create(name=f"Party of {reference}")
        Participation.objects.create(agreement=agreement, party=party, role="Company")
        key_date = KeyDate.objects.create(agreement=agreement, name="Closing Date")
        _add_obligations(agreement, count, by)
    tidy(owner_url)
    with seeing_everything():
        record(key_date=key_date, said=Said(day=date(2000, 4, 28)), by=by, silent=True)
    tidy(owner_url)
    return key_date


def tidy(owner_url: str) -> None:
    """What the database's own housekeeping does in the minute after so many new rows."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


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
