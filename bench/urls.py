"""The pages, and a view that does no more than it must."""

from html import escape

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from obligations.clock import business_now

QUERY = """
SELECT o.id, o.sort_date, a.reference, b.section, b.title, p.name,
    CASE WHEN o.late_at <= %(now)s THEN 'overdue' WHEN o.soon_at <= %(now)s THEN 'due soon'
    WHEN o.opens_at > %(now)s THEN 'scheduled' ELSE 'open' END
FROM obligations_occurrence o
JOIN agreements_agreement a ON a.id = o.agreement_id
JOIN obligations_obligation b ON b.id = o.obligation_id
JOIN obligations_obligationparty s ON s.obligation_id = b.id AND s.side = 'obligor'
JOIN agreements_participation q ON q.id = s.participation_id
JOIN agreements_party p ON p.id = q.party_id
WHERE o.phase <> 'withdrawn' ORDER BY o.sort_date, o.id LIMIT 50
"""


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty rows as a table, by one hand-written query and one f-string for each row."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, {"now": business_now()})
        rows = cursor.fetchall()
    cells = "".join(
        f"<tr><td>{day:%a %d %b %Y}</td><td>{status}</td>"
        f"<td>{escape(reference)} {escape(section)}</td>"
        f'<td><a href="/obligations/{id_}">{escape(title)}</a></td><td>{escape(party)}</td></tr>'
        for id_, day, reference, section, title, party, status in rows
    )
    return HttpResponse(f"<!doctype html><title>Bare</title><table>{cells}</table>")


urlpatterns = [path("bare", bare), path("", include("config.urls"))]
