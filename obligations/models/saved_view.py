"""Saved views: filters of the register under a name."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked


@tracked()
class SavedView(models.Model):
    """Filters and order of the register under a name: its maker's own, or shared.

    `filters` are the fields of queries.register.Filters that are set, days as
    ISO 8601. Its wall is in them: a view that names an agreement or a party is
    seen by those alone who may see that.
    """

    class Sharing(models.TextChoices):
        PRIVATE = "private", "Private: I alone see it"
        SHARED = "shared", "Shared with everybody who may see what it names"

    name = models.CharField(max_length=80)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    filters = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["made_by", "name"],
                name="saved_view_name_once",
                violation_error_code="name",
                violation_error_message="You have a view of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class DefaultView(models.Model):
    """The view with which the register opens for a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.view} for {self.user}"
