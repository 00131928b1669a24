"""Pages of what belongs to an agreement: it is chosen first, because names and parties are its."""

from __future__ import annotations

from typing import Any, ClassVar

from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from agreements.models import Agreement
from obligations.admin.base import EntryAdmin, user_of
from obligations.admin.errors import PageForm
from obligations.admin.names import names_for
from obligations.queries import entry


class OfAgreementForm(PageForm):
    """The form of a row whose agreement is known before anything is typed."""

    agreement: ClassVar[Agreement | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is None:
            kwargs["instance"] = self._meta.model(agreement=self.agreement)
        super().__init__(*args, **kwargs)


def place_of(agreement: Agreement, part: str) -> str:
    """The address of a part of an agreement's page."""
    return f"{reverse('admin:agreements_agreement_change', args=[agreement.pk])}#{part}"


class OfAgreementAdmin(EntryAdmin):
    """The agreement of a new row stands in the address, and never changes afterwards."""

    # The part of the agreement's page that lists rows of this kind.
    part = ""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if self._chosen(request) is None:
            return self._choose(request)
        return super().add_view(request, form_url, extra_context)

    def _chosen(self, request: HttpRequest) -> Agreement | None:
        wanted = request.GET.get("agreement", "")
        if not wanted:
            return None
        rows = entry.agreements(user_of(request))
        found = rows.filter(pk=wanted).first() if wanted.isdecimal() else None
        if found is None:
            raise Http404("There is no such agreement, or you are not on its team.")
        return found

    def _choose(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Add {self.opts.verbose_name}",
            "opts": self.opts,
            "agreements": entry.agreements(user_of(request)).order_by("reference"),
        }
        return TemplateResponse(request, "admin/entry/choose_agreement.html", context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """The form, with the agreement that its row belongs to."""
        made = super().get_form(request, obj, change, **kwargs)
        agreement = obj.agreement if obj is not None else self._chosen(request)
        return type(made.__name__, (made,), {"agreement": agreement})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context["original"]
        agreement = row.agreement if row is not None else self._chosen(request)
        if agreement is not None:
            context |= {"agreement": agreement, "names": names_for(agreement)}
            context |= self.context_of(agreement, row)
        return super().render_change_form(request, context, *args, **kwargs)

    def context_of(self, agreement: Agreement, row: Any) -> dict[str, Any]:
        """What a page shows besides its form; `row` is None for a new one."""
        return {}

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to where all of its kind stand, on the page of the agreement."""
        return HttpResponseRedirect(place_of(obj.agreement, self.part))

    response_post_save_change = response_post_save_add

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """“Save and add another” stays with the agreement."""
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(request.get_full_path())
        return response
