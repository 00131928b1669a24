"""Entering and changing what an agreement says: checked whole, versioned, worked out at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Agreement, Participation, TeamMember
from obligations.actions import occurrences
from obligations.actions.entering import TermsText, remove, retire, save, save_obligation
from obligations.actions.happenings import Said, record
from obligations.engine.errors import EngineError, RuleError
from obligations.models import CarveOut, Conventions, KeyDate, Obligation, Terms
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.tests.finding import dates_of, key_date_of, obligation_of, phases_of, row_of


def side(row, name):
    """Who is on one side of an obligation."""
    return list(Participation.objects.filter(sides__obligation=row, sides__side=name))


def change(agreement, ref, by, **texts):
    """Saves an obligation with some of its texts changed; the other sides stay."""
    row = obligation_of(agreement, ref)
    amendment = texts.pop("amendment", "")
    says = {name: getattr(row.terms, name) for name in TermsText.__dataclass_fields__} | texts
    return save_obligation(
        row=row,
        says=TermsText(**says),
        obligors=side(row, "obligor"),
        obligees=side(row, "obligee"),
        by=by,
        amendment=amendment,
    )


def test_a_new_agreement_has_conventions_and_its_maker(unwalled, tuesday, colleague):
    row = Agreement(reference="NEW-1", title="A new one")
    save(row=row, by=colleague)
    assert Conventions.objects.filter(agreement=row).exists()
    assert TeamMember.objects.get(agreement=row).user == colleague
    assert Agreement.objects.get(pk=row.pk).owner == colleague


def test_a_changed_rule_is_a_new_version_and_moves_its_dates(closing, owner):
    changes = change(closing, "report", owner, rule="on 2020-07-31", amendment="Amendment No. 1")
    assert [(m.ref, m.old, m.new) for m in changes.moves] == [
        ("report", date(2020, 6, 30), date(2020, 7, 31))
    ]
    row = obligation_of(closing, "report")
    assert (row.terms.number, row.terms.amendment) == (2, "Amendment No. 1")
    assert row_of(closing, "report").terms_id == row.terms_id
    first = Terms.objects.get(obligation=row, number=1)
    assert first.rule == "on 2020-06-30"


def test_the_same_text_is_no_new_version(closing, owner):
    change(closing, "report", owner)
    assert Terms.objects.filter(obligation__ref="report").count() == 1


def test_a_done_occurrence_names_the_version_that_made_it(closing, owner):
    occurrences.complete(occurrence=row_of(closing, "report"), on=date(2020, 3, 9), by=owner)
    change(closing, "report", owner, rule="on 2020-07-31")
    assert row_of(closing, "report").terms.number == 1


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("30 dais after [Closing Date]", "dais"),
        ("30 days after [Clossing Date]", "Closing Date"),
        ("within 10 days after [report due]", "circle"),
    ],
)
def test_a_rule_that_does_not_hold_leaves_everything_as_it_was(closing, owner, rule, sentence):
    before = dates_of(closing)
    with pytest.raises(RuleError, match=sentence):
        change(closing, "report", owner, rule=rule)
    assert dates_of(closing) == before
    assert Terms.objects.filter(obligation__ref="report").count() == 1


def test_a_change_takes_the_confirmation_back(closing, owner):
    obligation = obligation_of(closing, "report")

    def confirmed():
        occurrences.confirm(obligation=obligation, by=owner)
        return obligation_of(closing, "report").confirmed_by

    assert confirmed() == owner
    change(closing, "report", owner)
    assert obligation_of(closing, "report").confirmed_by == owner
    change(closing, "report", owner, summary="Another summary.")
    assert obligation_of(closing, "report").confirmed_by is None


@pytest.mark.parametrize(("field", "value"), [("kind", "notice"), ("section", "8(b)")])
def test_so_does_what_changes_its_meaning_beside_its_text(closing, owner, field, value):
    occurrences.confirm(obligation=obligation_of(closing, "report"), by=owner)
    row = obligation_of(closing, "report")
    setattr(row, field, value)
    save_obligation(
        row=row,
        says=TermsText.of(row.terms),
        obligors=side(row, "obligor"),
        obligees=side(row, "obligee"),
        by=owner,
    )
    assert obligation_of(closing, "report").confirmed_by is None


def test_so_does_another_party(closing, owner):
    occurrences.confirm(obligation=obligation_of(closing, "report"), by=owner)
    row = obligation_of(closing, "report")
    save_obligation(row=row, says=TermsText.of(row.terms), obligors=[], obligees=[], by=owner)
    assert obligation_of(closing, "report").confirmed_by is None


def test_another_calendar_moves_what_it_counts(closing, owner):
    change(closing, "report", owner, rule="10 business days after [Closing Date]")
    before = row_of(closing, "report").due_date
    row = Conventions.objects.get(agreement=closing)
    row.calendar = "every-day"
    save(row=row, by=owner)
    assert row_of(closing, "report").due_date < before


def test_a_key_date_that_rules_name_keeps_its_name(closing, owner):
    row = key_date_of(closing, "Cure Notice")
    row.name = "Notice of Cure"
    with pytest.raises(ValidationError, match="cure name"):
        save(row=row, by=owner)
    assert key_date_of(closing, "Cure Notice")


def test_a_name_is_unique_whatever_its_case(closing, owner):
    with pytest.raises(ValidationError):
        save(row=KeyDate(agreement=closing, name="closing date"), by=owner)


def test_what_something_rests_on_is_not_removed(closing, owner):
    with pytest.raises(RuleError, match="Cure Notice"):
        remove(row=key_date_of(closing, "Cure Notice"), by=owner)
    with pytest.raises(NotNow, match="is used by “Closing Date 2020-01-31”"):
        remove(row=key_date_of(closing, "Closing Date"), by=owner)
    with pytest.raises(NotNow, match="stays in the record"):
        remove(row=obligation_of(closing, "report"), by=owner)


def test_what_nothing_rests_on_goes(closing, owner):
    carve_out = CarveOut.objects.get()
    remove(row=carve_out, by=owner)
    assert not CarveOut.objects.exists()


def test_retiring_withdraws_what_is_open_and_keeps_what_is_done(closing, owner):
    record(
        key_date=key_date_of(closing, "Comment Letter"), said=Said(day=date(2020, 3, 2)), by=owner
    )
    record(
        key_date=key_date_of(closing, "Comment Letter"), said=Said(day=date(2020, 3, 5)), by=owner
    )
    occurrences.complete(occurrence=row_of(closing, "answer", "1"), on=date(2020, 3, 9), by=owner)
    retire(obligation=obligation_of(closing, "answer"), by=owner, reason="struck out")
    assert phases_of(closing, "answer") == {"1": "done", "2": "withdrawn"}


def test_a_retired_one_is_not_reopened(closing, owner):
    occurrences.complete(occurrence=row_of(closing, "report"), on=date(2020, 3, 9), by=owner)
    retire(obligation=obligation_of(closing, "report"), by=owner, reason="struck out")
    with pytest.raises(NotNow, match="was retired"):
        occurrences.reopen(occurrence=row_of(closing, "report"), by=owner, reason="x")


def test_what_rules_speak_of_is_not_retired(closing, owner):
    with pytest.raises(EngineError, match=r"The rules of damages name \[file\]"):
        retire(obligation=obligation_of(closing, "file"), by=owner, reason="struck out")


def test_entering_is_for_the_team_and_for_editors(closing, outsider, administrator):
    for person in (outsider, administrator):
        with pytest.raises(NotAllowed):
            save(row=KeyDate(agreement=closing, name="New"), by=person)
        with pytest.raises(NotAllowed):
            retire(obligation=obligation_of(closing, "report"), by=person, reason="x")
    assert not KeyDate.objects.filter(name="New").exists()


def test_an_obligation_needs_its_own_reference(closing, owner):
    row = Obligation(agreement=closing, ref="REPORT", section="9", kind="filing", title="Again")
    with pytest.raises(ValidationError):
        save_obligation(row=row, says=TermsText(), obligors=[], obligees=[], by=owner)
