"""The checklist of CHK-2020 as rows of words, for tests of closings."""

from agreements.models import Agreement
from obligations.clock import business_now
from obligations.queries.closing import checklists_of


def told(agreement: Agreement) -> list[tuple[str, str, str, str]]:
    """Each item: the closing, the reference, its turn and where it stands."""
    return [
        (one.closing.name, line.line.ref, line.row.turn, line.state)
        for one in checklists_of(agreement, business_now())
        for line in one.lines
    ]
