"""An agreement file may name a calendar of the firm's own, once it is in force."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement
from agreements.walls import seeing_everything
from obligations.actions.calendars import begin_own
from obligations.actions.files import import_file
from obligations.agreement_file import FileProblems, read, write
from obligations.calendars_in_force import in_force
from obligations.queries.agreement_file import file_of
from obligations.tests.calendars import FIRM, closed, firm_calendar
from obligations.tests.conftest import FILES
from obligations.tests.finding import row_of

TEXT = (FILES / "counting-2020.yaml").read_text(encoding="utf-8")
OURS = TEXT.replace("calendar: england", "calendar: firm-london").replace(
    "(england + target)", "(firm-london + target)"
)

pytestmark = pytest.mark.usefixtures("tuesday")


def line_of(words):
    return 1 + next(n for n, line in enumerate(OURS.splitlines()) if words in line)


def test_an_unknown_calendar_is_refused_with_its_line_and_the_known_ones(unwalled):
    with pytest.raises(FileProblems) as caught:
        read(OURS, in_force().ids)
    problems = {problem.line: str(problem) for problem in caught.value.problems}
    said = problems[line_of("calendar: firm-london")]
    assert "There is no calendar “firm-london”; known are california-banks, england" in said
    assert "There is no calendar “firm-london”" in problems[line_of("firm-london + target")]


def test_a_draft_is_not_known_yet(unwalled, administrator):
    begin_own(name="firm-london", said=FIRM, by=administrator, reason="agreed")
    with pytest.raises(FileProblems):
        read(OURS, in_force().ids)


def test_in_force_it_counts_and_goes_round(unwalled, administrator, system):
    firm_calendar(administrator, closed(date(2020, 3, 16), "Firm outing"))
    file = read(OURS, in_force().ids)
    import_file(file=file, by=system)
    agreement = Agreement.objects.get(reference="CNT-2020")
    assert row_of(agreement, "pay").due_date == date(2020, 3, 18)
    assert row_of(agreement, "pay").calendar_versions == {"firm-london": "1"}
    written = write(file_of(agreement))
    assert "calendar: firm-london" in written
    assert import_file(file=read(written, in_force().ids), by=system).nothing


def test_the_command_names_the_line(tmp_path, administrator):
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, encoding="utf-8")
    with pytest.raises(
        CommandError, match=rf"line {line_of('calendar: firm-london')}: There is no"
    ):
        call_command("import_agreement", str(path), verbosity=0)
    with seeing_everything():
        firm_calendar(administrator, closed(date(2020, 3, 16)))
    call_command("import_agreement", str(path), verbosity=0)
    with seeing_everything():
        assert Agreement.objects.filter(reference="CNT-2020").exists()
