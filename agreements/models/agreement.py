"""Agreements: what was agreed, by whom in which role, and who may see it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models.party import Party


@tracked()
class Agreement(models.Model):
    """One agreement. Nothing in this row can change a date."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_FORCE = "in force", "In force"
        EXPIRED = "expired", "Expired"
        TERMINATED = "terminated", "Terminated"

    class Visibility(models.TextChoices):
        TEAM = "team", "Its team only"
        ALL_STAFF = "all staff", "All staff"

    reference = models.CharField(
        max_length=40, help_text="What everybody calls it, as RRA-2000. It never changes."
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=120, blank=True)
    signed_date = models.DateField(
        "agreement date", null=True, blank=True, help_text="Left empty where the text is blank."
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.IN_FORCE)
    governing_law = models.CharField(max_length=120, blank=True)
    made_under = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    visibility = models.CharField(
        "seen by", max_length=20, choices=Visibility, default=Visibility.TEAM
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    parties: "models.ManyToManyField[Party, Participation]" = models.ManyToManyField(
        Party, through="Participation", related_name="agreements"
    )
    team: "models.ManyToManyField[Any, TeamMember]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="TeamMember", related_name="agreements"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("reference"),
                name="agreement_reference_unique",
                violation_error_code="reference",
                violation_error_message="There is already an agreement with this reference.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


@tracked()
class Participation(models.Model):
    """A party in its role under one agreement, with its address for notices."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="participations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=80, help_text="As the agreement calls it: Company, Holder.")
    is_ours = models.BooleanField("we act for it", default=False)
    attention = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    fax = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "role"],
                name="participation_once",
                violation_error_code="role",
                violation_error_message="This party is already in the agreement in this role.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} ({self.role})"


@tracked()
class CopyRecipient(models.Model):
    """Who else gets a copy of each notice to a party."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="copies_to")
    name = models.CharField(max_length=200)
    attention = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    fax = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


@tracked()
class TeamMember(models.Model):
    """That a person works on an agreement and so may see it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="team_members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "agreement"], name="team_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.agreement.reference}"
