"""Which agreements count by which calendar: by conventions, rules, and choices of counsel."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from agreements.models import Agreement
from obligations.engine.calendars import SHIPPED, Calendars, variants
from obligations.models import (
    CarveOut,
    ChosenReading,
    Conventions,
    KeyDate,
    NoticeRule,
    Obligation,
)

# In a rule the calendar stands in round brackets: (us-fed + california-banks).
_BRACKETED = re.compile(r"\(([a-z0-9][a-z0-9 +-]*)\)", re.IGNORECASE)
_IN_CHOICES = re.compile(r'"([a-z0-9][a-z0-9+-]*)"')

# A calendar's id, single or joint, with the agreements that count by it.
Uses = dict[str, set[int]]


def uses(agreements: QuerySet[Agreement], calendars: Calendars) -> Uses:
    """The calendars that agreements name, as they are written, with the agreements of each."""
    found: Uses = defaultdict(set)
    for agreement, text in _written(agreements):
        for id_ in _ids(text, calendars):
            found[id_].add(agreement)
    return found


def members(id_: str) -> list[str]:
    """The single calendars of an id as it is written."""
    return [part.strip().lower() for part in id_.split("+")]


def using(found: Uses, single: str) -> set[int]:
    """The agreements that count by a single calendar, alone or joined with others."""
    return {pk for id_, pks in found.items() if single in members(id_) for pk in pks}


def affected_by(single: str, found: Uses, upon: dict[str, str]) -> set[int]:
    """The agreements whose dates or readings a change of a calendar can touch.

    `upon` tells for each calendar of the firm's own what it stands upon.
    Beside those that name it these are the ones that name a calendar made upon
    it, or one for which it is another reading of the same words.
    """
    made = {id_ for id_, below in upon.items() if below and single in members(below)}
    touched = {single, *made}
    for id_ in SHIPPED:
        if any(touched & set(members(v.calendar_id)) for v in variants(id_)):
            touched.add(id_)
    return {pk for one in touched for pk in using(found, one)}


def _ids(text: str, calendars: Calendars) -> Iterable[str]:
    """The calendars that a text names, in the engine's order of members."""
    for written in {text, *_BRACKETED.findall(text), *_IN_CHOICES.findall(text)}:
        if all(part in calendars.ids for part in members(written)):
            yield "+".join(dict.fromkeys(members(written)))


def _written(agreements: QuerySet[Agreement]) -> Iterator[tuple[int, str]]:
    """Agreement and text of whatever may name a calendar."""
    inside = {"agreement__in": agreements}
    conventions = Conventions.objects.filter(**inside).exclude(calendar="")
    yield from conventions.values_list("agreement_id", "calendar")
    for rules in _rules(inside):
        yield from rules.distinct()
    yield from _choices(inside)


def _rules(inside: dict[str, QuerySet[Agreement]]) -> Iterator[Any]:
    """Rules with something in round brackets, which few have."""
    like = r"\([a-zA-Z0-9][a-zA-Z0-9 +-]*\)"
    live = Obligation.objects.filter(**inside, retired_at=None, terms__rule__regex=like)
    yield live.values_list("agreement_id", "terms__rule")
    dates = KeyDate.objects.filter(**inside, rule__regex=like)
    yield dates.values_list("agreement_id", "rule")
    exempt = CarveOut.objects.filter(obligation__agreement__in=inside["agreement__in"])
    exempt = exempt.filter(obligation__retired_at=None, rule__regex=like)
    yield exempt.values_list("obligation__agreement_id", "rule")
    notices = NoticeRule.objects.filter(**inside).annotate(text=Cast("rules", TextField()))
    yield notices.filter(text__regex=like).values_list("agreement_id", "text")


def _choices(inside: dict[str, QuerySet[Agreement]]) -> Iterator[tuple[int, str]]:
    """Counsel's choices that exchange one calendar for another."""
    agreed = Conventions.objects.filter(**inside, readings__has_key="calendars")
    rows = agreed.annotate(text=Cast("readings", TextField()))
    yield from rows.values_list("agreement_id", "text")
    chosen = ChosenReading.objects.filter(
        lifted_at=None,
        occurrence__agreement__in=inside["agreement__in"],
        choice__has_key="calendars",
    )
    by_text = chosen.annotate(text=Cast("choice", TextField()), of=F("occurrence__agreement_id"))
    yield from by_text.values_list("of", "text").distinct()
