"""Asking, answering, closing; and what a clause refuses while its consent is not there."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.models import Party
from agreements.walls import seeing_as
from obligations.actions import adjustments, consents, occurrences
from obligations.actions.consent_needed import ConsentMissing
from obligations.actions.entering import TermsText, save_obligation
from obligations.actions.files import import_file
from obligations.actions.rule_checks import check_agreement
from obligations.agreement_file import FileProblems, read, write
from obligations.engine.consents import Tally
from obligations.engine.errors import EngineError
from obligations.models import Adjustment, ConsentAnswer, ConsentRequest, ConsentRule, Holding
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.queries.tallies import in_a_sentence, tally_of
from obligations.tests.conftest import FILES
from obligations.tests.consenting import affiliate, answer, ask, hold, party, two_thirds
from obligations.tests.finding import key_date_of, obligation_of, row_of

WHY = "because the test wants it"


@pytest.fixture
def holders(closing, owner):
    """Dogwood has 350,000, Elm 250,000, a subsidiary of the Company 150,000."""
    company, sub = Party.objects.get(name="Cedar Labs Ltd"), party(closing, "Cedar Holdings")
    quantities = {"Dogwood Fund": "350000", "Elm Partners": "250000", "Cedar Holdings": "150000"}
    for name, quantity in quantities.items():
        hold(closing, Party.objects.get(name=name), quantity, owner)
    affiliate(closing, sub, company, owner)


@pytest.fixture
def rule(closing, owner, holders):
    return two_thirds(closing, owner)


def waive(agreement, by):
    return occurrences.waive(occurrence=row_of(agreement, "report"), by=by, reason=WHY)


def test_a_waiver_without_its_consent_is_refused_and_says_why(closing, owner, rule):
    with pytest.raises(ConsentMissing) as refused:
        waive(closing, owner)
    assert str(refused.value) == (
        "This is a waiver, and needs a consent: 6(f) asks for Company and the holders of at least"
        " two thirds of the outstanding Registrable Securities. Nobody was asked yet: ask under"
        " Consents."
    )
    assert row_of(closing, "report").phase == "live" and not Adjustment.objects.exists()


def test_it_says_who_is_missing_and_how_much(closing, owner, rule):
    request = ask(rule, owner)
    answer(request, "Dogwood Fund", owner)
    answer(request, "Cedar Labs Ltd", owner)
    with pytest.raises(ConsentMissing, match="50,000 more is needed; missing: Elm Partners."):
        waive(closing, owner)
    answer(request, "Elm Partners", owner)
    with pytest.raises(ConsentMissing, match="Close the count first"):
        waive(closing, owner)
    consents.close(request=request, by=owner)
    made = waive(closing, owner)
    assert made.consent == request
    with pytest.raises(NotNow, match="rests on it"):
        consents.reopen_consent(request=request, by=owner, reason=WHY)


@pytest.mark.parametrize("how", ["extend", "key date", "amend"])
def test_extensions_and_amendments_are_refused_too(closing, owner, rule, how):
    report = obligation_of(closing, "report")
    ways = {
        "extend": lambda: occurrences.extend(
            occurrence=row_of(closing, "report"),
            to=date(2020, 7, 31),
            by=owner,
            reason=WHY,
            agreed_with="Dogwood",
        ),
        "key date": lambda: adjustments.extend_key_date(
            extension=adjustments.NewDate(
                key_date=key_date_of(closing, "Filing Date"),
                to=date(2020, 3, 20),
                agreed_with="Dogwood",
            ),
            by=owner,
            reason=WHY,
        ),
        "amend": lambda: save_obligation(
            row=report,
            says=TermsText(rule="on 2020-07-31", summary="Later."),
            obligors=[],
            obligees=[],
            by=owner,
            amendment="Amendment No. 1",
        ),
    }
    with pytest.raises(ConsentMissing, match="needs a consent"):
        ways[how]()
    assert row_of(closing, "report").due_date == date(2020, 6, 30)


def test_the_affiliate_is_asked_in_vain(closing, owner, rule):
    request = ask(rule, owner)
    for name in ("Cedar Labs Ltd", "Cedar Holdings", "Dogwood Fund"):
        answer(request, name, owner)
    count = tally_of(request)
    assert (count.outcome, int(count.given), int(count.whole)) == ("not reached", 350000, 600000)
    with pytest.raises(EngineError, match="may still be reached"):
        consents.close(request=request, by=owner)
    assert consents.close(request=request, by=owner, reason="given up").state == "not given"
    with pytest.raises(ConsentMissing, match="was not given"):
        waive(closing, owner)


def test_a_rule_for_some_goes_before_the_rule_for_all(closing, owner, rule):
    two_thirds(
        closing,
        owner,
        name="Reports",
        section="7",
        applies_to=["report"],
        persons=["Dogwood Fund"],
        threshold="",
        security="",
    )
    with pytest.raises(ConsentMissing, match="7 asks for Dogwood Fund. Nobody was asked"):
        waive(closing, owner)


def test_the_record_date_decides_whose_holding_counts(closing, owner, rule):
    dogwood = Party.objects.get(name="Dogwood Fund")
    hold(closing, dogwood, "1000000", owner, from_date=date(2020, 3, 3))
    request = ask(rule, owner)
    answer(request, "Dogwood Fund", owner)
    answer(request, "Cedar Labs Ltd", owner)
    assert not tally_of(request).reached
    later = ask(rule, owner, subject="Again", record=date(2020, 3, 3))
    answer(later, "Dogwood Fund", owner)
    answer(later, "Cedar Labs Ltd", owner)
    assert tally_of(later).reached


def test_the_form_of_a_waiver_lets_one_choose_the_consent(closing, owner, rule, as_owner):
    """An undecided one is offered as such, and refused with where it stands."""
    request = ask(rule, owner)
    row = row_of(closing, "report")
    page = f"/occurrences/{row.pk}/waive"
    assert "Consent 1: Waive the report, not decided yet" in as_owner.get(page).text
    sent = {"reason": WHY, "consent": request.pk}
    refused = as_owner.post(page, sent)
    assert "Consent 1: Waive the report is still open" in refused.text
    for name in ("Cedar Labs Ltd", "Dogwood Fund", "Elm Partners"):
        answer(request, name, owner)
    consents.close(request=request, by=owner)
    assert as_owner.post(page, sent).status_code == 302
    assert Adjustment.objects.get(kind="waiver").consent == request


# Bad input


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"answers_by": date(2020, 3, 1)}, "before the day of asking"),
        ({"on": date(2020, 4, 1)}, "still to come"),
        ({"matter": "permission"}, "6.f. is for waiver, extension and amendment"),
        ({"matter": "extension"}, "until when"),
        ({"record": date(2019, 1, 1), "of": ("Elm Partners",)}, "Elm Partners holds no"),
    ],
)
def test_a_request_that_cannot_be(closing, owner, rule, more, sentence):
    if "of" in more:
        more["of"] = tuple(Party.objects.get(name=name) for name in more["of"])
    with pytest.raises(EngineError, match=sentence):
        ask(rule, owner, **more)
    assert not ConsentRequest.objects.exists()


@pytest.mark.parametrize(
    ("name", "more", "sentence"),
    [
        ("Elm Partners", {"on": date(2020, 3, 7)}, "after Fri 6 Mar 2020, the last day"),
        ("Elm Partners", {"on": date(2020, 3, 1)}, "before the request"),
        ("Elm Partners", {"on": None}, "on which day"),
        ("Elm Partners", {"what": "perhaps"}, "consent or refusal"),
        ("Stranger Ltd", {}, "was not asked; asked were"),
    ],
)
def test_an_answer_that_cannot_be(closing, owner, rule, name, more, sentence):
    Party.objects.get_or_create(name=name) if name == "Elm Partners" else party(closing, name)
    request = ask(rule, owner, answers_by=date(2020, 3, 6), of=())
    with pytest.raises(EngineError, match=sentence):
        answer(request, name, owner, **more)
    assert not ConsentAnswer.objects.exclude(answer="").exists()


def test_another_answer_needs_a_reason(closing, owner, rule):
    request = ask(rule, owner)
    answer(request, "Elm Partners", owner, "refusal")
    said = consents.Answered(
        party=Party.objects.get(name="Elm Partners"), answer="consent", on=date(2020, 3, 5)
    )
    with pytest.raises(EngineError, match="has answered already"):
        consents.answer(request=request, said=said, by=owner)


def test_a_holding_that_nobody_knows_is_not_decided_over(closing, owner, rule):
    hold(closing, party(closing, "Fir Trust"), None, owner)
    request = ask(rule, owner)
    for name in ("Cedar Labs Ltd", "Dogwood Fund", "Elm Partners"):
        answer(request, name, owner)
    with pytest.raises(EngineError, match="Nobody knows how much Fir Trust holds"):
        consents.close(request=request, by=owner, reason=WHY)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"quantity": "-1"}, "less than nothing"),
        ({"from_date": date(2020, 2, 1)}, "already"),
        ({"from_date": date(2020, 1, 1), "until_date": date(2020, 2, 1)}, "count twice"),
        ({"from_date": date(2020, 3, 2), "until_date": date(2020, 3, 1)}, "before the first"),
    ],
)
def test_a_holding_that_cannot_be(closing, owner, holders, more, sentence):
    values = {"quantity": "1", **more}
    with pytest.raises(ValidationError, match=sentence):
        hold(closing, Party.objects.get(name="Elm Partners"), by=owner, **values)
    assert Holding.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"threshold": "at least", "percent": 101}, "at most 100"),
        ({"threshold": "at least", "percent": None}, "Give the percentage"),
        ({"threshold": "more than", "percent": 100}, "Nobody has more than 100"),
        ({"threshold": "", "persons": []}, "whose consent"),
        ({"security": ""}, "of what"),
        ({"matters": ["anything"]}, "Say for what"),
    ],
)
def test_a_rule_that_cannot_be(closing, owner, more, sentence):
    with pytest.raises(ValidationError, match=rf"(?i){sentence}"):
        two_thirds(closing, owner, **more)
    assert not ConsentRule.objects.exists()


# Walls, and the file


@pytest.mark.parametrize(
    ("persons", "said"),
    [
        ({"Licensor": "consent", "Licensee": "consent"}, "Licensor and Licensee have consented"),
        ({"Licensor": "consent", "Licensee": ""}, "Licensor has consented; missing: Licensee"),
        ({"Licensor": "", "Licensee": ""}, "missing: Licensor and Licensee"),
        ({}, "nobody has consented"),
    ],
)
def test_named_persons_are_said_to_have_consented(persons, said):
    missing = tuple(name for name, answer in persons.items() if answer != "consent")
    outcome = "not reached" if missing else "reached"
    assert in_a_sentence(Tally(outcome, persons=persons, persons_missing=missing)) == said


def test_behind_the_wall_there_is_nothing(closing, owner, outsider, rule):
    request = ask(rule, owner)
    tables = (Holding, ConsentRule, ConsentRequest, ConsentAnswer)
    with seeing_as(outsider):
        assert not any(table.objects.exists() for table in tables)
    with seeing_as(owner):
        assert all(table.objects.exists() for table in tables)
    check_agreement(request.agreement)


PARTS = """consent rules:
  - name: Amendments
    section: 6(f)
    for: [waiver, extension]
    persons: Company
    threshold: two thirds
    of: Registrable Securities
    not counted: Company
affiliates:
  - {party: Elm Partners, of: Company, only by holding: yes}
holdings:
  - {holder: Dogwood Fund, of: Registrable Securities, quantity: "350,000", from: 2020-02-01}
  - {holder: Elm Partners, of: Registrable Securities, from: 2020-02-01, assumed: yes}
"""
TEXT = (FILES / "closing-2020.yaml").read_text(encoding="utf-8")


def test_a_file_brings_them_and_comes_out_as_it_went_in(closing, system):
    done = import_file(file=read(TEXT + PARTS), by=system)
    assert len(done.differences) == 4
    again = file_of(closing)
    assert read(write(again)) == again
    assert import_file(file=read(write(again)), by=system).nothing
    assert [h.quantity for h in again.holdings] == ["350000", ""]
    # A file that does not speak of holdings leaves them; a rule that it lacks goes.
    done = import_file(file=read(TEXT), by=system)
    assert [str(one) for one in done.differences] == ["- consent rules “Amendments”"]
    assert Holding.objects.count() == 2 and not ConsentRule.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("holder: Dogwood Fund", "holder: Nobody Ltd", "No party is called “Nobody Ltd”"),
        ("holder: Dogwood Fund", "holder: Holder", "Several parties"),
        ('"350,000"', "-5", "less than nothing"),
        ('"350,000"', "many", "no quantity"),
        ("holder: Elm Partners", "holder: Dogwood Fund", "count twice"),
        ("of: Company,", "of: Elm Partners,", "their own affiliate"),
        ("for: [waiver, extension]", "for: everything", "none of"),
        ("threshold: two thirds", "threshold: at least", "have a percentage"),
        ("threshold: two thirds", 'threshold: at least\n    percent: "101"', "at most 100"),
        ("persons: Company", "persons: Queen", "No party is called “Queen”"),
        ("    of: Registrable Securities\n", "", "of what"),
        ("    section: 6(f)", "    section: 6(f)\n    applies to: nothing", "no obligation"),
    ],
)
def test_a_file_that_says_it_wrongly(old, new, sentence):
    assert old in PARTS
    with pytest.raises(FileProblems, match=sentence):
        read(TEXT + PARTS.replace(old, new, 1))
