"""What people answer to a reminder: that they have seen it, or when to be reminded again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements.audit import tracked
from obligations.models.occurrence import Occurrence


class How(models.TextChoices):
    """By which way somebody answered."""

    PAGE = "page", "on the page"
    LINK = "link", "by the link in the mail"


@tracked()
class Acknowledgement(models.Model):
    """That a person has seen that an occurrence needs them, and is on it.

    It never counts as done. It is bound to the date: when that moves, this says nothing of the
    new one. `is_late`: the date had passed; what was said before it passed says nothing of why
    it was missed. `made_date` is the business day; `made_at` is by the machine's clock.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="acknowledgements")
    due_date = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    note = models.CharField(max_length=400, blank=True)
    is_late = models.BooleanField(default=False)
    made_date = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "person", "is_late"],
                name="acknowledgement_once",
                violation_error_message="You have acknowledged this already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} has seen {self.occurrence}"

    @property
    def how_in_words(self) -> str:
        """By which way it was said."""
        return How(self.how).label


@tracked()
class Snooze(models.Model):
    """That a person wants to hear of an occurrence again on a day, and not before.

    Bound to the date as it stood; the next snooze of the same person and date takes its place,
    and then `until` says the new day.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="snoozes")
    due_date = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateField()
    how = models.CharField(max_length=8, choices=How)
    made_date = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "due_date", "person"], name="snooze_once"
            ),
            models.CheckConstraint(
                name="snooze_until_a_later_day", condition=Q(until__gt=F("made_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} wants to hear of {self.occurrence} on {self.until}"

    @property
    def how_in_words(self) -> str:
        """By which way it was said."""
        return How(self.how).label
