"""Requests that no page of ours makes, refused before anything reads them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

# A report to be checked, at most 50 MB, is the largest upload; a form around it takes little.
MOST_BYTES = 60 * 1024**2
TOO_LARGE = "This is larger than 60 MB. Nothing of it was read; send a smaller file.\n"
NOTHING = "There is nothing at this address.\n"
PLAIN = "text/plain; charset=utf-8"


class Refusals:
    """Answers 413 by the length that a request announces, and 404 to letters that no address has.

    It stands before whatever reads forms: with a form's token, anybody could else fill the disk
    without a sign-in. What announces no length is not read by Django at all. The letter NUL, which
    no text in the database can have, is taken out of what an address asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request.META) > MOST_BYTES:
            return HttpResponse(TOO_LARGE, status=413, content_type=PLAIN)
        if "\0" in request.path_info:
            return HttpResponse(NOTHING, status=404, content_type=PLAIN)
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)


def _length(meta: dict[str, Any]) -> int:
    announced = str(meta.get("CONTENT_LENGTH") or "")
    return int(announced[:20]) if announced.isascii() and announced.isdigit() else 0
