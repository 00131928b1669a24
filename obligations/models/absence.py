"""Who is away, and who gets their reminders meanwhile."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agreements.audit import tracked


@tracked()
class Absence(models.Model):
    """That a person is away from one day through another, and who is told as well.

    One that is taken back, or ends early, stays, with `ended_date` as the first day on which it
    no longer holds.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first_date = models.DateField("first day away")
    last_date = models.DateField("last day away")
    note = models.CharField(max_length=200, blank=True)
    ended_date = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="absence_in_order", condition=Q(last_date__gte=F("first_date"))
            ),
            models.CheckConstraint(
                name="absence_deputy_is_another", condition=~Q(deputy=F("person"))
            ),
        ]
        indexes = [models.Index(fields=["person", "last_date"], name="absence_by_person")]

    def __str__(self) -> str:
        return f"{self.person} from {self.first_date} through {self.last_date}"
