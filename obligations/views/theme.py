"""Light or dark: a cookie, so that the first byte of a page knows it and nothing flashes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from obligations.views.going_back import way_back

COOKIE = "theme"
YEAR = 365 * 24 * 60 * 60
THEMES = (("", "System"), ("light", "Light"), ("dark", "Dark"))


def chosen(request: HttpRequest) -> str:
    """The theme that the reader has chosen; empty for the system's."""
    value = request.COOKIES.get(COOKIE, "")
    return value if value in dict(THEMES) else ""


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice for a year and goes back to where the reader was."""
    answer = HttpResponseRedirect(way_back(request))
    value = request.POST.get("theme", "")
    if value in dict(THEMES) and value:
        answer.set_cookie(COOKIE, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
