"""The page of an obligation: what it says, its occurrences, and all about the one that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.calendars_in_force import in_force
from obligations.engine.errors import RuleError
from obligations.engine.names import Names
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.reminding import Ladder
from obligations.facts import conventions_of
from obligations.models import (
    CarveOut,
    Comment,
    Obligation,
    ObligationParty,
    Occurrence,
    Terms,
)
from obligations.queries.carve_outs import Capped, capped
from obligations.queries.duties import in_short
from obligations.queries.status import with_status
from obligations.queries.turns import turn_in_words

SERIES_PAGE = 24


def obligation_of(user: User, pk: int) -> Obligation:
    """An obligation of an agreement that the user may see. Raises Obligation.DoesNotExist."""
    rows = Obligation.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related(
        "agreement__conventions",
        "agreement__owner",
        "terms__made_by",
        "trigger",
        "responsible",
        "deputy",
        "policy",
        "confirmed_by",
    ).get(pk=pk)


def occurrence_of(user: User, pk: int) -> Occurrence:
    """An occurrence under an agreement that the user may see. Raises Occurrence.DoesNotExist."""
    rows = Occurrence.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related(
        "obligation", "agreement__conventions", "person__party", "assignee"
    ).get(pk=pk)


# What it says


@dataclass(frozen=True)
class Version:
    """A version of the terms, and what it changed: words for each, before and after."""

    row: Terms
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Says:
    """What an obligation says: who owes what to whom, what is left free, in which versions."""

    obligors: list[ObligationParty]
    obligees: list[ObligationParty]
    carve_outs: list[Capped]
    versions: list[Version]
    comments: list[Comment]


def meaning_of(obligation: Obligation) -> str:
    """What the rule says, in a plain sentence with how the agreement counts; empty without one.

    A rule is parsed when it is entered; one that an older Longstop took and this one does not
    read has no sentence here, and its computation says why.
    """
    text = obligation.terms.rule if obligation.terms else ""
    if not text:
        return ""
    try:
        rule = parse(text, Names.open(), in_force().ids)
    except RuleError:
        return ""
    return restate(rule, conventions_of(obligation.agreement), obligation.kind)


_TERMS = ("rule", "summary", "condition", "consequence", "amount")


def says_of(obligation: Obligation) -> Says:
    """What stands about an obligation beside its dates: four queries."""
    sides = ObligationParty.objects.filter(obligation=obligation)
    sides = sides.select_related("participation__party").order_by("participation__position", "id")
    listed = list(sides)
    comments = Comment.objects.filter(obligation=obligation).select_related("made_by")
    carve_outs = CarveOut.objects.filter(obligation=obligation)
    return Says(
        obligors=[side for side in listed if side.side == ObligationParty.Side.OBLIGOR],
        obligees=[side for side in listed if side.side == ObligationParty.Side.OBLIGEE],
        carve_outs=capped(carve_outs.order_by("position", "id")),
        versions=_versions(obligation),
        comments=list(comments.order_by("made_at", "id")),
    )


def _versions(obligation: Obligation) -> list[Version]:
    rows = list(Terms.objects.filter(obligation=obligation).select_related("made_by"))
    rows.sort(key=lambda row: row.number)
    found = [
        Version(row, _changed(old, row)) for old, row in zip([None, *rows], rows, strict=False)
    ]
    return found[::-1]


def _changed(old: Terms | None, new: Terms) -> list[tuple[str, str, str]]:
    if old is None:
        return []
    return [
        (name, getattr(old, name), getattr(new, name))
        for name in _TERMS
        if getattr(old, name) != getattr(new, name)
    ]


def ladder_in_words(ladder: Ladder) -> str:
    """When reminders go out by a ladder: so many days before, on the day, while overdue."""
    days = [str(lead) for lead in sorted(ladder.leads, reverse=True) if lead > 0]
    listed = " and ".join([", ".join(days[:-1]), days[-1]] if days[1:] else days)
    parts = [f"{listed} {'day' if days == ['1'] else 'days'} before"] if days else []
    parts += ["on the day"] if ladder.on_the_day else []
    if every := ladder.repeat_every:
        parts.append(
            "every day while overdue" if every == 1 else f"every {every} days while overdue"
        )
    return ", ".join(parts) or "none"


# Its occurrences


@dataclass(frozen=True, slots=True)
class Turn:
    """One occurrence in the table of a series."""

    id: int
    name: str
    party: str
    status: str
    start: date | None
    last: date | None
    due: date | None
    done: date | None
    awaits: str
    is_extended: bool

    @property
    def title(self) -> str:
        """Which one it is: its place in the series, else whose it is."""
        return self.name or self.party or "The next one"


@dataclass(frozen=True)
class Series:
    """A page of an obligation's occurrences, how many there are, and the pages around this one."""

    turns: list[Turn]
    count: int
    previous: str
    following: str


_TURN_COLUMNS = (
    "id",
    "turn",
    "status",
    "start_date",
    "end_date",
    "due_date",
    "extended_date",
    "done_date",
    "awaiting",
    "person__party__name",
    "sort_date",
)


def present_of(obligation: Obligation, now: datetime, wanted: int | None) -> int | None:
    """The occurrence to open: the wanted one, else what is open, else awaited, else the last."""
    rows = _occurrences(obligation, now)
    if wanted is not None and rows.filter(pk=wanted).exists():
        return wanted
    over = Q(phase="live") & ~Q(status="ended")
    rank = Case(
        When(over, then=Value(0)),
        When(phase="awaiting", then=Value(1)),
        When(phase="withdrawn", then=Value(3)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ranked = rows.annotate(rank=rank, soonest=Case(When(over, then=F("sort_date"))))
    ids = ranked.order_by("rank", "soonest", "-sort_date", "-id").values_list("id", flat=True)
    return ids.first()


def _occurrences(obligation: Obligation, now: datetime) -> QuerySet[Any]:
    return with_status(Occurrence.objects.filter(obligation=obligation), now)


def series_of(
    obligation: Obligation, now: datetime, opened: int | None, *, after: str = "", before: str = ""
) -> Series:
    """A page of the occurrences in the order of their dates.

    Without a key the page that begins a few rows before the opened one.
    """
    rows = _occurrences(obligation, now)
    key, backward = _read_key(after or before), bool(before)
    if key is None and opened is not None:
        key = _some_before(rows, opened)
    if key is not None:
        rows = rows.filter(_beyond(*key, forward=not backward))
    order = ("-sort_date", "-id") if backward else ("sort_date", "id")
    found = list(rows.order_by(*order).values(*_TURN_COLUMNS)[: SERIES_PAGE + 1])
    more, found = len(found) > SERIES_PAGE, found[:SERIES_PAGE]
    if backward:
        found.reverse()
    earlier = more if backward else key is not None
    later = True if backward else more
    return Series(
        turns=[_turn(row) for row in found],
        count=Occurrence.objects.filter(obligation=obligation).count(),
        previous=_key(found[0]) if found and earlier else "",
        following=_key(found[-1]) if found and later else "",
    )


def _some_before(rows: QuerySet[Any], opened: int) -> tuple[date, int] | None:
    """The key after which a page begins so that the opened row stands near its top."""
    place = rows.filter(pk=opened).values_list("sort_date", "id").first()
    if place is None:
        return None
    earlier = rows.filter(_beyond(*place, forward=False)).order_by("-sort_date", "-id")
    keys = list(earlier.values_list("sort_date", "id")[: SERIES_PAGE // 2 + 1])
    return keys[-1] if len(keys) > SERIES_PAGE // 2 else None


def _beyond(day: date, id_: int, *, forward: bool) -> Q:
    if forward:
        return Q(sort_date__gt=day) | Q(sort_date=day, id__gt=id_)
    return Q(sort_date__lt=day) | Q(sort_date=day, id__lt=id_)


def _key(row: dict[str, Any]) -> str:
    return f"{row['sort_date'].isoformat()}~{row['id']}"


def _read_key(text: str) -> tuple[date, int] | None:
    day, _, id_ = text.partition("~")
    try:
        return date.fromisoformat(day), int(id_)
    except ValueError:
        return None


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(
        id=row["id"],
        name=turn_in_words(row["turn"]),
        party=row["person__party__name"] or "",
        status=row["status"],
        start=row["start_date"],
        last=row["extended_date"] or row["due_date"] or row["end_date"],
        due=row["due_date"],
        done=row["done_date"],
        awaits=f"awaits {in_short(row['awaiting'])}" if row["awaiting"] else "no date",
        is_extended=row["extended_date"] is not None,
    )
