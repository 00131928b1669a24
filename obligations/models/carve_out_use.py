"""What was used of a carve-out: counted against its cap, never edited, taken back with why."""

from django.db import models

from agreements.audit import tracked
from agreements.models import Document, Party
from obligations.models.ledger import Entered, kept
from obligations.models.obligation import CarveOut


@tracked()
class CarveOutUse(Entered):
    """That a party used so much of a carve-out on a day; the unit is that of the cap."""

    carve_out = models.ForeignKey(CarveOut, models.PROTECT, related_name="uses")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    used_date = models.DateField("used on")
    quantity = models.DecimalField(max_digits=20, decimal_places=4)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Entered.Meta):
        verbose_name = "use of a carve-out"
        verbose_name_plural = "uses of carve-outs"
        triggers = kept("carve_out_use")
        constraints = [
            *Entered.Meta.constraints,
            models.CheckConstraint(
                name="carve_out_use_is_something",
                condition=models.Q(quantity__gt=0),
                violation_error_code="quantity",
                violation_error_message="What was used is more than nothing.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carve_out}, {self.used_date}"
