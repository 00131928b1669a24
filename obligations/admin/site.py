"""The site for data entry, and the order in which its places are shown."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy

from agreements.models import User
from obligations.permissions import check_user_can_enter, user_can_enter
from obligations.queries import entry

# Text and name of the address, in the order in which one works.
PLACES = (
    ("Overview", "index"),
    ("Agreements", "agreements_agreement_changelist"),
    ("Key dates", "obligations_keydate_changelist"),
    ("Obligations", "obligations_obligation_changelist"),
    ("Notices", "obligations_notice_changelist"),
    ("Holdings", "obligations_holding_changelist"),
    ("Affiliates", "obligations_affiliation_changelist"),
    ("Consent rules", "obligations_consentrule_changelist"),
    ("Amounts", "obligations_paymentterms_changelist"),
    ("Sales", "obligations_sales_changelist"),
    ("Base rates", "obligations_baserate_changelist"),
    ("Scenarios", "obligations_scenario_changelist"),
    ("Parties", "agreements_party_changelist"),
    ("Letters", "obligations_lettertemplate_changelist"),
    ("Reminder policies", "obligations_reminderpolicy_changelist"),
    ("Reports by mail", "obligations_reportschedule_changelist"),
    ("Saved views", "obligations_savedview_changelist"),
    ("Calendar feeds", "obligations_feed_changelist"),
    ("Absences", "obligations_absence_changelist"),
    ("Calendars", "obligations_calendarversion_changelist"),
    ("People", "agreements_user_changelist"),
    ("Import a file", "import_file"),
)


class EntrySite(AdminSite):
    """Open to everybody who enters; readers hear who does."""

    site_title = "Longstop"
    site_header = "Longstop"
    index_title = gettext_lazy("Data entry")
    index_template = "admin/entry/index.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and user_can_enter(request.user)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where the site sends those whom it does not let in: to sign in, or to a sentence."""
        if isinstance(request.user, User):
            check_user_can_enter(request.user)
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def get_urls(self) -> list[Any]:
        from obligations.admin.files import urls

        return [*urls(self), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "places": _places(request.path)}

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: Any = None
    ) -> HttpResponse:
        """Which app holds a row is nobody's business here: there is one overview."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The overview: what to do in which order, and the agreements at hand."""
        assert isinstance(request.user, User)
        latest = entry.agreements(request.user).order_by("-pk")[:8]
        return super().index(request, {**(extra_context or {}), "agreements": latest})


def _places(path: str) -> list[dict[str, Any]]:
    index = reverse("admin:index")
    found = []
    for text, name in PLACES:
        try:
            url = reverse(f"admin:{name}")
        except NoReverseMatch:
            continue
        current = path == url if url == index else path.startswith(url)
        found.append({"text": text, "url": url, "current": current})
    return found


site = EntrySite(name="admin")
