"""Typed readers for environment variables.

Each reader returns the variable's value in its type, or the default where the variable is absent
or empty. Without a default, and for a value that cannot be read, it raises Misconfigured with a
sentence that names the variable, the likely cause and what to do.
"""

import os
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


class Misconfigured(ImproperlyConfigured):
    """The environment does not say what Longstop needs to know."""


def read_str(name: str, default: str | None = None, *, remedy: str = "") -> str:
    """Text, stripped of surrounding space."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise Misconfigured(_missing(name, remedy))
    return default


def read_int(name: str, default: int | None = None, *, remedy: str = "") -> int:
    """A whole number in decimal digits."""
    value = read_str(name, None if default is None else str(default), remedy=remedy)
    try:
        return int(value)
    except ValueError:
        raise Misconfigured(_unreadable(name, value, "a whole number such as 25")) from None


def read_bool(name: str, default: bool | None = None, *, remedy: str = "") -> bool:
    """Yes or no, in any of the usual words."""
    fallback = None if default is None else ("1" if default else "0")
    value = read_str(name, fallback, remedy=remedy).lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise Misconfigured(
        _unreadable(name, value, "1 or 0 (yes, no, true, false, on and off do too)")
    )


def read_list(name: str, default: list[str] | None = None, *, remedy: str = "") -> list[str]:
    """Words separated by commas, empty ones dropped."""
    fallback = None if default is None else ",".join(default)
    value = read_str(name, fallback, remedy=remedy)
    return [word.strip() for word in value.split(",") if word.strip()]


def read_url(
    name: str, default: str | None = None, *, schemes: tuple[str, ...], remedy: str = ""
) -> SplitResult:
    """An absolute URL of one of the schemes, split into its parts, its port checked."""
    value = read_str(name, default, remedy=remedy)
    try:
        parts = urlsplit(value)
        usable = parts.scheme in schemes and bool(parts.hostname)
        usable = usable and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise Misconfigured(
            _unreadable(name, _without_password(value), f"an address such as {schemes[0]}://host")
        )
    return parts


def read_database_url(name: str, default: str | None = None, *, remedy: str = "") -> dict[str, Any]:
    """A PostgreSQL URL as the connection part of Django's DATABASES.

    Understands all that libpq does, so that a socket folder can be given as ?host=/folder and
    sslmode and the like reach the driver.
    """
    value = read_str(name, default, remedy=remedy)
    if not value.startswith(("postgresql://", "postgres://")):
        raise Misconfigured(
            _unreadable(
                name,
                _without_password(value),
                "a PostgreSQL address such as postgresql://longstop_app:password@host:5432/longstop",
            )
        )
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(value))
    except ProgrammingError as error:
        wanted = f"a PostgreSQL address that the driver can read ({str(error).strip()})"
        raise Misconfigured(_unreadable(name, _without_password(value), wanted)) from None
    return {
        "NAME": parts.pop("dbname", "longstop"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }


def _missing(name: str, remedy: str) -> str:
    sentence = f"{name} is not set: most likely the process was started without its environment."
    return f"{sentence} {remedy or f'Set {name} and start again.'}"


def _unreadable(name: str, value: str, wanted: str) -> str:
    return f"{name} is {value!r}, which cannot be read. Set it to {wanted} and start again."


def _without_password(url: str) -> str:
    """The URL fit for an error message: what stands between the first colon and the @ is hidden."""
    scheme, separator, rest = url.partition("://")
    if "@" not in rest:
        return url
    account, _, place = rest.rpartition("@")
    user = account.partition(":")[0]
    return f"{scheme}{separator}{user}:...@{place}"
