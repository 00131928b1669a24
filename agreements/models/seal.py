"""Seals on the history: each a hash over a range of a history table and over the seal before."""

import pgtrigger
from django.db import models


class Seal(models.Model):
    """One range of one history table, sealed: its rows' hashes, chained to the seal before.

    The range holds the rows with a `pgh_id` above `after` and up to `until`; a table's first range
    begins where the table does. `leaves` has 40 bytes for each row in the order of the ids: the id
    (8 bytes) and the SHA-256 of the row's text. `columns` names what of a row is in that text, so
    that a column which a later version adds breaks nothing. `hash` is worked out by
    agreements/chain.py from all the others and from the hash of the seal before.
    """

    number = models.BigIntegerField(unique=True, help_text="1, 2, 3 … without a gap.")
    table = models.CharField(max_length=63)
    columns = models.JSONField(help_text="Their names, in the order in which they are hashed.")
    after = models.BigIntegerField()
    until = models.BigIntegerField()
    count = models.PositiveIntegerField()
    leaves = models.BinaryField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("table", "until", name="seal_of_a_range_once"),
            models.CheckConstraint(
                name="seal_of_some_rows",
                condition=models.Q(until__gt=models.F("after"), count__gt=0),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"
