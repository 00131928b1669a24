"""Whether a file is one that Longstop made, and what the person who asks may know of it.

Whoever holds a file knows what is in it; that it is genuine, everybody who can sign in may learn.
Which report it is, who asked for it and when, is told to those who may see all agreements in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import Report
from obligations.queries.report_rows import visible_reports

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that Longstop made, or its data.

    `report` is None for who may not see all agreements in it; `page` says whether its page is
    there for them.
    """

    report: Report | None
    is_data: bool
    page: bool = False


def read_hash(words: str) -> str:
    """A SHA-256 as people copy it, with spaces and capitals; empty where it is none."""
    digest = "".join(words.split()).lower()
    return digest if _HASH.fullmatch(digest) else ""


def find(user: User, sha256: str) -> Found | None:
    """The report whose file, or whose data, have a hash; None where none has. Raises NoUser."""
    seen = ArraySubquery(visible_agreements(user).values("pk"))
    rows = Report.objects.filter(Q(sha256=sha256) | Q(data_sha256=sha256), state=Report.State.DONE)
    any_row = rows.order_by("-id").first() if sha256 else None
    if any_row is None:
        return None
    told = rows.filter(covers__contained_by=seen).select_related(
        "agreement", "closing", "party", "requested_by"
    )
    report = told.order_by("-id").first()
    is_data = (report or any_row).sha256 != sha256
    if report is None:
        return Found(None, is_data)
    return Found(report, is_data, visible_reports(user).filter(pk=report.pk).exists())
