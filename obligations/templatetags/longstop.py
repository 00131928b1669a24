"""What all templates share: dates that nobody can misread, statuses, the frame of a page."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.forms import CheckboxInput
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from agreements.demonstration import CAST, Person
from agreements.models import User
from obligations.clock import business_today, set_day
from obligations.engine.money.values import plain
from obligations.engine.run import show
from obligations.permissions import user_can_administer, user_can_move_clock
from obligations.queries.lines import NO_DATE
from obligations.queries.register import COUNT_CAP
from obligations.views.theme import THEMES, chosen

register = template.Library()


# Dates


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as “Sun 28 May 2000”, a dash for none."""
    if value is None or value == NO_DATE:
        return "–"
    plain = value.date() if isinstance(value, datetime) else value
    # Nothing in it comes from a person; lists have hundreds, and format_html takes its time.
    return SafeString(f'<time datetime="{plain.isoformat()}">{show(plain)}</time>')


@register.filter
def plain_day(value: date | None) -> str:
    """A date in words without markup, for a field's value; empty for none."""
    return show(value) if value else ""


@register.simple_tag(takes_context=True)
def moment(context: Any, value: datetime | None) -> str:
    """An instant in the reader's zone, which it names: “Sun 28 May 2000, 14:05 EDT”."""
    if value is None:
        return "–"
    local = value.astimezone(_zone_of_reader(context))
    text = f"{show(local.date())}, {local:%H:%M} {local:%Z}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), text)


@register.filter
def hour(value: datetime | None) -> str:
    """The hour of an instant in the zone that it carries, not the reader's: “16:00”."""
    return f"{value:%H:%M}" if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """The hour of an instant where it counts, with the name of that time: “16:30 EST”."""
    return f"{value:%H:%M} {value:%Z}" if value else ""


@register.simple_tag(takes_context=True)
def own_time(context: Any, value: datetime | None) -> str:
    """The same instant by the reader's clock, “Wed 21 Jul 1999, 22:30 BST for you”.

    Empty where the reader's clock shows the same.
    """
    if value is None:
        return ""
    own = value.astimezone(_zone_of_reader(context))
    if own.replace(tzinfo=None) == value.replace(tzinfo=None):
        return ""
    on = f"{show(own.date())}, " if own.date() != value.date() else ""
    return f"{on}{own:%H:%M} {own:%Z} for you"


def _zone_of_reader(context: Any) -> ZoneInfo:
    user = getattr(context.get("request"), "user", None)
    return ZoneInfo(getattr(user, "zone", None) or settings.LONGSTOP_ZONE)


@register.filter
def from_day(value: date | None, today: date) -> str:
    """The distance of a date from today in words: “in 3 days”, “yesterday”, “4 years ago”."""
    if value is None or value == NO_DATE:
        return ""
    days = (value - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    years = abs(days) // 365
    count = f"{abs(days)} days" if years < 2 else f"{years} years"
    return f"in {count}" if days > 0 else f"{count} ago"


@register.filter
def with_calendar(used: str) -> str:
    """What a step rests on; the calendar that it names leads to its page, with its versions."""
    match = re.fullmatch(r"calendar ([a-z0-9+-]+) (.+)", used)
    if match is None:
        return used[:1].upper() + used[1:]
    url = reverse("calendar", args=[match[1]])
    return format_html('Calendar <a href="{}">{}</a> {}', url, match[1], match[2])


# Statuses and forms


@register.simple_tag
@lru_cache(maxsize=64)
def status(word: str) -> SafeString:
    """A status: its word and its shape, which components/shapes.html draws."""
    return format_html(
        '<span class="status status-{slug}"><svg class="shape" aria-hidden="true">'
        '<use href="#shape-{slug}"></use></svg>{word}</span>',
        word=word[:1].upper() + word[1:],
        slug=slugify(word),
    )


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether a field is a single box to tick, which stands before its label."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def figure(count: int) -> str:
    """A number with its thousands set apart: “1,000”."""
    return f"{count:,}"


@register.filter
def number(value: Decimal) -> str:
    """A stored number without zeros at its end: 3, 4.75, 1,000,000."""
    return f"{Decimal(plain(value)):,f}"


@register.filter
def and_others(names: str) -> str:
    """The first of several names and how many more there are; one or two as they are."""
    first, *others = names.split("; ")
    return f"{first} and {len(others)} others" if len(others) > 1 else names


@register.filter
def agreement_path(reference: str) -> str:
    """The address of an agreement's page."""
    return f"/agreements/{quote(reference, safe='')}"


@register.filter
def capped(count: int) -> str:
    """A count that stopped at the cap of all counts: “more than 1,000” beyond it."""
    return f"more than {COUNT_CAP:,}" if count > COUNT_CAP else f"{count:,}"


# The frame


class Place(NamedTuple):
    """An entry of the navigation. `current` is the value of aria-current, or empty."""

    text: str
    url: str
    current: str


_PLACES = (
    ("Today", "today"),
    ("Register", "register"),
    ("Agreements", "agreements"),
    ("Calendar", "agenda"),
    ("Rights", "all_rights"),
    ("May we?", "may_we"),
    ("What if", "what_if"),
    ("Reports", "reports"),
    ("Sent mail", "mail"),
    ("Mailbox", "mailbox"),
)


# In the person's menu; like the others, only those that exist.
_PLACES_APART = (
    ("My settings", "settings"),
    ("Absence", "absence"),
    ("People", "people"),
    ("Calendars of business days", "calendars"),
    ("Audit chain", "audit"),
)


@register.filter
def navigation(request: HttpRequest) -> list[Place]:
    """The places to go to, with the one where the reader is."""
    return _places(request, _PLACES)


@register.filter
def navigation_apart(request: HttpRequest) -> list[Place]:
    """The places of the person's menu."""
    return _places(request, _PLACES_APART)


def _places(request: HttpRequest, places: tuple[tuple[str, str], ...]) -> list[Place]:
    found = []
    for text, name in places:
        if name == "mailbox" and not settings.LONGSTOP_DEMO:
            continue
        if name == "audit" and not _administers(request.user):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Place(text, url, _current(request.path, url)))
    return found


def _administers(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and user_can_administer(user)


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(f"{url}/") else ""


@register.inclusion_tag("components/demonstration.html", takes_context=True)
def demonstration(context: Any) -> dict[str, Any]:
    """The strip that says which day the demonstration has; nothing outside a demonstration."""
    request = context["request"]
    if not settings.LONGSTOP_DEMO:
        return {}
    return {
        "today": set_day() or business_today(),
        "may_move": user_can_move_clock(request.user),
        "next": request.get_full_path() if request.method == "GET" else "/",
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def demonstration_people() -> tuple[Person, ...]:
    """Who can sign in to a demonstration; nobody outside one."""
    return CAST if settings.LONGSTOP_DEMO else ()


@register.simple_tag(takes_context=True)
def theme(context: Any) -> SafeString | str:
    """The attribute of <html> for the theme that the reader has chosen; none for the system's."""
    request = context.get("request")
    name = chosen(request) if request is not None else ""
    return format_html(' data-theme="{}"', name) if name else ""


@register.filter
def themes(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The themes to choose from: value and text."""
    return THEMES


@register.filter
def chosen_theme(request: HttpRequest) -> str:
    """The value of the theme that is chosen."""
    return chosen(request)
