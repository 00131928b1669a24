"""The register page over real HTTP, at ten thousand and at a million occurrences.

Held against a bare view of the same fifty rows: the same server, session,
middleware and wall, one hand-written query, one f-string for each row.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from statistics import median, quantiles

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import User
from agreements.walls import seeing_as
from config.local.processes import listen
from obligations.clock import business_now
from obligations.queries.register import Filters, page

ROUNDS, REQUESTS = 5, 100

SEED = """
INSERT INTO agreements_party (name, kind, jurisdiction) VALUES ('Bench Company', '', '');
INSERT INTO agreements_agreement
    (reference, title, kind, signed_date, status, governing_law, made_under, summary, visibility)
SELECT 'B-' || n, 'Agreement ' || n, '', DATE '2000-01-01', 'in force', '', '', '', 'all staff'
FROM generate_series(1, 500) n;
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
FROM agreements_agreement a, generate_series(1, 20) n;
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
    """Adds occurrences by plain SQL as the owner, history left out: only reading is measured."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET longstop.scope = 'all'")
        tables = ("agreements_party", "agreements_agreement", "agreements_participation")
        tables += ("obligations_conventions", "obligations_obligation", "obligations_terms")
        tables += ("obligations_obligationparty", "obligations_occurrence")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        if first == 1:
            owner.execute(SEED)
        owner.execute(MORE.format(first=first, last=last))
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE")


def measure(owner_url: str, counts: tuple[int, ...] = (10_000, 1_000_000)) -> list[str]:
    """Lines to print: medians and p95 of both views at each count, and their ratios."""
    person = User.objects.create_user(
        f"bench-{time.time_ns()}@longstop.example", full_name="Bench", role="reader"
    )
    cookie = _signed_in(person)
    found, there, first = [], 0, 0.0
    with _server() as port:
        for count in counts:
            seed(owner_url, there + 1, count)
            there = count
            register, bare = _compare(port, cookie)
            first = first or register[1]
            queries = _queries(person)
            found.append(
                f"register {count:>9,} occurrences: p50 {register[0]:.1f} ms, p95 {register[1]:.1f}"
                f" ms; bare view p50 {bare[0]:.1f} ms, p95 {bare[1]:.1f} ms; ratio p50"
                f" {register[0] / bare[0]:.2f}, p95 {register[1] / bare[1]:.2f} (target 2); p95"
                f" {register[1] / first:.2f} x that of the first count; {queries} queries"
            )
    return found


def _signed_in(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _queries(person: User) -> int:
    with seeing_as(person), CaptureQueriesContext(connection) as queries:
        page(person, Filters(), business_now())
    return len(queries)


@contextmanager
def _server() -> Iterator[int]:
    """Gunicorn with the measured and the bare view, one worker, on a free port."""
    with listen() as listener:
        port = listener.getsockname()[1]
        command = ["-m", "gunicorn", "config.wsgi:application", "--worker-class=gthread"]
        command += ["--workers=1", "--threads=2", f"--bind=fd://{listener.fileno()}"]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        process = subprocess.Popen(
            [sys.executable, *command, "--no-control-socket", "--log-level=warning"],
            env=environment,
            pass_fds=[listener.fileno()],
        )
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


def _compare(port: int, cookie: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Median and p95 of both views, asked in turns so that other load strikes both alike."""
    times: dict[str, list[float]] = {"/register": [], "/bare": []}
    client = HTTPConnection("127.0.0.1", port)
    for path in times:
        _ask(client, path, cookie, 20)
    for _ in range(ROUNDS):
        for path, taken in times.items():
            taken += _ask(client, path, cookie, REQUESTS)
    client.close()
    register, bare = (_summary(taken) for taken in times.values())
    return register, bare


def _ask(client: HTTPConnection, path: str, cookie: str, count: int) -> list[float]:
    taken = []
    for _ in range(count):
        begun = time.perf_counter()
        client.request("GET", path, headers={"Cookie": cookie, "Host": "127.0.0.1"})
        answer = client.getresponse()
        body = answer.read()
        taken.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200 or body.count(b"Deliver thing") < 50:
            raise SystemExit(f"{path} answered {answer.status} without its fifty rows")
    return taken


def _summary(taken: list[float]) -> tuple[float, float]:
    return median(taken), quantiles(taken, n=20)[-1]
