"""Reminder policies: ladders that obligations share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from obligations.admin.base import EntryAdmin, yes_or_no
from obligations.admin.errors import PageForm
from obligations.admin.site import site
from obligations.forms.leads import LeadsField
from obligations.models import ReminderPolicy


class PolicyForm(PageForm):
    leads = LeadsField(label="Days before", help_text="As 30, 14, 7, 1.")

    class Meta:
        labels = {
            "on_the_day": "On the day itself too",
            "repeat_every": "While overdue, again after so many days",
            "escalate_after": "Without an answer, tell others after so many days",
            "escalate_within": "But not before the last so many days",
            "is_default": "For all obligations that name no policy",
        }
        help_texts = {
            "repeat_every": "Empty for no repetition.",
            "escalate_after": "First the deputy, then the agreement's owner, so many days later;"
            " administrators once it is overdue. 0 for never; empty for 3 days.",
            "escalate_within": "Counted from the last day to act; empty for 7. What is overdue is"
            " told in any case.",
        }


@admin.register(ReminderPolicy, site=site)
class ReminderPolicyAdmin(EntryAdmin):
    """When reminders go out for the obligations that use it."""

    form = PolicyForm
    fields = (
        "name",
        "leads",
        "on_the_day",
        "repeat_every",
        "escalate_after",
        "escalate_within",
        "is_default",
    )
    same_day = yes_or_no("on_the_day", "on the day")
    default = yes_or_no("is_default", "default")
    list_display = ("name", "ladder", "same_day", "repeat_every", "default")
    ordering = ("name",)

    @admin.display(description="days before")
    def ladder(self, policy: ReminderPolicy) -> str:
        return ", ".join(str(lead) for lead in policy.leads)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A policy in use stays, because its obligations would fall back to the default unseen."""
        return False
