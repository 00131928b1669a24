"""Which saved view a list shows: the one that its address names, or the one it opens with."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from agreements.models import User
from obligations.queries.register import Filters
from obligations.queries.saved_views import ViewLine, views_for
from obligations.views.addresses import NAMES, filters_of

FILTERS = frozenset(NAMES.values())


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list shows. `view` is the view that it began with, None without one."""

    filters: Filters
    problems: list[str]
    view: ViewLine | None = None
    views: list[ViewLine] = field(default_factory=list)

    @property
    def is_altered(self) -> bool:
        """Whether the filters are others than the view's own by now."""
        return self.view is not None and self.filters != self.view.filters


def chosen(user: User, query: QueryDict, *, opens: bool = False) -> Chosen:
    """The filters of an address: its own, else those of the view that it names.

    With `opens`, an address that says nothing at all means the view that the
    person has the register open with.
    """
    filters, problems = filters_of(query)
    views = views_for(user)
    named = query.get("view", "")
    view = next((v for v in views if str(v.id) == named), None)
    if named and view is None:
        problems.append("There is no such view, or you may not see it; this is everything.")
    if opens and not query:
        view = next((v for v in views if v.opens), None)
    if view is not None and not FILTERS & set(query):
        filters = view.filters
    return Chosen(filters, problems, view, views)
