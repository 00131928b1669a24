"""Finds rows of a test's agreement by the names that its file gives them."""

from datetime import date

from agreements.models import Agreement
from obligations.models import KeyDate, Obligation, Occurrence


def key_date_of(agreement: Agreement, name: str) -> KeyDate:
    return KeyDate.objects.select_related("agreement").get(agreement=agreement, name=name)


def obligation_of(agreement: Agreement, ref: str) -> Obligation:
    rows = Obligation.objects.select_related("agreement", "terms")
    return rows.get(agreement=agreement, ref=ref)


def row_of(agreement: Agreement, ref: str, turn: str = "", party: str = "") -> Occurrence:
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=ref, turn=turn)
    rows = rows.filter(person__party__name=party) if party else rows
    return rows.select_related("agreement", "obligation").get()


def dates_of(agreement: Agreement) -> dict[str, date]:
    """Every occurrence's date by its key; 9999-12-31 while it has none."""
    rows = Occurrence.objects.filter(agreement=agreement).exclude(phase="withdrawn")
    return dict(rows.values_list("key", "sort_date"))


def phases_of(agreement: Agreement, ref: str) -> dict[str, str]:
    """The phases of an obligation's occurrences by turn."""
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=ref)
    return dict(rows.values_list("turn", "phase"))
