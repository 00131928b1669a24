"""What a kind of report is: which rows it has, what its columns say, how its PDF is drawn.

A kind is one module of this package, and its name in Report.Kind. Every format shows the
same rows, for all of them are made from what its `read` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from agreements.models import User
from obligations.outputs import list_parts
from obligations.outputs.pdf import STYLE, Pdf, Progress, drawn
from obligations.outputs.record import Record, record_of
from obligations.outputs.rendering import PLAIN, TAGGED
from obligations.outputs.workbook import Value
from obligations.queries.looking_back import Viewpoint, seen_from
from obligations.queries.report_list import Listing
from obligations.queries.report_scope import Wanted

# So many rows of a list fill a page, about.
_ON_A_PAGE = 22
EVERY_SCOPE = ("agreement", "party", "everything")


@dataclass(frozen=True, slots=True)
class Wished:
    """How a file is to be made: under which title, with which head of the audit chain, as what.

    `made_as` concerns PDF alone: outputs/record.py says what there is. `may_split`: a very long
    PDF may be made in parts, without tags.
    """

    title: str
    head: str = ""
    made_as: str = TAGGED
    may_split: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's table: its heading, what it says of a row, its width in letters."""

    title: str
    value: Callable[[Any], Value]
    width: int = 18
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report.

    `read` gives its data for a person, `rows` the table's rows of these data, each with its
    group's title, and `pdf` its pages; `covers` names the agreements that are in it.
    `asks` are the fields that a request may have besides the scope and the days, "horizon" and
    "since"; those of `must_ask` it cannot do without.
    """

    name: str
    about: str
    read: Callable[[User, Wanted, datetime], Any]
    rows: Callable[[Any], Iterable[tuple[str, Any]]]
    columns: tuple[Column, ...]
    pdf: Callable[[Any, Progress, Wished], Pdf]
    covers: Callable[[Any], list[int]]
    scopes: tuple[str, ...] = EVERY_SCOPE
    asks: tuple[str, ...] = ()
    must_ask: tuple[str, ...] = ()


def list_kind(
    name: str,
    about: str,
    *,
    read: Callable[[User, Wanted, datetime], Listing],
    columns: tuple[Column, ...],
    template: str,
    asks: tuple[str, ...] = (),
    must_ask: tuple[str, ...] = (),
) -> Kind:
    """A kind whose data are a Listing; `template` draws one group's table in the PDF."""

    def pdf(data: Listing, progress: Progress, wished: Wished) -> Pdf:
        if wished.may_split and data.count > list_parts.LONG:
            record = record_of(data, head=wished.head, made_as=PLAIN)
            context = context_of(data, wished.title, kind, template, record)
            return list_parts.bulk_list_pdf(data, context, record, progress)
        progress("Writing the pages", 10)
        rows = table(kind, data)
        record = record_of(data, head=wished.head, made_as=wished.made_as, table=rows)
        context = context_of(data, wished.title, kind, template, record)
        text = render_to_string("reports/kinds/list.html", context)
        pages = 1 + data.count // _ON_A_PAGE
        return drawn(text, progress, pages, record=record, stamp=data.asked_at)

    kind = Kind(
        name=name,
        about=about,
        read=read,
        rows=grouped,
        columns=columns,
        pdf=pdf,
        covers=lambda data: [agreement.pk for agreement in data.agreements],
        asks=asks,
        must_ask=must_ask,
    )
    return kind


def read_as_known(kind: Kind, person: User, wanted: Wanted, asked_at: datetime) -> Any:
    """The data of a report for a person, from the days as at and as known on which it is wanted."""
    with seen_from(Viewpoint(wanted.as_at, wanted.known_on)):
        return kind.read(person, wanted, asked_at)


def table(kind: Kind, data: Any) -> Iterator[list[Value]]:
    """A report's data as a table, the headings first; the last columns tell the days it is of."""
    yield ["Part", *(column.title for column in kind.columns), "As at", "As known on"]
    days = [data.as_at, data.known_on]
    for part, row in kind.rows(data):
        yield [part, *(column.value(row) for column in kind.columns), *days]


def grouped(data: Listing) -> Iterable[tuple[str, Any]]:
    """The rows of a list with the titles of their groups."""
    return ((group.title, row) for group in data.groups for row in group.rows)


def context_of(
    data: Listing, title: str, kind: Kind, template: str, record: Record
) -> dict[str, Any]:
    """What the templates of a list say."""
    return {
        "report": data,
        "record": record,
        "title": title,
        "about": kind.about,
        "style": STYLE,
        "template": template,
        "several": len(data.agreements) > 1,
    }
