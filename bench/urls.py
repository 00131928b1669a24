"""The pages of Longstop, and beside them a view that does no more than it must."""

from datetime import UTC, datetime

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

# Who may see a row is asked of the database's own walls, as for every page.
QUERY = """
SELECT o.id, o.sort_date, o.sort_date - %(today)s AS days, o.obligation_id, a.reference,
    b.section, b.title, o.certainty, jsonb_array_length(o.cautions) AS cautions,
    b.confirmed_by_id IS NOT NULL AS confirmed, u.full_name AS responsible,
    p.name || ' (' || q.role || ')' AS obligor,
    CASE WHEN o.late_at <= %(now)s THEN 'overdue' WHEN o.today_at <= %(now)s THEN 'due today'
    WHEN o.soon_at <= %(now)s THEN 'due soon' WHEN o.opens_at > %(now)s THEN 'scheduled'
    ELSE 'open' END AS status
FROM obligations_occurrence o
JOIN agreements_agreement a ON a.id = o.agreement_id
JOIN obligations_obligation b ON b.id = o.obligation_id
JOIN obligations_obligationparty s ON s.obligation_id = b.id AND s.side = 'obligor'
JOIN agreements_participation q ON q.id = s.participation_id
JOIN agreements_party p ON p.id = q.party_id
LEFT JOIN agreements_user u ON u.id = coalesce(o.assignee_id, b.responsible_id)
WHERE o.phase <> 'withdrawn' ORDER BY o.sort_date, o.id LIMIT 50
"""


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty rows as a table: one hand-written query, and one loop in a template of Django's."""
    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"now": now, "today": now.date()})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return render(request, "bare.html", {"rows": rows})


urlpatterns = [path("bare", bare), path("", include("config.urls"))]
