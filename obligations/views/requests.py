"""What a view is given."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from agreements.models import User


class SignedInRequest(HttpRequest):
    """A request behind the sign-in: its user is a person. For the checker's eyes."""

    user: User  # type: ignore[assignment]
    # How a page that can be looked at from another day is looked at (views/looking.py).
    sight: Any
