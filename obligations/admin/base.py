"""What every page of data entry does: it shows what its user may see and saves through actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms import Media, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from agreements.audit import Unexplained
from agreements.models import Agreement, Party, User
from obligations.actions import entering
from obligations.actions.recompute import Changes
from obligations.actions.together import Refused, Together, together
from obligations.admin.errors import (
    EntryForm,
    EntryFormSet,
    PageForm,
    PageRefused,
    errors_of,
    placing,
    sentences,
)
from obligations.admin.fields import WrittenDateField
from obligations.admin.saving import (
    changes_what_was_there,
    own_changes,
    what_it_does,
    write_rows,
)
from obligations.admin.words import moved
from obligations.engine.errors import EngineError
from obligations.permissions import NotAllowed, user_can_enter
from obligations.queries import entry
from obligations.queries.people import people

# Of Django's scripts those that add rows, complete names and open a window for a new party.
JQUERY = ("admin/js/vendor/jquery/jquery.min.js", "admin/js/jquery.init.js")
ASK_WHY = "Say in a few words why this changes: it is kept in the history."


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the site lets nobody else in."""
    return cast(User, request.user)


class Scoped:
    """What a person may see and do here: whoever may enter, within their walls."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return user_can_enter(user_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return user_can_enter(user_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return user_can_enter(user_of(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        choices = _choices(db_field.remote_field.model, request)
        if choices is not None:
            kwargs.setdefault("queryset", choices)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.DateField) and not isinstance(
            db_field, models.DateTimeField
        ):
            kwargs["form_class"] = WrittenDateField
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


def _choices(model: type[models.Model], request: HttpRequest) -> Any:
    if model is User:
        return people()
    if model is Party:
        return entry.parties(user_of(request), request.session.get("parties", ()))
    return None


class EntryInline(Scoped, admin.options.InlineModelAdmin):
    """Rows on the page of what they belong to."""

    form = EntryForm
    formset = EntryFormSet

    # A sentence above the rows; the text of the link to a row's own page.
    explained = ""
    more = ""
    # Empty rows on the page of something new.
    first_rows = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return user_can_enter(user_of(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows; whether one can be removed is for the action to say, in its sentence."""
        made = super().get_formset(request, obj, **kwargs)
        made.form.hand_clean_DELETE = lambda form: None  # type: ignore[attr-defined]
        return made

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return self.first_rows if obj is None else 0

    @property
    def media(self) -> Media:
        return Media(js=[*JQUERY, "admin/js/inlines.js"])


class Stacked(EntryInline):
    """Rows with many fields, one below the other."""

    template = "admin/entry/stacked.html"


class Tabular(EntryInline):
    """Rows with few fields, as a table."""

    template = "admin/entry/tabular.html"


def yes_or_no(field: str, description: str) -> Any:
    """A column that says in a word what a box says with a tick."""

    @admin.display(description=description, ordering=field)
    def column(self: Any, row: models.Model) -> str:
        return "yes" if getattr(row, field) else "no"

    return column


class EntryAdmin(Scoped, admin.ModelAdmin):
    """A page that is saved in one go, or not at all."""

    form = PageForm
    actions = None
    show_full_result_count = False
    empty_value_display = ""
    list_per_page = 50
    change_form_template = "admin/entry/change_form.html"
    # The list's heading, where the model's plural would not do.
    heading = ""
    # What is done to take a row out, and what has become of it then.
    delete_word = "Delete"
    gone = "is taken out"
    # Rows that can be told not to move a date but by themselves: the actions' `changed`.
    moves_alone = False

    @property
    def media(self) -> Media:
        return Media(js=[*JQUERY, "admin/js/admin/RelatedObjectLookups.js"])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return user_can_enter(user_of(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return user_can_enter(user_of(request))

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        """What the person behind a request may see here."""
        return self.model._default_manager.all()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.rows(request).order_by(*self.get_ordering(request))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only the filters that a list offers: others could look behind walls, or at passwords."""
        offered = (getattr(one, "parameter_name", one) for one in self.list_filter)
        return lookup.removesuffix("__exact") in offered

    def agreement_of(self, row: Any) -> Agreement | None:
        """The agreement that a row of this page belongs to."""
        return entering.agreement_of(row)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page; where saving is refused, the same page again with the errors in place."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PageRefused as refused:
            with placing(refused.errors):
                return super().changeform_view(request, object_id, form_url, extra_context)

    # Saving: Django asks for the row first and then for what hangs on it; both go together.

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: `save_related` saves the whole page."""

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool
    ) -> None:
        """Saves the page as one act of its user. Raises PageRefused."""
        reason = form.cleaned_data.get("reason", "").strip()
        if change and not reason and changes_what_was_there(form, formsets):
            raise PageRefused({"": [("reason", ASK_WHY)]})
        row = form.instance
        try:
            with together(
                agreement=self.agreement_of(row),
                by=user_of(request),
                because=what_it_does(form, formsets, change),
                reason=reason,
                changed=row if self.moves_alone else None,
            ) as act:
                self.write(act, form, change)
                act.check()
                write_rows(act, formsets)
        except Refused as refused:
            raise PageRefused(errors_of(refused, form, formsets)) from refused
        self.tell(request, act)

    def write(self, act: Together, form: ModelForm, change: bool) -> None:
        """Saves the row of the page itself."""
        if not change or own_changes(form):
            act.save(form.instance)

    def tell(self, request: HttpRequest, act: Together) -> None:
        """Says which dates moved."""
        if said := moved(act.changes):
            messages.info(request, said)

    # The history has its own rows, with person and reason; Django's log would be a second one.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def construct_change_message(self, *args: Any, **kwargs: Any) -> str:  # type: ignore[override]
        return ""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's log is not kept; what was changed is told on the agreement's own page."""
        raise Http404("The history is on the agreement's own page.")

    # Removing

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asks, and takes the row out through the action, with its sentence where it stays."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("There is no such entry, or it is behind a wall.")
        if not self.has_delete_permission(request, row):
            raise NotAllowed("This stays in the record.")
        if request.method == "POST":
            return self._remove(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.delete_word} {self.opts.verbose_name}",
            "opts": self.opts,
            "original": row,
            "called": self.called(request, row),
            "word": self.delete_word,
            "gone": self.gone,
        }
        return TemplateResponse(request, "admin/entry/delete.html", context)

    def called(self, request: HttpRequest, row: Any) -> str:
        """What a row is called before its reader."""
        return f"“{row}”"

    @admin.display(description="what to do")
    def away(self, row: Any) -> str:
        """A list's link to take a row out, for rows whose own page is not here."""
        address = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_delete", args=[row.pk]
        )
        return format_html(
            '<a class="button button-small" href="{}">{} …{}</a>',
            address,
            self.delete_word,
            format_html('<span class="visually-hidden"> {}</span>', self.spoken(row)),
        )

    def spoken(self, row: Any) -> str:
        """What a screen reader adds to the link, which looks the same in each line."""
        return str(row)

    def take_out(self, row: models.Model, by: User, reason: str) -> Changes | None:
        """Takes a row out; what moved by it."""
        return entering.remove(row=row, by=by, reason=reason)

    def _remove(self, request: HttpRequest, row: models.Model) -> HttpResponse:
        names = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        called = self.called(request, row)
        try:
            changes = self.take_out(row, user_of(request), request.POST.get("reason", ""))
        except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
            messages.error(request, " ".join(sentences(error)))
            return HttpResponseRedirect(reverse(f"{names}_change", args=[row.pk]))
        messages.success(request, f"{called} {self.gone}.")
        if changes and (said := moved(changes)):
            messages.info(request, said)
        return HttpResponseRedirect(reverse(f"{names}_changelist"))
