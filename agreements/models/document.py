"""Documents: the papers behind agreements, happenings and completions."""

from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models.agreement import Agreement


@tracked()
class Document(models.Model):
    """A file as it was put in, never changed afterwards; the hash says that it is the same."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200, help_text="As it was called when put in.")
    stored_as = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


@tracked()
class Defect(models.Model):
    """What an agreement's text leaves blank, contradicts or points to wrongly."""

    class Kind(models.TextChoices):
        BLANK = "blank", "Blank"
        CONTRADICTION = "contradiction", "Contradiction"
        DANGLING = "dangling reference", "Dangling reference"
        UNDEFINED = "undefined term", "Undefined term"
        GARBLED = "garbled text", "Garbled text"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="defects")
    section = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField()
    affects = models.JSONField(
        default=list, blank=True, help_text="References of obligations and names of key dates."
    )
    decision = models.TextField(blank=True, help_text="What was decided; empty while open.")
    decided_because = models.TextField("why", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "section", "title"], name="defect_noted_once"
            ),
            models.CheckConstraint(
                name="defect_decided_by_and_at",
                condition=models.Q(decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~models.Q(decision=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title
