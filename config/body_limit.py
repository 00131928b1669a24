"""Requests that are larger than anything that a page asks for are refused unread."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# A report to be checked, at most 50 MB, is the largest upload; a form around it takes little.
MOST_BYTES = 60 * 1024**2
SENTENCE = "This is larger than 60 MB. Nothing of it was read; send a smaller file.\n"


class BodyLimit:
    """Answers 413 by the length that a request announces.

    It stands before whatever reads forms: with a form's token, anybody could else fill the disk
    without a sign-in. What announces no length is not read by Django at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > MOST_BYTES:
            return HttpResponse(SENTENCE, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
