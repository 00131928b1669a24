"""May we? Worked questions in a table, walls, uses with their history, bad input, pages."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.audit import Unexplained, recording
from agreements.models import Party, TeamMember
from agreements.walls import seeing_as
from obligations.actions import adjustments
from obligations.actions.carve_outs import (
    UseSaid,
    foresee_use,
    record_use,
    take_use_back,
    tell_uses,
)
from obligations.actions.files import import_file
from obligations.agreement_file import read, write
from obligations.agreement_file.problems import FileProblems
from obligations.clock import instant_of_day
from obligations.engine.errors import EngineError
from obligations.engine.permission import Question
from obligations.models import CarveOut, CarveOutUse, ConsentRule, Obligation
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.queries.carve_outs import capped, carve_out_of, use_of
from obligations.queries.history import history_of
from obligations.queries.history_words import told
from obligations.queries.may_we import choices_for, may_we
from obligations.queries.report import Wanted, compliance
from obligations.tests.conftest import FILES, enter, set_day
from obligations.tests.typed import rows, send

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases" / "may_we.csv"
SAMPLES = Path(__file__).parents[2] / "samples"
DAY = date(2020, 3, 10)


@pytest.fixture
def locked(unwalled, tuesday, owner, colleague, system):
    """LOC-2020 (files/lock-up-2020.yaml), seen by the owner and the colleague."""
    return enter(FILES / "lock-up-2020.yaml", [owner, colleague], system)


def party(name):
    return Party.objects.get(name=name)


def ask(user, name, act, day=DAY, quantity=None, **more):
    question = Question(
        act,
        str(party(name).pk),
        day,
        Decimal(str(quantity)) if quantity else None,
        more.get("unit", ""),
        frozenset(more.get("confirmed", ())),
    )
    now = instant_of_day(DAY)
    return may_we(user, question, party(name), now, more.get("agreement", ""))


def carve_out(title):
    return CarveOut.objects.select_related("obligation__agreement").get(title=title)


def said(name="Ada Holder", day=DAY, quantity=100, **more):
    return UseSaid(party=party(name), day=day, quantity=Decimal(quantity), **more)


def permit(ref, owner, **more):
    banned = Obligation.objects.select_related("agreement").get(ref=ref)
    act = adjustments.Act(obligation=banned, **more)
    return adjustments.permit(act=act, by=owner, reason="A gift to the museum.")


def test_a_permission_counts_up_to_its_quantity(locked, owner):
    """A consented gift of 500 shares: within it a person confirms the act, beyond it is banned."""
    with recording(by=owner, action="remove", reason="for a test"):
        ConsentRule.objects.all().delete()
    with pytest.raises(ValidationError, match="how many of what"), transaction.atomic():
        permit("2", owner, quantity=Decimal(500))
    made = permit("2", owner, quantity=Decimal(500), unit="shares")
    key = f"p{made.pk}"
    for quantity, words in ((500, "500 shares are left"), (501, "Too much")):
        found = ask(
            owner, "Bo Holder", "give shares", quantity=quantity, unit="shares", confirmed=[key]
        )
        (line,) = [c for one in found.lines for c in one.carve_outs if c.key == key]
        assert words in line.sentence
        assert (found.answer.verdict == "within") == (quantity == 500)


SHARED = """    carve-outs:
      - title: Private placement
        acts: issue shares
        cap quantity: 1000
        cap unit: shares
        cap name: Placement
"""


def test_a_cap_that_stands_in_two_clauses_counts_once(unwalled, tuesday, owner, system):
    text = (FILES / "lock-up-2020.yaml").read_text(encoding="utf-8")
    text = text.replace("    title: No other business\n", "    acts: issue shares\n    title: No\n")
    for before in ('  - ref: "4"\n', "consent rules:\n"):
        text = text.replace(before, SHARED + before)
    import_file(file=read(text), by=system)
    one, two = CarveOut.objects.filter(cap_name="Placement").select_related("obligation__agreement")
    record_use(carve_out=one, said=said("Crate Works Ltd", quantity=400), by=system, reason="Sold.")
    assert [c.left for c in capped([one, two])] == ["600 shares", "600 shares"]
    agreement = one.obligation.agreement
    assert read(write(file_of(agreement))) == file_of(agreement)
    with pytest.raises(FileProblems, match="stands for another cap"):
        read(text.replace("cap quantity: 1000", "cap quantity: 900", 2).replace("900", "1000", 1))


# The table


def test_worked_questions(unwalled, owner, system):
    """Every line of cases/may_we.csv, which a lawyer can read and extend."""
    set_day(date(2001, 9, 4))
    for name in ("underwriting-1999", "registration-rights-2000", "licence-2001"):
        agreement = enter(SAMPLES / f"{name}.yaml", [owner], system)
        story = yaml.safe_load((SAMPLES / "story" / f"{name}.yaml").read_text(encoding="utf-8"))
        tell_uses(agreement=agreement, story=story, by=owner)
    wrong = []
    with CASES.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            got = _answer(owner, row)
            if got[0] != row["answer"] or row["clause"] not in "; ".join(got[1]):
                wrong.append(f"line {number}: {row['why']}: {got}, not {row['answer']}")
    assert wrong == []


def _answer(user, row):
    keys = [f"c{one.pk}" for one in CarveOut.objects.filter(title=row["confirmed"] or None)]
    unit = row["unit"] or ("shares" if row["act"].endswith(" shares") else "")
    found = ask(
        user,
        row["party"],
        row["act"],
        date.fromisoformat(row["day"]),
        row["quantity"],
        unit=unit,
        confirmed=keys,
        agreement=row["agreement"],
    )
    sections = [line.banned.obligation.section for line in found.lines]
    sections += [carve.section for line in found.lines for carve in line.carve_outs]
    return found.answer.verdict, sections


# Caps and uses


def test_a_use_counts_and_its_taking_back_gives_it_free_again(locked, owner):
    one = carve_out("Monthly sales")
    assert ask(owner, "Ada Holder", "sell shares", quantity=1000).answer.verdict == "within"
    use = record_use(carve_out=one, said=said(quantity=600), by=owner, reason="broker's note")
    assert ask(owner, "Ada Holder", "sell shares", quantity=401).answer.verdict == "forbidden"
    assert ask(owner, "Ada Holder", "sell shares", quantity=400).answer.verdict == "within"
    april = date(2020, 4, 1)
    assert ask(owner, "Ada Holder", "sell shares", april, 1000).answer.verdict == "within"
    # Each holder has the cap for itself.
    assert ask(owner, "Bo Holder", "sell shares", quantity=1000).answer.verdict == "within"
    take_use_back(use=use, by=owner, reason="it was the other holder")
    assert ask(owner, "Ada Holder", "sell shares", quantity=1000).answer.verdict == "within"
    assert CarveOutUse.objects.count() == 2
    with pytest.raises(NotNow, match="taken back already"):
        take_use_back(use=use, by=owner, reason="again")


def test_what_a_use_would_leave_is_seen_first(locked, owner):
    one = carve_out("Monthly sales")
    seen = foresee_use(carve_out=one, said=said(quantity=1200), by=owner)
    assert (seen.left_before, seen.left_after) == (Decimal(1000), Decimal(0))
    assert seen.cautions == ("This is 200 shares beyond what is left.",)
    assert not CarveOutUse.objects.exists()


def test_a_use_has_its_person_and_reason_in_the_history(locked, owner):
    one = carve_out("Monthly sales")
    record_use(carve_out=one, said=said(quantity=600), by=owner, reason="broker's note")
    acts = {act.did: act for act in told(history_of(locked, one.obligation, most=50).acts)}
    act = acts["recorded a use of a carve-out, 600 on Tue 10 Mar 2020"]
    assert (act.person, act.reason) == (str(owner), "broker's note")
    with pytest.raises(Unexplained):
        record_use(carve_out=one, said=said(), by=owner, reason=" ")


def test_a_use_is_never_changed(locked, owner):
    use = record_use(carve_out=carve_out("Monthly sales"), said=said(), by=owner, reason="note")
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        CarveOutUse.objects.filter(pk=use.pk).update(quantity=1)


@pytest.mark.parametrize(
    ("title", "how", "says"),
    [
        ("Monthly sales", {"quantity": 0}, "more than nothing"),
        ("Monthly sales", {"quantity": -5}, "more than nothing"),
        ("Monthly sales", {"day": date(2020, 3, 11)}, "still to come"),
        ("Monthly sales", {"day": date(2019, 1, 1)}, "before the agreement"),
        ("Monthly sales", {"name": "Crate Works Ltd"}, "is not bound by"),
        ("Family", {}, "has no cap"),
    ],
)
def test_what_cannot_be_meant_is_refused(locked, owner, title, how, says):
    with pytest.raises(EngineError, match=says):
        record_use(carve_out=carve_out(title), said=said(**how), by=owner, reason="note")
    assert not CarveOutUse.objects.exists()


def test_a_carve_out_that_was_used_stays(locked, owner, system):
    record_use(carve_out=carve_out("Monthly sales"), said=said(), by=owner, reason="note")
    text = (FILES / "lock-up-2020.yaml").read_text(encoding="utf-8")
    renamed = read(text.replace("title: Monthly sales", "title: Sales by the month"))
    with pytest.raises(NotNow, match="is used by"):
        import_file(file=renamed, by=system)


# Walls


def test_an_agreement_beyond_the_wall_is_neither_used_nor_hinted_at(locked, owner, outsider):
    one = carve_out("Monthly sales")
    record_use(carve_out=one, said=said(), by=owner, reason="note")
    assert ask(owner, "Ada Holder", "sell shares", quantity=5000).answer.verdict == "forbidden"
    with seeing_as(outsider):
        found = ask(outsider, "Ada Holder", "sell shares", quantity=5000)
        assert (found.answer.verdict, found.lines, found.aside) == ("allowed", (), ())
        choices = choices_for(outsider)
        assert (choices.parties, choices.acts, choices.units) == ([], [], [])
        assert not CarveOutUse.objects.exists()
        for find, pk in ((carve_out_of, one.pk), (use_of, 1)):
            with pytest.raises((CarveOut.DoesNotExist, CarveOutUse.DoesNotExist)):
                find(outsider, pk)
        with pytest.raises(NotAllowed):
            record_use(carve_out=one, said=said(), by=outsider, reason="note")


def test_the_page_beyond_the_wall(locked, as_outsider):
    one, holder = carve_out("Monthly sales"), party("Ada Holder")
    page = as_outsider.get(
        "/may-we", {"party": holder.pk, "act": "sell shares", "day": "2020-03-10"}
    )
    text = page.content.decode()
    assert "LOC-2020" not in text and "Ada Holder" not in text and "Monthly" not in text
    # The same sentence as for a party that does not exist.
    other = as_outsider.get(
        "/may-we", {"party": "999999", "act": "sell shares", "day": "2020-03-10"}
    )
    says = "No prohibition that you may see binds such a party"
    assert says in text and says in other.content.decode()
    assert as_outsider.get(f"/may-we/carve-outs/{one.pk}/use").status_code == 404


# Files


def test_acts_caps_and_conditions_go_out_and_in_again(locked, system):
    text = write(file_of(locked))
    assert "cap per: calendar month" in text and "for: Ada Holder" in text
    assert import_file(file=read(text), by=system).nothing


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("acts: [sell shares, give shares]", "acts: [sel shares]", "Did you mean “sell shares”"),
        ("cap unit: shares\n        cap per", "cap per", "quantity and its unit"),
        ("cap quantity: 1000", "cap quantity: -5", "more than nothing"),
        ("cap quantity: 1000", "cap quantity: 1e30", "no number"),
        ("for: Ada Holder", "for: Ida Holder", "No party is called"),
        ("acts: give shares", "acts: hire", "does not forbid “hire”"),
        ("kind: lock-up", "kind: covenant", "only a lock-up or a restriction"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(old, new, says):
    text = (FILES / "lock-up-2020.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(FileProblems) as refused:
        read(text.replace(old, new, 1))
    assert says in str(refused.value)


# Pages


def get(client, **asked):
    holder = party("Ada Holder")
    given = {"party": holder.pk, "act": "sell shares", "day": "10 Mar 2020", **asked}
    page = client.get(f"/may-we?{urlencode(given)}")
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_answers_and_keeps_the_question_in_its_address(locked, as_colleague):
    text = get(as_colleague, quantity="400")
    assert "Allowed within a carve-out" in text and "“Monthly sales” (LOC-2020 2)" in text
    assert "600 shares would be left after this" in text
    assert "year-strip" in text and "The same as a table" in text
    link = "/may-we?party="
    assert link in text and "quantity=400" in text


def test_a_confirmed_condition_counts(locked, as_owner):
    asked = {"act": "give shares"}
    assert "Allowed only if confirmed" in get(as_owner, **asked)
    key = f"c{carve_out('Family').pk}"
    assert "Allowed within a carve-out" in get(as_owner, **asked, confirmed=key)
    assert "Allowed only if confirmed" in get(as_owner, **asked, confirmed="c0'; drop table")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"quantity": "-1"}, "more than nothing"),
        ({"quantity": "1e30"}, "is no number"),
        ({"quantity": "9" * 39}, "larger than any sum"),
        ({"quantity": "12,34"}, "has a comma"),
        ({"party": "0"}, "No prohibition that you may see binds such a party"),
        ({"party": "x"}, "No prohibition that you may see binds such a party"),
        ({"act": "fly"}, "There is no act “fly”"),
        ({"day": "3/4/2020"}, "can be read as two days"),
        ({"day": "1066-10-14"}, "beyond the years"),
        ({"day": "9999-12-31"}, "beyond the years"),
        ({"agreement": "SECRET-1"}, "There is no agreement “SECRET-1”"),
        ({"unit": "ounces"}, "ounces"),
    ],
)
def test_a_question_that_cannot_be_meant_gets_a_sentence(locked, as_owner, asked, says):
    text = get(as_owner, **asked)
    assert says in text
    assert "Clause by clause" not in text


def test_a_use_is_recorded_on_its_page_after_a_look(locked, as_colleague):
    one, holder = carve_out("Monthly sales"), party("Ada Holder")
    given = {
        "party": holder.pk,
        "day": "9 Mar 2020",
        "quantity": "600",
        "certainty": "actual",
        "reason": "broker's note",
    }
    path = f"/may-we/carve-outs/{one.pk}/use"
    page = as_colleague.post(path, given)
    assert "400 shares" in page.content.decode() and not CarveOutUse.objects.exists()
    seen = page.context["form"]["seen"].value()
    changed = as_colleague.post(path, {**given, "seen": seen, "quantity": "700"})
    assert "300 shares" in changed.content.decode() and not CarveOutUse.objects.exists()
    assert as_colleague.post(path, {**given, "seen": seen}).status_code == 302
    use = CarveOutUse.objects.get()
    assert as_colleague.get(f"/may-we/uses/{use.pk}/take-back").status_code == 200
    back = as_colleague.post(f"/may-we/uses/{use.pk}/take-back", {"reason": "wrong holder"})
    assert back.status_code == 302
    assert capped([one])[0].uses == ()


def test_a_reader_may_ask_and_not_record(locked, client_of, outsider, system):
    with recording(by=system, action="team", reason="for a test"):
        TeamMember.objects.create(agreement=locked, user=outsider)
    reader = client_of(outsider)
    assert "Record this use" not in get(reader, quantity="400")
    assert reader.get(f"/may-we/carve-outs/{carve_out('Monthly sales').pk}/use").status_code == 403


def test_a_page_without_a_question(locked, as_owner, client):
    assert "May we?" in as_owner.get("/may-we").content.decode()
    assert client.get("/may-we").status_code == 302


def test_the_number_of_queries_does_not_grow(locked, owner):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(owner, "Ada Holder", "sell shares", quantity=10)
        return len(seen)

    before = queries()
    for day in range(1, 8):
        use = said(day=date(2020, 3, day), quantity=1)
        record_use(carve_out=carve_out("Monthly sales"), said=use, by=owner, reason="note")
    assert queries() == before


# Where else it shows


def test_the_obligation_page_and_the_report_say_what_is_used(locked, as_owner, owner):
    one = carve_out("Monthly sales")
    record_use(carve_out=one, said=said(quantity=600), by=owner, reason="note")
    page = as_owner.get(f"/obligations/{one.obligation_id}").content.decode()
    assert "It forbids to sell shares, give shares" in page
    assert "Used: 600 shares" in page and "1,000 shares in each calendar month" in page
    assert _used_by(owner, locked, DAY) == ["600 shares"]
    assert _used_by(owner, locked, date(2020, 3, 9)) == [""]


def _used_by(user, agreement, day):
    found = compliance(user, Wanted(as_at=day, agreement=agreement.pk), instant_of_day(day))
    return [
        one.used
        for agreement in found.agreements
        for duty in agreement.duties
        for one in duty.carve_outs
        if one.title == "Monthly sales"
    ]


def test_the_register_says_from_when_it_is_free(locked, as_owner):
    page = as_owner.get("/register?kind=lock-up").content.decode()
    assert "free from" in page and "2021-02-01" in page


# Data entry


def test_acts_and_caps_are_typed_in_data_entry(locked, as_owner):
    ban = Obligation.objects.get(agreement=locked, ref="3")
    path = reverse("admin:obligations_obligation_change", args=[ban.pk])
    free = {"title": "A few", "acts": "Issue shares", "parties": "Company", "cap_quantity": "50"}
    wrong = send(
        as_owner, path, {"acts": "isue shares", "reason": "for a test", **rows("carve_outs", free)}
    )
    text = wrong.content.decode()
    assert "Did you mean “issue shares”" in text and "Say of what it is so many" in text
    given = rows("carve_outs", {**free, "cap_unit": "shares"})
    send(as_owner, path, {"acts": "issue shares\npick apples", "reason": "for a test", **given})
    ban.refresh_from_db()
    assert ban.acts == ["issue shares", "pick apples"]
    one = carve_out("A few")
    assert (one.acts, one.parties, one.cap_quantity) == (["issue shares"], ["Company"], 50)


def test_uses_are_listed_in_data_entry_and_lead_to_their_obligation(locked, as_owner, as_outsider):
    one = carve_out("Monthly sales")
    by = locked.owner
    use = record_use(carve_out=one, said=said(quantity=600), by=by, reason="note")
    path = reverse("admin:obligations_carveoutuse_changelist")
    assert "Monthly sales" in as_owner.get(path).content.decode()
    there = as_owner.get(reverse("admin:obligations_carveoutuse_change", args=[use.pk]))
    assert there.url == f"/obligations/{one.obligation_id}"
    assert "Monthly sales" not in as_outsider.get(path, follow=True).content.decode()
