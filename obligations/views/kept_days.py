"""Links of a page that is looked at from another day: they go on looking from there."""

from __future__ import annotations

import re
from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from obligations.queries.looking_back import Viewpoint

# Of a view that can be looked at from another day: the names of the days that it takes.
LOOKS_BACK = "looks_back"

_LINK = re.compile(r'href="((?:/|\?)[^"#]*)((?:#[^"]*)?)"(?! data-now)')
_MAIN = "<main"


def keep_days(answer: HttpResponseBase, path: str, point: Viewpoint) -> HttpResponseBase:
    """The answer whose links to pages that can be looked at so carry the days of a viewpoint.

    Links marked `data-now`, those outside the page's main part, and other files stay.
    """
    if not isinstance(answer, HttpResponse) or "html" not in answer.get("Content-Type", ""):
        return answer
    head, main, rest = answer.content.decode().partition(_MAIN)
    kept = _LINK.sub(partial(_kept, path, point), rest)
    answer.content = f"{head}{main}{kept}".encode()
    return answer


def _kept(path: str, point: Viewpoint, link: re.Match[str]) -> str:
    address, place = link.groups()
    asked, _, query = address.partition("?")
    carried = _carried(asked or path, query, point)
    if not carried:
        return link[0]
    told = f"{query}&amp;{carried}" if query else carried
    return f'href="{asked}?{told}{place}"'


def _carried(path: str, query: str, point: Viewpoint) -> str:
    """The part of an address that keeps the days which the page behind it takes and lacks."""
    try:
        takes = getattr(resolve(path).func, LOOKS_BACK, ())
    except Resolver404:
        return ""
    days = {name: getattr(point, name) for name in takes if f"{name}=" not in query}
    return Viewpoint(**days).query.replace("&", "&amp;")
