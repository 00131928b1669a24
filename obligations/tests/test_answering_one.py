"""Two breaches and one remedy: it says which it remedies, or neither right goes on a guess."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agreements.models import Agreement
from obligations.actions.files import import_file
from obligations.actions.happenings import Said, record
from obligations.agreement_file import FileProblems, read, write
from obligations.engine.errors import EngineError
from obligations.models import Happening, KeyDate, Occurrence
from obligations.queries.agreement_file import file_of

pytestmark = pytest.mark.django_db

TEXT = """\
schema: 1
agreement: {reference: CURE-1, title: Cure, kind: licence, date: 2020-01-02, status: in force}
conventions: {zone: Europe/London}
parties:
  - {role: Licensor, party: Alder Works Ltd, kind: company, ours: yes}
  - {role: Licensee, party: Birch Stores Ltd, kind: company}
key dates:
  - {name: Breach Notice, kind: repeating event}
  - {name: Breach Remedied, kind: repeating event, answers: Breach Notice}
happenings:
  - {key date: Breach Notice, date: 2020-02-03}
  - {key date: Breach Notice, date: 2020-02-10}
obligations:
  - ref: terminate
    section: "9"
    kind: termination
    title: Terminate for breach
    summary: When the 45 days pass without remedy, the Licensor may end the agreement.
    obligor: Licensor
    obligee: Licensee
    rule: >-
      after [Breach Notice] + 45 days,
      unless [Breach Remedied] has occurred by [Breach Notice] + 45 days
"""
FIRST, SECOND, REMEDY = date(2020, 2, 3), date(2020, 2, 10), date(2020, 2, 20)


@pytest.fixture
def cure(unwalled, tuesday, owner):
    import_file(file=read(TEXT), by=owner)
    return Agreement.objects.get(reference="CURE-1")


def key_date(agreement, name):
    return KeyDate.objects.get(agreement=agreement, name=name)


def remedied(agreement, owner, day=REMEDY, **more):
    said = Said(day=day, **more)
    record(key_date=key_date(agreement, "Breach Remedied"), said=said, by=owner, reason="so")


def rights(agreement):
    rows = Occurrence.objects.filter(agreement=agreement).order_by("start_date", "key")
    return [row.state for row in rows.order_by("key")]


@pytest.mark.parametrize(
    ("answers", "states"),
    [(None, ["provisional"] * 2), (1, ["void", "provisional"]), (2, ["provisional", "void"])],
)
def test_a_remedy_takes_away_the_right_that_it_answers(cure, owner, answers, states):
    remedied(cure, owner, answers=answers)
    assert rights(cure) == states
    asked = [any("does not say which" in said for said in row.cautions) for row in all_of(cure)]
    assert asked == [answers is None] * 2


def all_of(agreement):
    return Occurrence.objects.filter(agreement=agreement).order_by("key")


def test_what_is_said_later_counts_from_then_on(cure, owner):
    remedied(cure, owner)
    remedied(cure, owner, corrects=1, answers=1)
    assert rights(cure) == ["void", "provisional"]
    # A correction of the notice leaves the answer with it.
    said = Said(day=date(2020, 2, 4), corrects=1)
    record(key_date=key_date(cure, "Breach Notice"), said=said, by=owner, reason="a day later")
    assert rights(cure) == ["void", "provisional"]
    assert file_of(cure).happenings[-1].answers == date(2020, 2, 4)


def test_one_day_can_see_both_remedied(cure, owner):
    remedied(cure, owner, answers=1)
    remedied(cure, owner, answers=2)
    assert rights(cure) == ["void", "void"]
    with pytest.raises(EngineError, match="already recorded for Thu 20 Feb 2020"):
        remedied(cure, owner, answers=2)


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("Breach Remedied", {"answers": 9}, r"no such happening of \[Breach Notice\]"),
        ("Breach Remedied", {"answers": 2, "day": FIRST}, "came after Mon 3 Feb 2020"),
        ("Breach Notice", {"answers": 1}, "answers no other event"),
    ],
)
def test_what_it_cannot_answer_gets_a_sentence(cure, owner, name, said, sentence):
    with pytest.raises(EngineError, match=sentence):
        record(key_date=key_date(cure, name), said=Said(**({"day": REMEDY} | said)), by=owner)
    assert Happening.objects.filter(key_date__agreement=cure).count() == 2


def test_the_page_asks_and_shows_which(cure, owner, as_owner):
    row = key_date(cure, "Breach Remedied")
    page, form = reverse("key_date", args=[row.pk]), reverse("record", args=[row.pk])
    shown = as_owner.get(form).content.decode()
    assert "Breach Notice of Mon 3 Feb 2020" in shown and "Not said" in shown
    assert (
        "What it answers"
        not in as_owner.get(
            reverse("record", args=[key_date(cure, "Breach Notice").pk])
        ).content.decode()
    )
    remedied(cure, owner)
    assert "does not say which Breach Notice it answers" in as_owner.get(page).content.decode()
    remedied(cure, owner, corrects=1, answers=2)
    assert "Answers the Breach Notice of <time" in as_owner.get(page).content.decode()
    correct = as_owner.get(reverse("correct", args=[row.pk, 1])).content.decode()
    assert '<option value="2" selected>' in correct
    bad = {"day": "20 Feb 2020", "certainty": "actual", "answers": "9", "step": "record"}
    assert "Choose one of [Breach Notice]" in as_owner.post(form, bad).content.decode()


def test_a_file_says_it_and_gives_it_back(cure, owner):
    said = "  - {key date: Breach Remedied, date: 2020-02-20, answers: 2020-02-10}\nobligations:"
    import_file(file=read(TEXT.replace("obligations:", said)), by=owner)
    assert rights(cure) == ["provisional", "void"]
    again = read(write(file_of(cure)))
    assert again.key_dates[1].answers == "Breach Notice"
    assert again.happenings[-1].answers == SECOND
    import_file(file=read(TEXT.replace(", answers: Breach Notice", "")), by=owner)
    assert rights(cure) == ["void", "void"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("answers: Breach Notice", "answers: Nothing", "can answer another repeating event"),
        (
            "answers: Breach Notice}",
            "answers: Breach Notice}\n  - {name: Once, kind: event, answers: Breach Notice}",
            "can answer another repeating event",
        ),
        (
            "  - {key date: Breach Notice, date: 2020-02-10}",
            "  - {key date: Breach Notice, date: 2020-02-10, answers: 2020-02-03}",
            "answers no other event",
        ),
        (
            "  - {key date: Breach Notice, date: 2020-02-10}",
            "  - {key date: Breach Remedied, date: 2020-02-10, answers: 2020-03-03}",
            "cannot answer what came later",
        ),
    ],
)
def test_a_file_that_says_what_cannot_be(unwalled, owner, old, new, sentence):
    with pytest.raises(FileProblems, match=sentence):
        import_file(file=read(TEXT.replace(old, new)), by=owner)


def test_the_command_line_says_which(cure):
    call_command("record_event", "CURE-1", "Breach Remedied", "2020-02-20", answers="2020-02-10")
    assert rights(cure) == ["provisional", "void"]
    with pytest.raises(CommandError, match="not recorded for"):
        call_command(
            "record_event", "CURE-1", "Breach Remedied", "2020-02-21", answers="2020-02-11"
        )


def test_data_entry_offers_what_repeats(cure, owner, as_owner):
    row = key_date(cure, "Breach Remedied")
    page = reverse("admin:obligations_keydate_change", args=[row.pk])
    shown = as_owner.get(page).content.decode()
    assert "Breach Notice</option>" in shown and "Breach Remedied</option>" not in shown
    given = {
        "name": row.name,
        "kind": "event",
        "answers": key_date(cure, "Breach Notice").pk,
        "reason": "once",
        "set_dates-TOTAL_FORMS": 0,
        "set_dates-INITIAL_FORMS": 0,
    }
    assert "Only a repeating event answers" in as_owner.post(page, given).content.decode()
