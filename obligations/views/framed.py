"""A mail's HTML, shown in a frame that can do nothing: no scripts, no network, no forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

# A link in the mail leads on in the whole window, and only when a person has clicked it.
SANDBOX = "allow-top-navigation-by-user-activation"

# For the page around the frame.
with_frame: Callable[[Any], Any] = csp_update({"frame-src": [SELF]})

_alone: Callable[[Any], Any] = csp(
    {
        "default-src": [NONE],
        # Mail programs know inline styles alone, so mails have them.
        "style-src": [UNSAFE_INLINE],
        "img-src": ["data:"],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": [SANDBOX],
    }
)


def frame(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorates a view that answers with a mail's HTML."""
    framed: Callable[..., HttpResponse] = xframe_options_sameorigin(_alone(view))
    return framed


def framed_html(html: str) -> HttpResponse:
    """The very HTML of a mail; added is only that its links open in the window around it."""
    lower = html.lower()
    place = lower.find("<head>")
    at = place + len("<head>") if place >= 0 else 0
    return HttpResponse(f'{html[:at]}<base target="_top">{html[at:]}')
