"""The pages for what cannot be shown: each says in a sentence what is wrong and where to go."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from obligations.permissions import NotAllowed

PLAIN = "You have not the right for this. An administrator can say who has it."


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the sentence of NotAllowed; other refusals have no words for people."""
    sentence = str(exception) if isinstance(exception, NotAllowed) else PLAIN
    return render(request, "errors/403.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the sentence that a view gave to Http404, if it gave one."""
    words = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    sentence = words if isinstance(words, str) and "matches the given query" not in words else ""
    return render(request, "errors/404.html", {"sentence": sentence}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500, without asking the database anything: it may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)
