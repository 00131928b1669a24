"""The example of docs/agreement-files.md is a whole file: read, imported, and out again."""

import dataclasses
import re

import pytest
from django.conf import settings

from agreements.models import Agreement
from obligations.actions.files import import_file
from obligations.agreement_file import (
    read,
    schema,
    schema_money,
    schema_schedules,
    write,
)
from obligations.agreement_file.entries import entries_of
from obligations.models import Obligation, Occurrence
from obligations.queries.agreement_file import file_of

DOCUMENT = settings.BASE_DIR / "docs" / "agreement-files.md"
EXAMPLE = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0]


def entries():
    """Every kind of entry that a file can have."""
    for module in (schema, schema_money, schema_schedules):
        for thing in vars(module).values():
            if dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__:
                yield thing


@pytest.mark.parametrize("kind", list(entries()), ids=lambda kind: kind.__name__)
def test_the_example_shows_every_field(kind):
    names = entries_of(kind)
    missing = [name for name in names if not re.search(rf"(?<!\w){re.escape(name)}:", EXAMPLE)]
    assert missing == []


@pytest.mark.django_db
def test_the_example_is_imported_and_comes_out_again(unwalled, tuesday, system):
    import_file(file=read(EXAMPLE), by=system)
    agreement = Agreement.objects.get(reference="RRA-2000")
    filing = Occurrence.objects.get(agreement=agreement, obligation__ref="2(a)-filing")
    # The thirtieth day is a Sunday before a holiday; the readings say: the next business day.
    assert str(filing.due_date) == "2000-05-30"
    assert Obligation.objects.get(ref="7-terminate").exercised_by.name == "Termination Notice"
    written = write(file_of(agreement))
    assert import_file(file=read(written), by=system).nothing
