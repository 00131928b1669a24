"""Whether this Longstop works, for load balancers, containers and bin/demo."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def database() -> str:
    """ "ok" where the database answers a question, else "unreachable"."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unreachable"
    return "ok"


# Each answers "ok", or says in a word or two what is wrong. None may take long or raise.
CHECKS: dict[str, Callable[[], str]] = {"database": database}
# What somebody should look at in good time, although all works: told, and never a failure.
NOTICES: dict[str, Callable[[], str]] = {}


def report() -> dict[str, str]:
    """What each check and notice answers, under its name, and the whole under "status"."""
    answers = {name: check() for name, check in CHECKS.items()}
    well = all(answer == "ok" for answer in answers.values())
    notices = {name: notice() for name, notice in NOTICES.items()}
    return {"status": "ok" if well else "failing", **answers, **notices}


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """The report as JSON: 200 where all is well, 503 where anything is not."""
    found = report()
    return JsonResponse(found, status=200 if found["status"] == "ok" else 503)
