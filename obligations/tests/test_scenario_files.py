"""Scenarios as files: out and in again, what a file says wrongly, its page, its command."""

import re
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from agreements.walls import seeing_as
from obligations.actions.scenario_applying import apply_scenario
from obligations.actions.scenario_files import import_scenario
from obligations.actions.scenarios import OnPaper, add_step, change_scenario, make_scenario
from obligations.agreement_file import FileProblems
from obligations.agreement_file.scenario import read_scenario, write_scenario
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Scenario
from obligations.policies import NotNow
from obligations.queries.scenario_file import scenario_file_of
from obligations.queries.scenarios import effect_of
from obligations.tests.finding import key_date_of, row_of

GUIDE = settings.BASE_DIR / "docs" / "guide" / "what-if.md"
TEXT = """schema: 1
name: Closing slips
about: The bank is late.
shared: yes
changes:
  - {agreement: CLO-2020, key date: Closing Date, happens: 2020-02-14, instead of: 2020-01-31}
  - {agreement: CLO-2020, key date: Excused Delay, happens: 2020-02-10, until: 2020-02-19}
  - {agreement: CLO-2020, key date: Copy Request, will not happen: yes}
  - {agreement: CLO-2020, ref: report, extended to: 2020-09-30, agreed with: Dogwood Fund}
"""


@pytest.fixture
def scenario(closing, owner):
    """One step of each kind that needs no calendar."""
    row = make_scenario(name="All kinds", by=owner, about="For a test.")
    steps = (
        {"kind": "taken back", "name": "Closing Date", "lineage": 1},
        {"kind": "happening", "name": "Cure Notice", "day": date(2020, 3, 12)},
        {"kind": "never", "name": "Copy Request"},
    )
    for said in steps:
        key_date = key_date_of(closing, said.pop("name"))
        add_step(scenario=row, step=OnPaper(key_date=key_date, **said), by=owner)
    extended = OnPaper(
        kind="extension", occurrence=row_of(closing, "report"), day=date(2020, 9, 30)
    )
    add_step(scenario=row, step=extended, by=owner)
    change_scenario(scenario=row, name=row.name, about=row.about, sharing="shared", by=owner)
    row.refresh_from_db()
    return row


def moved(row, owner):
    return {line.key: line.new for line in effect_of(row, owner, business_now()).moved}


def test_it_comes_out_as_it_went_in(scenario, owner, colleague):
    file = scenario_file_of(scenario)
    assert read_scenario(write_scenario(file)) == file
    again = import_scenario(file=file, by=colleague)
    assert scenario_file_of(again) == file
    assert moved(again, colleague) == moved(scenario, owner)


def test_a_file_takes_the_place_of_one_of_its_name(closing, owner):
    first = import_scenario(file=read_scenario(TEXT), by=owner)
    shorter = "\n".join(TEXT.splitlines()[:6]) + "\n"
    second = import_scenario(file=read_scenario(shorter), by=owner)
    assert first.pk == second.pk and second.steps.count() == 1
    assert second.sharing == "shared"
    token = effect_of(second, owner, business_now()).token
    apply_scenario(scenario=second, by=owner, reason="It came so.", token=token)
    with pytest.raises(NotNow, match="was applied and stays as it is"):
        import_scenario(file=read_scenario(TEXT), by=owner)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("happens: 2020-02-14, ", "", "line 6: A change says one of"),
        ("will not happen: yes", "will not happen: yes, happens: 2020-03-01", "says one of"),
        ("agreement: CLO-2020, ref: report,", "agreement: CLO-2020,", "of which ref it is"),
        ("schema: 1\n", "", "A scenario file begins with"),
        ("happens: 2020-02-14", "happens: soon", "is no happens"),
        ("instead of", "in place of", "is not known here"),
    ],
)
def test_a_file_that_says_it_wrongly(old, new, sentence):
    assert old in TEXT
    with pytest.raises(FileProblems, match=sentence):
        read_scenario(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("deep", ["[" * 90_000, "{a: " * 50_000, "- " * 50_000])
def test_a_file_of_nothing_but_levels_is_refused_at_once(deep):
    with pytest.raises(FileProblems, match="More than 40 lists"):
        read_scenario(deep)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("instead of: 2020-01-31", "instead of: 2020-01-30", "Change 1: .* did not happen on"),
        ("key date: Copy Request", "key date: Nothing", "Change 3: CLO-2020 has no key date"),
        ("ref: report", "ref: nothing", "Change 4: .* there is none"),
        ("agreement: CLO-2020, ref", "agreement: SUP-2019, ref", "you may not see it"),
    ],
)
def test_a_file_that_does_not_fit_leaves_nothing(closing, owner, old, new, sentence):
    with pytest.raises(EngineError, match=sentence):
        import_scenario(file=read_scenario(TEXT.replace(old, new, 1)), by=owner)
    assert not Scenario.objects.exists()


def test_behind_the_wall_a_file_reaches_nothing(closing, outsider):
    with seeing_as(outsider), pytest.raises(EngineError, match="you may not see it"):
        import_scenario(file=read_scenario(TEXT), by=outsider)


def test_the_page_takes_a_file_and_gives_one(as_owner, closing):
    def send(text):
        file = SimpleUploadedFile("scenario.yaml", text.encode())
        return as_owner.post("/what-if/import", {"file": file})

    refused = send(TEXT.replace("happens: 2020-02-14, ", ""))
    assert refused.status_code == 422 and "line 6" in refused.text
    answer = send(TEXT)
    row = Scenario.objects.get()
    assert answer["Location"] == f"/what-if/{row.pk}"
    out = as_owner.get(f"/what-if/{row.pk}/file")
    assert read_scenario(out.content.decode()) == read_scenario(TEXT)
    assert 'filename="closing-slips.yaml"' in out["Content-Disposition"]


def test_data_entry_lists_them(as_owner, as_colleague, scenario):
    listed = as_owner.get("/admin/obligations/scenario/")
    assert "All kinds" in listed.text
    assert as_owner.get("/admin/obligations/scenario/add/")["Location"] == "/what-if"
    assert as_owner.get(f"/admin/obligations/scenario/{scenario.pk}/change/")["Location"] == (
        f"/what-if/{scenario.pk}"
    )


def test_the_commands(closing, owner, tmp_path):
    file = tmp_path / "scenario.yaml"
    file.write_text(TEXT, encoding="utf-8")
    out = StringIO()
    call_command("import_scenario", str(file), by=owner.email, stdout=out)
    assert "CLO-2020 2(a) File the shelf: Sun 1 Mar 2020 →" in out.getvalue()
    out = StringIO()
    call_command("export_scenario", "closing slips", stdout=out)
    assert read_scenario(out.getvalue()) == read_scenario(TEXT)
    with pytest.raises(CommandError, match="There are: “Closing slips”"):
        call_command("export_scenario", "another")


def test_the_guide_shows_a_whole_file():
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    file = read_scenario(example)
    assert {change.says for change in file.changes} == {
        *("happens", "taken_back", "will_not_happen", "extended_to", "calendar"),
    }
