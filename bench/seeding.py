"""Many occurrences by plain SQL, as the owner, history left out: only reading is measured."""

from __future__ import annotations

import psycopg

AGREEMENTS, EACH = 500, 20

TABLES = (
    "agreements_party",
    "agreements_agreement",
    "agreements_participation",
    "obligations_conventions",
    "obligations_obligation",
    "obligations_terms",
    "obligations_obligationparty",
    "obligations_occurrence",
)

SEED = f"""
INSERT INTO agreements_party (name, kind, jurisdiction) VALUES ('Bench Company', '', '');
INSERT INTO agreements_agreement
    (reference, title, kind, signed_date, status, governing_law, made_under, summary, visibility)
SELECT 'B-' || n, 'Agreement ' || n, '', DATE '2000-01-01', 'in force', '', '', '', 'all staff'
FROM generate_series(1, {AGREEMENTS}) n;
INSERT INTO obligations_conventions
    (agreement_id, calendar, calendar_source, business_day_defined, zone, roll, month_end,
     fiscal_year_end)
SELECT id, '', '', false, 'America/New_York', 'none', 'down', '' FROM agreements_agreement;
INSERT INTO agreements_participation
    (agreement_id, party_id, role, is_ours, attention, address, fax, email, position)
SELECT a.id, p.id, 'Company', true, '', '', '', '', 0
FROM agreements_agreement a, agreements_party p;
INSERT INTO obligations_obligation
    (agreement_id, ref, section, kind, title, each_obligor, position)
SELECT a.id, 'D' || n, n::text, 'deliverable', 'Deliver thing ' || n, false, n
FROM agreements_agreement a, generate_series(1, {EACH}) n;
INSERT INTO obligations_terms
    (obligation_id, number, rule, summary, condition, consequence, amount, amendment, made_by_id,
     made_at)
SELECT o.id, 1, 'on 2001-01-01', 'A thing to deliver', '', '', '', '', u.id, now()
FROM obligations_obligation o, agreements_user u WHERE u.email = 'system@longstop.invalid';
UPDATE obligations_obligation o SET terms_id = t.id
FROM obligations_terms t WHERE t.obligation_id = o.id;
INSERT INTO obligations_obligationparty (obligation_id, participation_id, side)
SELECT o.id, p.id, 'obligor' FROM obligations_obligation o
JOIN agreements_participation p ON p.agreement_id = o.agreement_id;
"""

MORE = """
INSERT INTO obligations_occurrence
    (obligation_id, agreement_id, terms_id, key, turn, kind, state, phase, certainty, due_date,
     act_by_date, sort_date, soon_at, today_at, late_at, readings, awaiting, cautions, steps,
     calendar_versions, fingerprint, computed_at, done_late, outcome)
SELECT o.id, o.agreement_id, o.terms_id, 'K' || n, n::text, o.kind, 'resolved', 'live', 'actual',
    day, day, day, day - interval '30 days', day, day + interval '1 day',
    '[]', '[]', '[]', '[]', '{{}}', '', now(), false, ''
FROM (
    SELECT n, DATE '1999-01-01' + (n::bigint * 7919 % 9000)::int AS day, n % 10000 AS place
    FROM generate_series({first}, {last}) n
) made
JOIN (
    SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM obligations_obligation
) o USING (place);
"""


def seed(owner_url: str, first: int, last: int) -> None:
    """Adds the occurrences with these numbers; the first time, agreements to hang them on.

    Their dates are spread over 25 years.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET longstop.scope = 'all'")
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        if first == 1:
            owner.execute(SEED)
        owner.execute(MORE.format(first=first, last=last))
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")
