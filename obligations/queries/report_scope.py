"""What a report covers: the agreements and the occurrences that the person who asks may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from agreements.models import Agreement, Party, User
from agreements.queries import visible_agreements, visible_parties
from obligations.clock import instant_of_day
from obligations.engine.run import show
from obligations.models import ObligationParty
from obligations.queries.looking_back import as_it_is_now, begins
from obligations.queries.register import Filters, occurrences


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report covers: one agreement, one party, or (neither) all that a person may see.

    A closing checklist is of an agreement, of all its closings or of one. `known_on` is None for
    what is known now, `since` the first day of what happened between two days, and `horizon`
    within how many days something is coming. `variant` is as what a PDF is wanted: "standard",
    "tagged" or "archive".
    """

    as_at: date
    agreement: int | None = None
    party: int | None = None
    kind: str = "compliance"
    closing: int | None = None
    known_on: date | None = None
    since: date | None = None
    horizon: int | None = None
    format: str = "pdf"
    variant: str = "standard"

    @property
    def scope(self) -> str:
        """The name of the scope, as report rows keep it."""
        return "agreement" if self.agreement else "party" if self.party else "everything"


def covered(user: User, wanted: Wanted) -> QuerySet[Agreement]:
    """The agreements that a report on this would have in it: those that the person may see."""
    rows = visible_agreements(user)
    if wanted.agreement is not None:
        rows = rows.filter(pk=wanted.agreement)
    if wanted.party is not None:
        rows = rows.filter(
            pk__in=ObligationParty.objects.filter(participation__party=wanted.party).values(
                "obligation__agreement"
            )
        )
    return rows.order_by("reference")


def subject_of(user: User, wanted: Wanted, agreements: Sequence[Agreement]) -> str:
    """What a report is about, in words."""
    if wanted.party is not None:
        return str(visible_parties(user).filter(pk=wanted.party).first() or Party())
    if wanted.agreement is not None:
        with as_it_is_now():
            now = visible_agreements(user).filter(pk=wanted.agreement).first()
        return agreements[0].title if agreements else now.title if now else "No agreement"
    return "All agreements"


def before_the_record(user: User, wanted: Wanted) -> Iterator[str]:
    """That nothing was known yet, where the day lies before the record begins."""
    first = begins(user) if wanted.known_on else None
    if first is not None and wanted.known_on is not None and wanted.known_on < first:
        yield f"The record begins on {show(first)}: before that day nothing was known."


def left_out(user: User, wanted: Wanted, *, steps: bool = False) -> Iterator[str]:
    """What a report as known on a day cannot tell, in sentences; `steps`: it has computations."""
    if wanted.known_on is None:
        return
    yield from before_the_record(user, wanted)
    if steps:
        yield "The steps of computations are not kept as they were, and are left out."
    yield "References of agreements, names of people, and who may see what, are those of today."


def rows_of(user: User, wanted: Wanted, *statuses: str) -> QuerySet[Any]:
    """The occurrences of a report with their status; those of some statuses alone, where given."""
    day = wanted.as_at
    rows = occurrences(user, Filters(party=wanted.party), instant_of_day(day), day)
    rows = rows.filter(agreement__in=covered(user, wanted).values("pk"))
    if wanted.party is not None:
        # Of what several owe, each for himself, only what is this party's or is owed to it.
        owed = ObligationParty.objects.filter(
            participation__party=wanted.party, side=ObligationParty.Side.OBLIGEE
        )
        own = Q(person=None) | Q(person__party=wanted.party)
        rows = rows.filter(own | Q(obligation__in=owed.values("obligation")))
    if statuses:
        rows = rows.filter(status__in=statuses)
    return rows.order_by("sort_date", "id")
