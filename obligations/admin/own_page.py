"""Lists in data entry whose rows lead to pages of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from obligations.admin.base import EntryAdmin, user_of
from obligations.admin.filters import AgreementFilter
from obligations.queries import entry


class OnItsPage(EntryAdmin):
    """What is entered, changed and taken back on its own page, which shows what moves.

    Each says by `page_of` which page is meant by a row; for a row that is not there, a list.
    """

    list_filter: ClassVar[Any] = (AgreementFilter,)
    page_of: Callable[[Any], str]

    @admin.display(description="agreement", ordering="agreement__reference")
    def of_agreement(self, row: Any) -> str:
        return str(row.agreement.reference)

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return entry.of_agreements(self.model, user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It begins on the page of its agreement."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is taken back, with a reason, and never deleted."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return HttpResponseRedirect(self.page_of(self.get_object(request, object_id)))
