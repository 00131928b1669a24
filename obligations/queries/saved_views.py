"""Saved views of the register: their filters as kept, and which of them a person may see."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from agreements.models import User
from agreements.queries import check_somebody, visible_agreements, visible_parties
from obligations.engine.run import show
from obligations.models import DefaultView, SavedView
from obligations.queries.choices import Choices
from obligations.queries.compiled import AN_ID, Compiled
from obligations.queries.register import Filters

_DEFAULTS = {f.name: f.default for f in fields(Filters)}
_DAYS = ("since", "until")
_NUMBERS = ("party", "person")


def data_of(filters: Filters) -> dict[str, Any]:
    """Filters as a view keeps them: what is set, days as ISO 8601."""
    values = {name: getattr(filters, name) for name in _DEFAULTS}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value != _DEFAULTS[name]
    }


def filters_in(data: dict[str, Any]) -> Filters:
    """The filters that a view keeps; what they cannot be any more is left out."""
    return Filters(
        **{name: _read(name, value) for name, value in data.items() if name in _DEFAULTS}
    )


def _read(name: str, value: Any) -> Any:
    try:
        if name in _DAYS:
            return date.fromisoformat(value)
        return int(value) if name in _NUMBERS else str(value)
    except (TypeError, ValueError):
        return _DEFAULTS[name]


def visible_views(user: User) -> QuerySet[SavedView]:
    """A user's own views and shared ones, of those that name nothing behind a wall."""
    check_somebody(user)
    rows = SavedView.objects.annotate(
        about=Cast(KeyTextTransform("agreement", "filters"), TextField()),
        whose=Cast(KeyTextTransform("party", "filters"), BigIntegerField()),
    )
    rows = rows.filter(Q(made_by=user) | Q(sharing=SavedView.Sharing.SHARED))
    agreements = visible_agreements(user).values("reference")
    parties = visible_parties(user).values("pk")
    return rows.filter(
        Q(about=None) | Q(about__in=agreements), Q(whose=None) | Q(whose__in=parties)
    )


def view_of(user: User, pk: int) -> SavedView:
    """A view that the user may see. Raises SavedView.DoesNotExist."""
    return visible_views(user).select_related("made_by").get(pk=pk)


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A view in a list of them. `opens`: the register opens with it for the reader."""

    id: int
    name: str
    mine: bool
    shared: bool
    made_by: str
    filters: Filters
    opens: bool


def views_for(user: User) -> list[ViewLine]:
    """The views that a user may see, the user's own first, by name: one query."""
    check_somebody(user)
    return [_line(row, user) for row in _VIEWS.rows(user=user.pk)]


def _line(row: tuple[Any, ...], user: User) -> ViewLine:
    pk, name, maker, sharing, by, data, opens = row
    shared = sharing == SavedView.Sharing.SHARED
    return ViewLine(pk, name, maker == user.pk, shared, by, filters_in(json.loads(data)), opens)


def _views(user: int) -> QuerySet[Any, Any]:
    reader = User(pk=user)
    opens = DefaultView.objects.filter(user=reader, view=OuterRef("pk"))
    rows = visible_views(reader).annotate(opens=Exists(opens), mine=~Q(made_by=reader))
    columns = ("pk", "name", "made_by_id", "sharing", "made_by__full_name", "filters", "opens")
    return rows.order_by("mine", "name", "pk").values_list(*columns)[:200]


_VIEWS = Compiled(_views, user=AN_ID)


def in_words(filters: Filters, choices: Choices) -> str:
    """What filters leave, in words, for somebody who has these choices."""
    lists = (
        ("agreement", "agreement", choices.agreements),
        ("party", "party", choices.parties),
        ("kind", "kind", choices.kinds),
        ("status", "status", choices.statuses),
        ("person", "answered for by", choices.persons),
        ("certainty", "how sure", choices.certainties),
    )
    found = [f"with the words “{filters.text}”"] if filters.text else []
    for name, label, choice in lists:
        if value := getattr(filters, name):
            found.append(f"{label}: {dict(choice).get(str(value), value)}")
    found += [f"from {show(filters.since)}"] if filters.since else []
    found += [f"to {show(filters.until)}"] if filters.until else []
    found += ["the latest first"] if filters.order == "-date" else []
    return "; ".join(found) or "everything"
