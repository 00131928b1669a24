"""Parties: who agrees."""

from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked


@tracked()
class Party(models.Model):
    """A company, person, fund or class of persons that agreements speak of."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True, help_text="company, person, fund, class …")
    jurisdiction = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="party_name_unique",
                violation_error_code="name",
                violation_error_message="There is already a party of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name
