"""Reports: asked for in a page, rendered in the queue, kept with their hash."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import slugify

from agreements.audit import tracked
from agreements.models import Agreement, Party
from obligations.models.key_date import KeyDate
from obligations.models.reminder import Message


@tracked(quiet=("stage", "pages", "progress", "beat_at"))
class Report(models.Model):
    """One report asked for by a person: what it covers, how far it is, the file it became."""

    class Scope(models.TextChoices):
        AGREEMENT = "agreement", "One agreement"
        PARTY = "party", "One party"
        EVERYTHING = "everything", "Everything"

    class Kind(models.TextChoices):
        COMPLIANCE = "compliance", "Compliance report"
        COMING = "coming", "What is coming"
        OVERDUE = "overdue", "Overdue and late"
        CLOSING = "closing", "Closing checklist"
        PROHIBITIONS = "prohibitions", "Prohibitions in force"
        NOTICES = "notices", "Notice log"
        AUDIT = "audit", "Audit extract"

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        XLSX = "xlsx", "Excel"
        CSV = "csv", "CSV"

    class Variant(models.TextChoices):
        STANDARD = "standard", "Tagged for screen readers; plain where it is very long"
        TAGGED = "tagged", "Tagged for screen readers, however long (PDF/UA-1)"
        ARCHIVE = "archive", "For the archive, with its data attached (PDF/A-3)"

    class MadeAs(models.TextChoices):
        NOTHING = "", "Not made yet"
        TAGGED = "pdf/ua-1", "PDF/UA-1, tagged for screen readers"
        ARCHIVE = "pdf/a-3a", "PDF/A-3, for the archive, with its data attached"
        PLAIN = "plain", "PDF without tags for screen readers"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Being made"
        DONE = "done", "Ready"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMPLIANCE)
    format = models.CharField(max_length=4, choices=Format, default=Format.PDF)
    scope = models.CharField(max_length=12, choices=Scope)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    closing = models.ForeignKey(
        KeyDate,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a closing checklist: the one closing, empty for all of the agreement.",
    )
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="reports")
    as_at_date = models.DateField("as at")
    known_on_date = models.DateField(
        "as known on", null=True, blank=True, help_text="Empty for what is known now."
    )
    since_date = models.DateField(
        "from", null=True, blank=True, help_text="The first day, of what happened between two days."
    )
    horizon_days = models.PositiveSmallIntegerField(
        "days ahead", null=True, blank=True, help_text="Of what is coming: within so many days."
    )
    covers = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="The agreements in it: who may not see one of them may not see the report.",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports"
    )
    requested_at = models.DateTimeField()
    variant = models.CharField(max_length=8, choices=Variant, default=Variant.STANDARD)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    stage = models.CharField(max_length=80, blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    beat_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    stored_as = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_as = models.CharField(max_length=8, choices=MadeAs, default=MadeAs.NOTHING, blank=True)
    data_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of what it says, in its canonical form."
    )
    audit_head = models.CharField(
        max_length=64, blank=True, help_text="The head of the audit chain that is printed in it."
    )
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    schedule = models.ForeignKey(
        "ReportSchedule",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        help_text="By which it was asked for, for one of its recipients.",
    )
    turn_at = models.DateTimeField(
        null=True, blank=True, help_text="The turn of the schedule that it belongs to."
    )
    message = models.ForeignKey(
        Message,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        help_text="The mail that tells of it.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_scope_named",
                condition=models.Q(scope="agreement", agreement__isnull=False, party__isnull=True)
                | models.Q(scope="party", party__isnull=False, agreement__isnull=True)
                | models.Q(scope="everything", agreement__isnull=True, party__isnull=True),
            ),
            models.CheckConstraint(
                name="report_closing_of_agreement",
                condition=models.Q(kind="closing", scope="agreement")
                | ~models.Q(kind="closing") & models.Q(closing__isnull=True),
            ),
            models.CheckConstraint(
                name="report_horizon_of_coming",
                condition=models.Q(kind="coming", horizon_days__range=(1, 366))
                | ~models.Q(kind="coming") & models.Q(horizon_days__isnull=True),
            ),
            models.CheckConstraint(
                name="report_since_of_log",
                condition=models.Q(kind="audit", since_date__lte=models.F("as_at_date"))
                | models.Q(kind="notices", since_date__isnull=True)
                | models.Q(kind="notices", since_date__lte=models.F("as_at_date"))
                | ~models.Q(kind__in=["audit", "notices"]) & models.Q(since_date__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["schedule", "requested_by", "turn_at"], name="report_once_a_turn"
            ),
            models.CheckConstraint(
                name="report_done_with_file",
                condition=~models.Q(state="done") | ~models.Q(sha256="") & ~models.Q(stored_as=""),
            ),
        ]

    def __str__(self) -> str:
        about = self.agreement or self.party or "everything"
        return f"{self.get_kind_display()} on {about} as at {self.as_at_date}"

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        about = str(self.agreement or self.party or "Everything")
        return f"{about}, {self.closing}" if self.closing else about

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def file_name(self) -> str:
        """What its file is called when it is fetched: letters, figures and hyphens alone."""
        about = self.agreement.reference if self.agreement else self.party or "everything"
        named = slugify(f"{about} {self.closing or ''}") or self.pk
        known = f"-known-{self.known_on_date.isoformat()}" if self.known_on_date else ""
        return f"{self.kind}-{named}-{self.as_at_date.isoformat()}{known}.{self.format}"
