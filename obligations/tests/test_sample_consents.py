"""Whose consent the three agreements ask for: a table (cases/sample_consents.csv) to read."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from agreements.models import Party
from obligations.actions import consents, occurrences
from obligations.actions.consent_needed import ConsentMissing, consent_for
from obligations.engine.errors import EngineError
from obligations.models import Adjustment, ConsentRule, KeyDate, Obligation
from obligations.queries.consent_rules import Wanted
from obligations.queries.tallies import tally_of
from obligations.tests.conftest import enter, set_day
from obligations.tests.finding import row_of

CASES = Path(__file__).parent / "cases" / "sample_consents.csv"
WHY = "because the test wants it"


SAMPLES = Path(settings.BASE_DIR) / "samples"


@pytest.fixture
def opening(unwalled, db):
    set_day(date(2001, 9, 4))


@pytest.fixture
def samples(opening, owner, system):
    """The three agreements on 4 September 2001, without the story of what was done."""
    entered = (enter(file, [owner], system) for file in sorted(SAMPLES.glob("*.yaml")))
    return {found.reference: found for found in entered}


@pytest.fixture
def licence(opening, owner, system):
    return enter(SAMPLES / "licence-2001.yaml", [owner], system)


def wanted(agreement, matter, about):
    key_date = KeyDate.objects.filter(agreement=agreement, name=about).first()
    obligation = Obligation.objects.filter(agreement=agreement, ref=about).first()
    assert key_date or obligation, f"{agreement} has no “{about}”"
    return Wanted(agreement=agreement, matter=matter, obligation=obligation, key_date=key_date)


def test_nothing_passes_without_the_consent_that_its_clause_asks_for(samples):
    with CASES.open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    for row in rows:
        what = wanted(samples[row["agreement"]], row["matter"], row["about"])
        with pytest.raises(ConsentMissing) as refused:
            consent_for(what)
        assert row["whose consent the clause asks for"] in str(refused.value), row


def asked(licence, owner, ref, of=()):
    rule = ConsentRule.objects.get(agreement=licence, name="Waivers")
    row = row_of(licence, ref)
    wish = consents.Asked(
        rule=rule,
        matter="waiver",
        subject=f"Waive {ref}",
        on=date(2001, 9, 3),
        occurrence=row,
        of=tuple(Party.objects.get(name=name) for name in of),
    )
    return consents.ask(asked=wish, by=owner)


def test_a_waiver_under_the_licence_wants_the_licensor(licence, owner):
    with pytest.raises(ConsentMissing, match=r"XIV.5 asks for .* \(Johnson Matthey PLC\)"):
        occurrences.waive(occurrence=row_of(licence, "V.1"), by=owner, reason=WHY)
    request = asked(licence, owner, "V.1")
    assert [one.party.name for one in request.answers.all()] == ["Johnson Matthey PLC"]
    assert tally_of(request).persons_missing == ("Johnson Matthey PLC",)
    said = consents.Answered(
        party=Party.objects.get(name="Johnson Matthey PLC"), answer="consent", on=date(2001, 9, 4)
    )
    consents.answer(request=request, said=said, by=owner)
    consents.close(request=request, by=owner)
    made = occurrences.waive(occurrence=row_of(licence, "V.1"), by=owner, reason=WHY)
    assert made.consent == request
    assert Adjustment.objects.get(kind="waiver").occurrence.obligation.ref == "V.1"


def test_of_what_is_owed_both_ways_the_one_who_was_asked_decides(licence, owner):
    both = asked(licence, owner, "XIV.2")
    assert len(tally_of(both).persons) == 2
    one = asked(licence, owner, "XIV.2", of=["Johnson Matthey PLC"])
    assert list(tally_of(one).persons) == ["Johnson Matthey PLC"]


def test_whoever_it_is_owed_to_is_asked_about_an_obligation_only(licence, owner):
    rule = ConsentRule.objects.get(agreement=licence, name="Waivers")
    wish = consents.Asked(
        rule=rule, matter="waiver", subject="Waive all", on=date(2001, 9, 3), of=()
    )
    with pytest.raises(EngineError, match="say which obligation it is"):
        consents.ask(asked=wish, by=owner)
