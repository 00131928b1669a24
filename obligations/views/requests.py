"""What a view is given."""

from __future__ import annotations

from django.http import HttpRequest

from agreements.models import User


class SignedInRequest(HttpRequest):
    """A request behind the sign-in: its user is a person. For the checker's eyes."""

    user: User  # type: ignore[assignment]
