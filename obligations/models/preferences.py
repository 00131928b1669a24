"""What each person wishes of the mails that come to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.audit import tracked
from agreements.models import Participation
from obligations.models.obligation import Obligation

DIGEST_HOUR = 7


@tracked()
class Preferences(models.Model):
    """A person's wishes for their reminders; without a row everything is as usual.

    `leads` replace the usual ladder (None: they do not). `nag_every` is the number of days
    between reminders of what is overdue: None as usual, 0 never. The hour is one of the clock
    in the person's own zone, weekdays count from Monday, 0.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences"
    )
    leads = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    on_the_day = models.BooleanField(default=True)
    nag_every = models.PositiveSmallIntegerField(null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(default=DIGEST_HOUR)
    own_moves = models.BooleanField("tell me of dates that I moved myself", default=False)
    nothing_due_weekday = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "preferences"
        constraints = [
            models.CheckConstraint(
                name="preferences_hour_of_a_day", condition=models.Q(digest_hour__lte=23)
            ),
            models.CheckConstraint(
                name="preferences_day_of_a_week",
                condition=models.Q(nothing_due_weekday=None) | models.Q(nothing_due_weekday__lte=6),
            ),
        ]

    def __str__(self) -> str:
        return f"Preferences of {self.person}"


@tracked()
class Following(models.Model):
    """That a person wants to be reminded of one obligation, whoever answers for it.

    `leads` are their own for it, before any others; None where the usual ones are to be used.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="followers")
    leads = ArrayField(models.PositiveSmallIntegerField(), null=True, blank=True)
    on_the_day = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "followings"
        constraints = [
            models.UniqueConstraint(fields=["person", "obligation"], name="following_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.obligation}"


@tracked()
class ExternalRecipient(models.Model):
    """Who outside is reminded of an obligation, by role: at the address for notices of whoever
    owes it, of whoever it is owed to, or of one party to the agreement.

    `leads` are the days before; each mail tells of this obligation alone.
    """

    class Side(models.TextChoices):
        OBLIGOR = "obligor", "Whoever owes it"
        OBLIGEE = "obligee", "Whoever it is owed to"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="external_recipients")
    side = models.CharField(max_length=8, choices=Side, blank=True)
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    leads = ArrayField(models.PositiveSmallIntegerField())
    on_the_day = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="external_recipient_by_one_role",
                condition=models.Q(side="", participation__isnull=False)
                | ~models.Q(side="") & models.Q(participation__isnull=True),
                violation_error_message="Name a side of the obligation, or a party: one of them.",
            ),
            models.UniqueConstraint(
                fields=["obligation", "side", "participation"],
                nulls_distinct=False,
                name="external_recipient_once",
                violation_error_message="They are reminded of it already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_side_display() if self.side else self.participation)
