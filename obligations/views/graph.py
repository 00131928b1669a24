"""What hangs on a date and what it waits for, drawn and as a list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from obligations.clock import business_now
from obligations.outputs.graph_drawing import draw_graph
from obligations.queries.dependencies import Dependencies, Thing
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest

NOT_FOUND = 404


@require_safe
@from_another_day()
def graph(request: SignedInRequest, reference: str) -> HttpResponse:
    """The neighbourhood of the name in `of`; without one, the names to choose from."""
    found = find_agreement(request.user, reference)
    known = Dependencies.of(found, business_now())
    wanted = request.GET.get("of", "").strip()
    name = known.find(wanted) if wanted else None
    around = known.around(name) if name else None
    here = reverse("graph", args=[found.reference])

    def address(thing: Thing) -> str:
        return f"{here}?{urlencode({'of': thing.name})}"

    context = frame(request, found, "graph") | {
        "choices": known.choices(),
        "wanted": name or wanted,
        "around": around,
        "drawing": draw_graph(around, address) if around else "",
        "here": here,
    }
    missing = bool(wanted) and around is None
    return render(request, "agreement/graph.html", context, status=NOT_FOUND if missing else 200)
