"""An agreement's documents and the defects of its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from agreements.models import Agreement, Defect, Document, User
from agreements.queries import visible_agreements
from obligations.models import Evidence, Happening, KeyDate, Obligation


@dataclass
class Paper:
    """A document, and what it is evidence or source of."""

    row: Document
    shows: list[Evidence] = field(default_factory=list)
    source_of: list[Happening] = field(default_factory=list)


def papers_of(agreement: Agreement) -> list[Paper]:
    """The documents of an agreement that the caller has found for its user, the newest first."""
    rows = Document.objects.filter(agreement=agreement).select_related("uploaded_by")
    found = {row.pk: Paper(row) for row in rows.order_by("-uploaded_at", "-id")}
    evidence = Evidence.objects.filter(document__in=found).order_by("id")
    for shown in evidence.select_related("occurrence__obligation"):
        found[shown.document_id].shows.append(shown)
    happenings = Happening.objects.filter(document__in=found, is_current=True, withdrawn=False)
    for happening in happenings.select_related("key_date").order_by("id"):
        assert happening.document_id is not None
        found[happening.document_id].source_of.append(happening)
    return list(found.values())


def document_of(user: User, pk: int) -> Document:
    """A document of an agreement that the user may see. Raises Document.DoesNotExist."""
    return Document.objects.filter(agreement__in=visible_agreements(user)).get(pk=pk)


@dataclass(frozen=True, slots=True)
class Affected:
    """What a defect touches: an obligation or a key date, or a name of which there is none."""

    name: str
    obligation: Obligation | None = None
    key_date: KeyDate | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """A defect of the text with what it affects."""

    row: Defect
    affects: list[Affected]


def flaws_of(agreement: Agreement) -> list[Flaw]:
    """The defects noted in an agreement, in the order of its text: three queries."""
    rows = Defect.objects.filter(agreement=agreement).select_related("decided_by")
    return _flaws(agreement, rows.order_by("position", "id"))


def flaw_of(row: Defect) -> Flaw:
    """A defect that the caller has found for its user, with what it affects."""
    return _flaws(row.agreement, [row])[0]


def _flaws(agreement: Agreement, rows: Iterable[Defect]) -> list[Flaw]:
    obligations = {o.ref: o for o in Obligation.objects.filter(agreement=agreement)}
    key_dates = {k.name: k for k in KeyDate.objects.filter(agreement=agreement)}
    return [
        Flaw(
            row,
            [Affected(name, obligations.get(name), key_dates.get(name)) for name in row.affects],
        )
        for row in rows
    ]
