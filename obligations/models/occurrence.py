"""Occurrences: each time an obligation falls due, opens or holds."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models

from agreements.audit import tracked
from agreements.models import Agreement, Document, Participation
from obligations.engine.status import PHASES
from obligations.models.obligation import Obligation, Terms

# Phases in which an entry of a calendar is called off.
OFF = ("withdrawn", "waived", "not applicable")
_DAYS = ("due_date", "due_at", "start_date", "end_date", "act_by_date", "extended_date")
# What an entry shows of its days, or whether it is called off, is another than before.
_CHANGED = " OR ".join(
    f"({shown.format(row='OLD')}) IS DISTINCT FROM ({shown.format(row='NEW')})"
    for shown in (*(f"{{row}}.{name}" for name in _DAYS), f"{{row}}.phase IN {OFF}")
)

# What is allowed or forbidden for a while, and what of it still holds; the calendar asks for both.
SPAN = models.Q(due_date__isnull=True, extended_date__isnull=True, start_date__isnull=False)
HOLDS = SPAN & models.Q(phase__in=("live", "disputed"))
# What is better done on an earlier day than its last, to be safe.
SAFE_BEFORE = models.Q(extended_date__isnull=True, act_by_date__lt=models.F("due_date"))

# Which occurrences have a last day for doing something.
TO_BE_DONE = models.Q(due_date__isnull=False) | models.Q(extended_date__isnull=False)


@tracked(
    exclude=("steps", "sequence", "changed_at"),
    quiet=("computed_at", "calendar_versions", "fingerprint"),
)
class Occurrence(models.Model):
    """One occurrence as computed, and what was decided about it.

    `key` names it for good: a recomputation moves it and never doubles it. The
    instants `opens_at` … `grace_ends_at` turn the stored phase into a status
    by one comparison (engine/status.py). `sort_date` is the date that lists
    go by; 9999-12-31 while there is none.

    `sequence` (RFC 5545 s. 3.8.7.4) rises by one, in the database itself, with each
    change of its days and when it is called off or comes back; `changed_at` says when.
    """

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="occurrences")
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="occurrences")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=200, unique=True)
    turn = models.CharField(max_length=120, blank=True, help_text="The key within the obligation.")
    kind = models.CharField(max_length=24)

    state = models.CharField(max_length=12)
    phase = models.CharField(max_length=16, choices=[(p, p) for p in PHASES])
    certainty = models.CharField(max_length=10, default="actual")
    latest_fact_date = models.DateField(
        null=True, blank=True, help_text="The latest happening that it rests on."
    )
    open_date = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    act_by_date = models.DateField(null=True, blank=True)
    grace_date = models.DateField(null=True, blank=True)
    first_free_date = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_offset = models.SmallIntegerField(
        null=True, blank=True, help_text="Minutes from UTC in which due_at is written."
    )
    extended_date = models.DateField(null=True, blank=True)
    unmoved_date = models.DateField(
        null=True,
        blank=True,
        help_text="The last day without any agreed or excused day; empty where none moved it.",
    )
    sort_date = models.DateField()
    opens_at = models.DateTimeField(null=True, blank=True)
    soon_at = models.DateTimeField(null=True, blank=True)
    today_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    grace_ends_at = models.DateTimeField(null=True, blank=True)

    readings = models.JSONField(default=list, blank=True)
    awaiting = models.JSONField(default=list, blank=True)
    cautions = models.JSONField(default=list, blank=True)
    steps = models.JSONField(default=list, blank=True)
    calendar_versions = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=32, help_text="Of all that was computed.")
    computed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_date = models.DateField(
        null=True, blank=True, help_text="When it was waived, disputed or set aside."
    )
    done_date = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField("entered at", null=True, blank=True)
    done_late = models.BooleanField(default=False)
    outcome = models.TextField(blank=True)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="sequence",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({_CHANGED})"),
                func="NEW.sequence = OLD.sequence + 1; NEW.changed_at = now(); RETURN NEW;",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="occurrence_done_when_by_and_at",
                condition=models.Q(
                    phase="done",
                    done_date__isnull=False,
                    done_by__isnull=False,
                    done_at__isnull=False,
                )
                | ~models.Q(phase="done")
                & models.Q(done_date__isnull=True, done_by__isnull=True, done_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_date", "id"], name="occurrence_by_date"),
            models.Index(
                fields=["sort_date", "id"],
                condition=models.Q(phase="live"),
                name="occurrence_live_by_date",
            ),
            # What can be late: prohibitions and periods that ended stay live, and need no reminder.
            models.Index(
                fields=["sort_date", "id"],
                condition=models.Q(phase="live") & TO_BE_DONE,
                name="occurrence_to_be_done",
            ),
            models.Index(
                fields=["act_by_date", "id"], condition=SAFE_BEFORE, name="occurrence_by_safe_day"
            ),
            models.Index(
                fields=["start_date", "id"], condition=SPAN, name="occurrence_span_by_start"
            ),
            models.Index(
                fields=["end_date", "id", "start_date"],
                condition=HOLDS,
                name="occurrence_holds_by_end",
            ),
            models.Index(fields=["agreement", "sort_date", "id"], name="occurrence_by_agreement"),
            models.Index(fields=["obligation", "sort_date", "id"], name="occurrence_by_obligation"),
            models.Index(fields=["phase", "sort_date", "id"], name="occurrence_by_phase"),
            models.Index(fields=["kind", "sort_date", "id"], name="occurrence_by_kind"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def last_day(self) -> date | None:
        """The day by which to act: agreed, safe, due, or the end of a period."""
        return self.extended_date or self.act_by_date or self.due_date or self.end_date

    @property
    def reminded_date(self) -> date | None:
        """The date that its reminders are about: the day by which to act, else its first."""
        return self.last_day or self.start_date


@tracked()
class Evidence(models.Model):
    """A document that shows that an occurrence was done."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, related_name="evidence_for")

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "document"], name="evidence_once")
        ]

    def __str__(self) -> str:
        return str(self.document)


@tracked()
class Comment(models.Model):
    """What somebody said about an obligation."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="comments")
    text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


@tracked()
class DateMove(models.Model):
    """That a date moved, from when to when and because of what: told to people in one message."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="moves")
    old_date = models.DateField(null=True, blank=True)
    new_date = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=400)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.occurrence}: {self.old_date} to {self.new_date}"
