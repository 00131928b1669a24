"""Many occurrences, history left out: only reading is measured.

Agreements and one occurrence are made as Longstop makes them, so that no column
is forgotten; the other occurrences are that one's copies on other dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import psycopg

from agreements.models import Agreement, Participation, Party, User
from agreements.walls import seeing_everything
from obligations.clock import instant_of_day, machine_now
from obligations.models import Conventions, Obligation, ObligationParty, Occurrence, Terms

AGREEMENTS, EACH = 500, 20
FIRST_DAY, DAYS = date(1999, 1, 1), 9_000

MODELS = (Party, Agreement, Participation, Conventions, Obligation, Terms, ObligationParty)
TABLES = tuple(model._meta.db_table for model in (*MODELS, Occurrence))

# 7919 is a prime: the days are spread, and the same each time.
MORE = """
INSERT INTO obligations_occurrence ({columns})
SELECT {values}
FROM (
    SELECT n, %(first_day)s::date + (n * 7919 %% %(days)s)::int AS day, n %% %(places)s AS place
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n
) made
JOIN (
    SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM obligations_obligation
) o USING (place)
CROSS JOIN (SELECT * FROM obligations_occurrence ORDER BY id LIMIT 1) model
"""

OTHER = {
    "obligation_id": "o.id",
    "agreement_id": "o.agreement_id",
    "terms_id": "o.terms_id",
    "key": "'K' || made.n",
    "turn": "made.n::text",
    "due_date": "made.day",
    "act_by_date": "made.day",
    "sort_date": "made.day",
    "soon_at": "made.day - interval '30 days'",
    "today_at": "made.day",
    "late_at": "made.day + interval '1 day'",
}


def seed(owner_url: str, first: int, last: int) -> None:
    """Adds the occurrences with these numbers; the first time, agreements to hang them on."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET longstop.scope = 'all'")
        with without_history(owner):
            if first == 1:
                _make_first()
                first = 2
            names = [f.column for f in Occurrence._meta.concrete_fields if not f.primary_key]
            values = [OTHER.get(name, f"model.{name}") for name in names]
            numbers = {"first": first, "last": last, "first_day": FIRST_DAY, "days": DAYS}
            words = MORE.format(columns=", ".join(names), values=", ".join(values))
            owner.execute(words, {**numbers, "places": AGREEMENTS * EACH})
        owner.execute("VACUUM ANALYZE")


@contextmanager
def without_history(owner: psycopg.Connection) -> Iterator[None]:
    for table in TABLES:
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in TABLES:
        owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _make_first() -> None:
    """All agreements with their obligations, and the first occurrence."""
    with seeing_everything():
        party = Party.objects.create(name="Bench Company")
        agreements = Agreement.objects.bulk_create(
            Agreement(
                reference=f"B-{n}",
                title=f"Agreement {n}",
                signed_date=FIRST_DAY,
                status="in force",
                visibility=Agreement.Visibility.ALL_STAFF,
            )
            for n in range(AGREEMENTS)
        )
        zone = "America/New_York"
        Conventions.objects.bulk_create(Conventions(agreement=a, zone=zone) for a in agreements)
        _make_obligations(agreements, party)


def _make_obligations(agreements: list[Agreement], party: Party) -> None:
    sides = Participation.objects.bulk_create(
        Participation(agreement=a, party=party, role="Company", is_ours=True) for a in agreements
    )
    places = [(a, p, n) for a, p in zip(agreements, sides, strict=True) for n in range(EACH)]
    rows = Obligation.objects.bulk_create(
        Obligation(
            agreement=a, ref=f"D{n}", section=str(n), kind="deliverable", title=f"Deliver thing {n}"
        )
        for a, _, n in places
    )
    by, now = User.objects.system(), machine_now()
    terms = Terms.objects.bulk_create(
        Terms(obligation=o, number=1, rule="on 2001-01-01", made_by=by, made_at=now) for o in rows
    )
    for row, version in zip(rows, terms, strict=True):
        row.terms = version
    Obligation.objects.bulk_update(rows, ["terms"], batch_size=2_000)
    ObligationParty.objects.bulk_create(
        ObligationParty(obligation=o, participation=p, side="obligor")
        for o, (_, p, _) in zip(rows, places, strict=True)
    )
    _occurrence(rows[0], terms[0]).save()


def _occurrence(obligation: Obligation, terms: Terms) -> Occurrence:
    day, instant = FIRST_DAY, instant_of_day(FIRST_DAY)
    return Occurrence(
        obligation=obligation,
        agreement_id=obligation.agreement_id,
        terms=terms,
        key="K1",
        turn="1",
        kind=obligation.kind,
        state="resolved",
        phase="live",
        certainty="actual",
        due_date=day,
        act_by_date=day,
        sort_date=day,
        soon_at=instant - timedelta(days=30),
        today_at=instant,
        late_at=instant + timedelta(days=1),
        computed_at=machine_now(),
    )
