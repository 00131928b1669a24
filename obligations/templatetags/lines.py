"""Lines of the register as HTML.

A page has fifty of them and more. Templates and includes would take most of
the time that such a page takes, so lines are put together here; what people
wrote is escaped where it is put in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from obligations.engine.kinds import PROHIBITIONS
from obligations.queries.answers import Standing
from obligations.queries.choices import Choice
from obligations.queries.lines import Line, Named
from obligations.templatetags.longstop import (
    agreement_path,
    clock_time,
    day,
    from_day,
    own_time,
    status,
)

register = template.Library()

_UNCONFIRMED = (
    '<span class="mark" title="No second person has compared this with the agreement yet">'
    "unconfirmed</span> "
)


@register.simple_tag(takes_context=True)
def line_date(context: Any, line: Line) -> SafeString:
    """When a line is: its last day, or the days between which it holds."""
    last, start = line.last, line.start
    if line.status == "awaiting" and not last and not start:
        return SafeString(f'<span class="no-date">awaits {escape(", ".join(line.awaiting))}</span>')
    if start and last and not line.due:
        return SafeString(f'<span class="until">{day(start)} –</span> {day(last)}')
    if last:
        return SafeString(day(last) + _hour(context, line.at))
    if start:
        return SafeString(f'<span class="until">from</span> {day(start)}')
    return SafeString('<span class="no-date">no date</span>')


def _hour(context: Any, at: datetime | None) -> str:
    if at is None:
        return ""
    own = own_time(context, at)
    title = f' title="{escape(own)}"' if own else ""
    return f' <span class="at"{title}>{escape(clock_time(at))}</span>'


@register.simple_tag
def answered(standings: dict[int, Standing], line: Line) -> SafeString:
    """Who has acknowledged its reminder, or the way to do so for whoever was reminded."""
    standing = standings.get(line.id) or Standing()
    said = asked = SafeString()
    if (seen := standing.seen) is not None:
        said = format_html('<span class="under">seen by {}, {}</span>', seen.name, day(seen.on))
    if standing.is_asked:
        asked = format_html(
            '<span class="under"><a href="{}?next=/">Acknowledge'
            '<span class="visually-hidden">: {}</span></a></span>',
            reverse("act", args=[line.id, "acknowledge"]),
            line.title,
        )
    return said + asked


@register.simple_tag
def line_marks(line: Line) -> SafeString:
    """What must not be overlooked about a line."""
    marks = "" if line.confirmed else _UNCONFIRMED
    if line.certainty in ("assumed", "planned"):
        marks += (
            f'<span class="mark" title="The date rests on something {line.certainty}, not on'
            f' something that happened">{line.certainty}</span> '
        )
    if line.status in ("in force", "not begun") and line.kind in PROHIBITIONS:
        marks += _free_from(line)
    if line.original:
        why = "A later day was agreed" if line.extended_to else "Delay that counts has moved it"
        marks += f'<span class="mark" title="{why}; see the adjustments">'
        marks += f"was {day(line.original)}</span> "
    if line.cautions:
        cautions = "caution" if line.cautions == 1 else "cautions"
        marks += (
            '<span class="mark mark-caution" title="The computation says what to look out for">'
            f"{line.cautions} {cautions}</span> "
        )
    if line.defects:
        defects = "undecided defect" if line.defects == 1 else "undecided defects"
        marks += (
            '<span class="mark mark-caution" title="The text is blank, contradicts itself or'
            f' points wrongly, and nobody has decided what counts">{line.defects} {defects}</span>'
        )
    return SafeString(f'<span class="marks">{marks}</span>')


def _free_from(line: Line) -> str:
    """The first day on which a prohibition holds no more, on the latest reading of its end."""
    last = max((end for end in (line.last, line.act_by) if end), default=None)
    if last is None or last == date.max:
        return ""
    return f'<span class="mark">free from {day(last + timedelta(days=1))}</span> '


@register.simple_tag(takes_context=True)
def line_row(context: Any, line: Line, today: date) -> SafeString:
    """A line as a row of the register's table."""
    path = escape(agreement_path(line.agreement))
    return SafeString(
        f'<tr>\n<td class="when">{line_date(context, line)}</td>\n'
        f'<td class="far">{from_day(line.sort_date, today)}</td>\n'
        f'<td class="how">{status(line.status)}</td>\n'
        f'<td class="where"><a href="{path}">{escape(line.agreement)}</a>'
        f" {escape(line.section)}</td>\n"
        f'<td class="what"><a class="title" href="{escape(line.path)}">{escape(line.title)}</a>'
        f'</td>\n<td class="notes">{line_marks(line)}</td>\n'
        f'<td class="by" title="{escape(line.obligor)}">{party_links(line.obligors)}</td>\n'
        f'<td class="who">{escape(line.responsible)}</td>\n</tr>'
    )


@register.filter
def party_links(parties: tuple[Named, ...]) -> SafeString:
    """Who is on a side, each leading to its page: one or two, else the first and how many more."""
    linked = [f'<a href="/parties/{pk}">{escape(name)}</a>' for pk, name in parties]
    if len(linked) > 2:
        return SafeString(f"{linked[0]} and {len(linked) - 1} others")
    return SafeString("; ".join(linked))


@register.simple_tag
def options(choices: tuple[Choice, ...], chosen: str) -> SafeString:
    """The options of a list, with what is chosen."""
    found = _options(choices)
    mark = f'value="{escape(chosen)}"'
    return SafeString(found.replace(mark, f"{mark} selected", 1)) if chosen else found


# Kept by what is in them, so that nobody is offered what only somebody else may see.
@lru_cache(maxsize=256)
def _options(choices: tuple[Choice, ...]) -> SafeString:
    return SafeString(
        "".join(
            f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in choices
        )
    )
