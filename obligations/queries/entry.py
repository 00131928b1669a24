"""Every read of data entry, always for a user."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from agreements.models import Agreement, Participation, Party, User
from agreements.queries import visible_agreements
from obligations.models import Happening, KeyDate, Notice, Obligation, Occurrence, Terms


def agreements(user: User) -> QuerySet[Agreement]:
    """The agreements that a user may enter, with the numbers of what is in them."""
    in_use = {"retired_at": None}
    return visible_agreements(user).annotate(
        party_count=_number_of(Participation),
        key_date_count=_number_of(KeyDate),
        obligation_count=_number_of(Obligation, **in_use),
        unconfirmed_count=_number_of(Obligation, confirmed_at=None, **in_use),
    )


def _number_of(model: type[Model], **conditions: Any) -> Coalesce:
    rows = model._default_manager.filter(agreement=OuterRef("pk"), **conditions).order_by()
    counted = rows.values("agreement").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def participations(user: User) -> QuerySet[Participation]:
    """The parties in their roles under the agreements that a user may see."""
    rows = Participation.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement", "party")


def parties(user: User, named: Iterable[int] = ()) -> QuerySet[Party]:
    """The parties that a user may choose from.

    Those of agreements that the user may see, those of no agreement yet, and
    `named`: the ones that the user has named in full.
    """
    taking_part = Participation.objects.filter(party=OuterRef("pk"))
    seen = taking_part.filter(agreement__in=visible_agreements(user))
    return Party.objects.filter(Exists(seen) | ~Exists(taking_part) | Q(pk__in=list(named)))


def key_dates(user: User) -> QuerySet[KeyDate]:
    """The key dates of the agreements that a user may see, with the latest day of each."""
    happenings = Happening.objects.filter(
        key_date=OuterRef("pk"), is_current=True, withdrawn=False
    ).order_by("-happened_date")
    rows = KeyDate.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement").annotate(
        latest_date=Subquery(happenings.values("happened_date")[:1])
    )


def happenings(key_date: KeyDate) -> QuerySet[Happening]:
    """What is recorded of a key date, corrections and withdrawals included, the latest first."""
    rows = Happening.objects.filter(key_date=key_date).select_related("recorded_by")
    return rows.order_by("-happened_date", "lineage", "-version")


def obligations(user: User) -> QuerySet[Obligation]:
    """The obligations under the agreements that a user may see."""
    rows = Obligation.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement", "terms", "responsible", "confirmed_by")


def obligations_in(agreement: Agreement) -> QuerySet[Obligation]:
    """The obligations of one agreement in use, as its page lists them."""
    rows = Obligation.objects.filter(agreement=agreement, retired_at=None)
    return rows.select_related("terms").order_by("position", "id")


def dates_of(obligation: Obligation) -> QuerySet[Occurrence]:
    """The occurrences of an obligation in the order of their dates."""
    rows = Occurrence.objects.filter(obligation=obligation).select_related("person__party")
    return rows.order_by("sort_date", "id")


def versions_of(obligation: Obligation) -> QuerySet[Terms]:
    """The versions of an obligation's terms, the latest first."""
    rows = Terms.objects.filter(obligation=obligation)
    return rows.select_related("made_by").order_by("-number")


def with_copies(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """Participations with who gets copies of notices to them."""
    return rows.prefetch_related(Prefetch("copies_to"))


def notices(user: User) -> QuerySet[Notice]:
    """The notices under the agreements that a user may see."""
    return Notice.objects.filter(agreement__in=visible_agreements(user)).select_related("agreement")


def of_agreements(model: Any, user: User) -> QuerySet[Any]:
    """The rows of a table whose rows belong to agreements, of those that a user may see."""
    rows: QuerySet[Any] = model.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement")
