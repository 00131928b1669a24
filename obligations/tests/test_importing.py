"""An agreement file is written whole or not at all, twice the same, and comes out as it went in."""

from datetime import date

import pytest
import yaml

from agreements.models import Agreement, Document, Participation, TeamMember
from obligations.actions import occurrences
from obligations.actions.entering import retire
from obligations.actions.files import import_file
from obligations.actions.happenings import Said, record
from obligations.agreement_file import read, write
from obligations.engine.errors import EngineError
from obligations.models import KeyDate, Obligation, Occurrence, Terms
from obligations.permissions import NotAllowed
from obligations.queries.agreement_file import file_of
from obligations.tests.conftest import FILES
from obligations.tests.finding import key_date_of, obligation_of, phases_of, row_of

TEXT = (FILES / "closing-2020.yaml").read_text(encoding="utf-8")


def changed(*pairs):
    """The file with some words in place of others."""
    text = TEXT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return read(text)


def everything(agreement):
    tables = (KeyDate, Obligation, Occurrence, Terms)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_twice_changes_nothing(closing, system):
    before = everything(closing)
    again = import_file(file=read(TEXT), by=system)
    assert again.nothing and not again.created
    assert everything(closing) == before


def test_a_changed_file_is_told_and_written(closing, system):
    file = changed(
        ("rule: on 2020-06-30", "rule: on 2020-07-31"), ("title: Cure a breach", "title: Cure it")
    )
    done = import_file(file=file, by=system)
    assert len(done.differences) == 2
    assert row_of(closing, "report").due_date == date(2020, 7, 31)
    report = obligation_of(closing, "report")
    assert (report.terms.number, Terms.objects.filter(obligation=report).count()) == (2, 2)
    cure = obligation_of(closing, "cure")
    assert (cure.title, cure.terms.number) == ("Cure it", 1)


def test_a_dry_run_tells_and_writes_nothing(closing, system):
    before = everything(closing)
    file = changed(("rule: on 2020-06-30", "rule: on 2020-07-31"))
    done = import_file(file=file, by=system, dry_run=True)
    assert done.differences and [m.ref for m in done.changes.moves] == ["report"]
    assert everything(closing) == before


def test_what_the_file_no_longer_has_is_retired(closing, system, owner):
    start = TEXT.index("  - ref: report ")
    text = TEXT[:start] + TEXT[TEXT.index("defects:") :]
    occurrences.complete(occurrence=row_of(closing, "report"), on=date(2020, 3, 9), by=owner)
    import_file(file=read(text), by=system)
    report = obligation_of(closing, "report")
    assert report.retired_at is not None
    assert row_of(closing, "report").phase == "done"
    import_file(file=read(TEXT), by=system)
    report.refresh_from_db()
    assert report.retired_at is None


def test_a_key_date_goes_with_the_rules_that_named_it(closing, system):
    """Consistent as a whole: nothing in the new file speaks of the key date."""
    file = changed(
        ('  - {name: Cure Notice, kind: event, section: "7"}\n', ""),
        ("rule: within 45 days after [Cure Notice]", "rule: on 2020-09-01"),
    )
    import_file(file=file, by=system)
    assert not KeyDate.objects.filter(agreement=closing, name="Cure Notice").exists()
    assert row_of(closing, "cure").due_date == date(2020, 9, 1)


def test_a_key_date_changes_its_name_with_the_rules(closing, system):
    file = changed(("Comment Letter", "Letter of Comments"))
    import_file(file=file, by=system)
    assert row_of(closing, "answer", "next").awaiting == ["Letter of Comments"]


def test_a_party_goes(closing, system):
    more = TEXT.replace("notice rules:", "  - {party: Fir Bank, role: Agent}\nnotice rules:")
    import_file(file=read(more), by=system)
    assert Participation.objects.filter(party__name="Fir Bank").exists()
    import_file(file=read(TEXT), by=system)
    assert not Participation.objects.filter(party__name="Fir Bank").exists()


def test_a_party_with_occurrences_of_its_own_stays(closing, system):
    before = everything(closing)
    start = TEXT.index("  - party: Elm Partners")
    text = TEXT[:start] + TEXT[TEXT.index("notice rules:") :]
    with pytest.raises(EngineError, match=r"is used by what became of copies, .* of lock-up"):
        import_file(file=read(text), by=system)
    assert everything(closing) == before


def test_what_is_recorded_here_stays(closing, system, owner):
    record(
        key_date=key_date_of(closing, "Closing Date"),
        said=Said(day=date(2020, 2, 3), corrects=1),
        by=owner,
        reason="memorandum",
    )
    file = changed(("date: 2020-01-31, certainty", "date: 2020-02-14, certainty"))
    done = import_file(file=file, by=system)
    assert done.kept == [
        "[Closing Date] stays at Mon 3 Feb 2020, as recorded here; the file says Fri 14 Feb 2020"
    ]
    assert row_of(closing, "file").due_date == date(2020, 3, 4)


def test_what_the_file_adds_to_a_repeating_event_is_recorded(closing, system):
    more = "happenings:\n  - {key date: Comment Letter, date: 2020-03-02}\n"
    import_file(file=read(TEXT.replace("happenings:\n", more)), by=system)
    assert phases_of(closing, "answer") == {"1": "live"}


def test_a_file_that_is_refused_writes_nothing(closing, system):
    before = everything(closing)
    # The closing is recorded, so that its key date cannot go.
    file = changed(("Closing Date", "Day of Closing"), ("on 2020-06-30", "on 2020-07-31"))
    with pytest.raises(EngineError, match="“Closing Date” is used by"):
        import_file(file=file, by=system)
    assert everything(closing) == before


def test_importing_is_for_whoever_may_enter(closing, outsider):
    with pytest.raises(NotAllowed):
        import_file(file=read(TEXT), by=outsider)


def test_whoever_imports_a_new_agreement_can_see_it(unwalled, tuesday, owner):
    done = import_file(file=read(TEXT), by=owner)
    assert done.created
    agreement = Agreement.objects.get(reference="CLO-2020")
    assert TeamMember.objects.filter(agreement=agreement, user=owner).exists()
    assert agreement.owner == owner


def test_it_comes_out_as_it_went_in(closing, system):
    written = write(file_of(closing))
    assert yaml.safe_load(written)["agreement"]["reference"] == "CLO-2020"
    again = import_file(file=read(written), by=system)
    assert again.nothing
    assert write(file_of(closing)) == written


def test_what_happened_comes_out_too(closing, system, owner):
    record(
        key_date=key_date_of(closing, "Closing Date"),
        said=Said(day=date(2020, 2, 3), corrects=1, note="memorandum"),
        by=owner,
        reason="memorandum",
    )
    happenings = yaml.safe_load(write(file_of(closing)))["happenings"]
    assert [(h["key date"], str(h["date"]), h["note"]) for h in happenings] == [
        ("Closing Date", "2020-02-03", "memorandum")
    ]


def test_what_is_retired_does_not_come_out(closing, system, owner):
    retire(obligation=obligation_of(closing, "report"), by=owner, reason="struck out")
    refs = [o["ref"] for o in yaml.safe_load(write(file_of(closing)))["obligations"]]
    assert "report" not in refs and "cure" in refs
    assert not Document.objects.exists()
