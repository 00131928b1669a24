"""The delivery log of an obligation: a page, and a file."""

from __future__ import annotations

import csv
import io
from datetime import UTC

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from obligations.outputs.spreadsheet import quoted
from obligations.queries.delivery import Delivery, delivery_log
from obligations.views.finding import find_obligation
from obligations.views.obligation import number_in
from obligations.views.requests import SignedInRequest

HEAD = (
    "Reference",
    "Section",
    "Occurrence",
    "Date",
    "Day",
    "Kind",
    "Person",
    "Says",
    "State",
    "Why",
    "Address",
    "Message-ID",
    "At (UTC)",
    "Attempts",
)


@require_safe
def delivery(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of each reminder; `o` in the address names one occurrence."""
    found = find_obligation(request.user, pk)
    chosen = number_in(request.GET.get("o", ""))
    log = delivery_log(found, chosen, reader=request.user)
    context = {
        "obligation": found,
        "agreement": found.agreement,
        "log": log,
        "chosen": chosen,
    }
    return render(request, "obligation/delivery.html", context)


@require_safe
def as_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole log as a CSV file."""
    found = find_obligation(request.user, pk)
    log = delivery_log(found, number_in(request.GET.get("o", "")), most=None)
    buffer = io.StringIO()
    # Spreadsheets take the mark at the beginning as a sign that this is UTF-8.
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(HEAD)
    for line in log.lines:
        writer.writerow([quoted(cell) for cell in (found.ref, found.section, *_cells(line))])
    answer = HttpResponse(buffer.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reminders-{found.pk}.csv"'
    return answer


def _cells(line: Delivery) -> tuple[str, ...]:
    return (
        line.turn,
        line.of.isoformat(),
        line.day.isoformat(),
        line.kind,
        line.person,
        line.says,
        line.state,
        line.because,
        line.address,
        line.message.message_id if line.message is not None else "",
        line.at.astimezone(UTC).isoformat(timespec="seconds") if line.at is not None else "",
        "; ".join(f"{one.begun_at:%Y-%m-%dT%H:%M:%SZ} {one.answer}" for one in line.tries),
    )
