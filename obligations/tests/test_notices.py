"""Notices as they are sent, corrected and taken back, and the happenings that they make."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from agreements.models import Participation
from agreements.walls import seeing_as
from obligations.actions.files import import_file
from obligations.actions.foreseeing import foresee
from obligations.actions.happenings import Said, record
from obligations.actions.notices import SaidNotice, SentTo, as_notified, correct, send, withdraw
from obligations.agreement_file import read, write
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Addressee, Happening, Notice, Occurrence
from obligations.permissions import NotAllowed
from obligations.queries.addresses import Address, AddressBook
from obligations.queries.agreement_file import file_of
from obligations.queries.notices import notice_lines
from obligations.tests.conftest import FILES, enter, set_day
from obligations.tests.finding import key_date_of, row_of


@pytest.fixture
def distribution(unwalled, tuesday, owner, colleague, system):
    """NOT-2020 (files/notices-2020.yaml), seen by the owner and the colleague."""
    return enter(FILES / "notices-2020.yaml", [owner, colleague], system)


@pytest.fixture
def side(distribution):
    return lambda role: Participation.objects.get(agreement=distribution, role=role)


@pytest.fixture
def breach(distribution, side):
    """A breach notice by fax on Friday 14 February 2020, before Presidents' Day."""

    def said(**more):
        return SaidNotice(
            **{
                "kind": "breach notice",
                "subject": "The entry fee",
                "sender": side("Supplier"),
                "parties": [side("Distributor")],
                "channel": "fax",
                "day": date(2020, 2, 14),
                "at": time(14, 30),
                "key_date": key_date_of(distribution, "Breach Notice"),
                **more,
            }
        )

    return said


def happenings(agreement, name="Breach Notice"):
    rows = Happening.objects.filter(key_date__agreement=agreement, key_date__name=name)
    rows = rows.filter(is_current=True, withdrawn=False).order_by("happened_date")
    return list(rows.values_list("happened_date", flat=True))


def cautions(agreement):
    return " ".join(notice_lines(agreement)[0].cautions)


def test_a_notice_is_the_happening_of_its_key_date(distribution, breach, owner):
    done = send(agreement=distribution, said=breach(), by=owner)
    assert done.notice.counts_date == date(2020, 2, 18)
    assert happenings(distribution) == [date(2020, 2, 18)]
    assert row_of(distribution, "cure", "1").due_date == date(2020, 4, 3)
    assert ("cure", None, date(2020, 4, 3)) in [(m.ref, m.old, m.new) for m in done.changes.moves]
    note = Happening.objects.get(key_date=done.notice.key_date).note
    assert note == "Notice 1 by fax, sent on Fri 14 Feb 2020: The entry fee"


def test_each_breach_notice_has_its_own_cure(distribution, breach, owner):
    send(agreement=distribution, said=breach(), by=owner)
    send(agreement=distribution, said=breach(day=date(2020, 3, 2), at=time(9)), by=owner)
    due = Occurrence.objects.filter(agreement=distribution, obligation__ref="cure")
    assert sorted(due.values_list("due_date", flat=True)) == [date(2020, 4, 3), date(2020, 4, 16)]
    assert [n.number for n in Notice.objects.order_by("number")] == [1, 2]


def test_a_day_ahead_is_sure_although_it_is_to_come(distribution, breach, owner):
    said = breach(channel="post", day=date(2020, 3, 10), at=None)
    assert send(agreement=distribution, said=said, by=owner).notice.counts_date == date(2020, 3, 13)
    happening = Happening.objects.get(key_date__name="Breach Notice")
    assert happening.certainty == "actual"


def test_the_preview_is_what_is_recorded(distribution, breach, owner):
    seen = foresee(
        distribution,
        lambda: send(agreement=distribution, said=breach(), by=owner).changes,
        corrects=False,
    )
    assert not Notice.objects.exists() and happenings(distribution) == []
    done = send(agreement=distribution, said=breach(), by=owner)
    assert {(m.title, m.new) for m in (*seen.moves, *seen.appear)} == {
        (m.title, m.new) for m in done.changes.moves
    }


def test_a_correction_moves_the_happening(distribution, breach, owner):
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    said = breach(at=time(13, 59))
    correct(notice=notice, said=said, by=owner, reason="the fax report says 13:59", seen=1)
    assert happenings(distribution) == [date(2020, 2, 14)]
    assert row_of(distribution, "cure", "1").due_date == date(2020, 3, 30)
    with pytest.raises(EngineError, match="changed this notice meanwhile"):
        correct(notice=notice, said=said, by=owner, reason="again", seen=1)


def test_a_correction_to_another_key_date_takes_the_first_back(distribution, breach, owner):
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    ends = key_date_of(distribution, "Termination Notice")
    said = breach(kind="termination notice", key_date=ends)
    correct(notice=notice, said=said, by=owner, reason="it ended the agreement", seen=1)
    assert happenings(distribution) == []
    assert happenings(distribution, "Termination Notice") == [date(2020, 2, 18)]


def test_a_correction_to_no_key_date_takes_the_happening_back(distribution, breach, owner):
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    row = correct(notice=notice, said=breach(key_date=None), by=owner, reason="mistaken").notice
    assert happenings(distribution) == [] and row.lineage is None


def test_what_is_taken_back_takes_its_happening_back(distribution, breach, owner):
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    withdraw(notice=notice, by=owner, reason="it never left", seen=1)
    assert happenings(distribution) == []
    assert Notice.objects.get().state == "withdrawn"
    with pytest.raises(EngineError, match="taken back already"):
        withdraw(notice=notice, by=owner, reason="again")


@pytest.mark.parametrize("reason", ["", "  "])
def test_correcting_and_taking_back_need_a_reason(distribution, breach, owner, reason):
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    with pytest.raises(EngineError, match="needs a reason"):
        correct(notice=notice, said=breach(at=time(9)), by=owner, reason=reason)
    with pytest.raises(EngineError, match="needs a reason"):
        withdraw(notice=notice, by=owner, reason=reason)
    assert happenings(distribution) == [date(2020, 2, 18)]


# What the clause leaves open


def test_in_a_gap_nothing_happens_until_counsel_has_chosen(distribution, breach, owner, colleague):
    notice = send(agreement=distribution, said=breach(at=time(14)), by=colleague).notice
    assert notice.counts_date is None and happenings(distribution) == []
    assert "leaves a gap" in cautions(distribution)
    chosen = breach(at=time(14), counts=date(2020, 2, 18), because="the later day, to be safe")
    with pytest.raises(NotAllowed, match="for counsel"):
        correct(notice=notice, said=chosen, by=colleague, reason="decided")
    correct(notice=notice, said=chosen, by=owner, reason="decided")
    assert happenings(distribution) == [date(2020, 2, 18)]
    assert Notice.objects.get().counts_because == "the later day, to be safe"


def test_a_day_that_nobody_can_argue_for_is_refused(distribution, breach, owner):
    chosen = breach(at=time(14), counts=date(2020, 2, 20), because="I like it")
    with pytest.raises(EngineError, match="Fri 14 Feb 2020 or Tue 18 Feb 2020"):
        send(agreement=distribution, said=chosen, by=owner)
    with pytest.raises(EngineError, match="Say why this day"):
        send(agreement=distribution, said=breach(at=time(14), counts=date(2020, 2, 18)), by=owner)


def test_actual_receipt_is_a_reading_where_a_day_is_deemed(distribution, breach, owner):
    send(agreement=distribution, said=breach(received=date(2020, 2, 19)), by=owner)
    days = [reading.day for reading in notice_lines(distribution)[0].readings]
    assert days == [date(2020, 2, 18), date(2020, 2, 19)]
    assert happenings(distribution) == [date(2020, 2, 18)]


def test_by_hand_it_waits_for_receipt(distribution, breach, owner):
    notice = send(agreement=distribution, said=breach(channel="hand"), by=owner).notice
    assert happenings(distribution) == []
    said = breach(channel="hand", received=date(2020, 2, 17))
    correct(notice=notice, said=said, by=owner, reason="the receipt came back")
    assert happenings(distribution) == [date(2020, 2, 17)]


# Addresses and copies


def test_addresses_are_kept_as_used(distribution, breach, owner):
    send(agreement=distribution, said=breach(), by=owner)
    kept = [(str(a), a.fax) for a in Addressee.objects.order_by("position")]
    assert kept == [
        ("Dogwood Stores Inc. (Distributor)", "(775) 555-0199"),
        ("Oak & Co", "(775) 555-0133"),
    ]
    assert cautions(distribution) == ""


def test_another_number_and_a_missing_copy_are_told(distribution, breach, side, owner):
    to = SentTo(participation=side("Distributor"), address=Address(fax="(775) 555-0000"))
    send(agreement=distribution, said=breach(parties=(), to=[to]), by=owner)
    told = cautions(distribution)
    assert "It went to (775) 555-0000 for Dogwood Stores Inc." in told
    assert "Oak & Co gets a copy of each notice to Dogwood Stores Inc., and got none." in told


def test_no_number_at_all_is_told(distribution, breach, side, owner):
    send(agreement=distribution, said=breach(parties=[side("Guarantor")]), by=owner)
    assert "No fax number of Elm Partners (Guarantor) is notified" in cautions(distribution)


def test_a_new_address_counts_from_the_day_that_its_notice_does(distribution, breach, side, owner):
    moved = breach(
        kind="change of address",
        key_date=None,
        sender=side("Distributor"),
        parties=[side("Supplier")],
        channel="courier",
        new_address=Address(attention="General Counsel", fax="(775) 555-0777"),
    )
    send(agreement=distribution, said=moved, by=owner)
    book = AddressBook(distribution)
    assert book.notified(side("Distributor"), date(2020, 2, 17)).fax == "(775) 555-0199"
    assert book.notified(side("Distributor"), date(2020, 2, 18)).fax == "(775) 555-0777"
    old = as_notified(distribution, [side("Distributor")], date(2020, 2, 17))
    send(agreement=distribution, said=breach(day=date(2020, 2, 20), to=old), by=owner)
    assert "the fax number notified for that day is (775) 555-0777" in cautions(distribution)


# Bad input


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"channel": "pigeon"}, "its channels are fax, courier, post, hand"),
        ({"day": date(2020, 3, 12)}, "Thu 12 Mar 2020 is still to come"),
        ({"day": date(2020, 3, 8), "at": time(2, 30)}, "does not exist"),
        ({"day": date(2019, 11, 3), "at": time(1, 30)}, "comes twice"),
        ({"received": date(2020, 2, 1)}, "before it was sent"),
        ({"received": date(2020, 5, 1)}, "still to come"),
        ({"parties": ()}, "to whom"),
        ({"kind": "change of address"}, "tells the new address"),
        ({"zone": "Mars/Base"}, "no time zone"),
    ],
)
def test_what_cannot_be_recorded_is_refused_whole(distribution, breach, owner, more, says):
    with pytest.raises(EngineError, match=says):
        send(agreement=distribution, said=breach(**more), by=owner)
    assert not Notice.objects.exists() and happenings(distribution) == []


def test_a_notice_to_oneself_and_one_of_another_kind_of_date(distribution, breach, side, owner):
    with pytest.raises(EngineError, match="cannot give notice to itself"):
        send(agreement=distribution, said=breach(parties=[side("Supplier")]), by=owner)
    defined = breach(key_date=key_date_of(distribution, "Termination"))
    with pytest.raises(EngineError, match="happening of an event"):
        send(agreement=distribution, said=defined, by=owner)


def test_a_second_notice_of_a_single_event_is_refused(distribution, breach, owner):
    ends = key_date_of(distribution, "Termination Notice")
    send(agreement=distribution, said=breach(key_date=ends), by=owner)
    with pytest.raises(EngineError, match="happens once"):
        send(agreement=distribution, said=breach(key_date=ends, day=date(2020, 3, 2)), by=owner)
    assert Notice.objects.count() == 1


def test_what_was_recorded_before_is_tied_to_its_notice(distribution, breach, owner):
    key_date = key_date_of(distribution, "Breach Notice")
    record(key_date=key_date, said=Said(day=date(2020, 2, 18)), by=owner)
    notice = send(agreement=distribution, said=breach(), by=owner).notice
    assert notice.lineage == 1 and happenings(distribution) == [date(2020, 2, 18)]


def test_what_is_changed_on_the_key_date_is_told_at_the_notice(distribution, breach, owner):
    send(agreement=distribution, said=breach(), by=owner)
    said = Said(day=date(2020, 2, 19), corrects=1)
    record(key_date=key_date_of(distribution, "Breach Notice"), said=said, by=owner, reason="seen")
    assert "stands at Wed 19 Feb 2020, apart from this notice" in cautions(distribution)


# Who, and why


def test_a_reader_and_an_outsider_are_refused(distribution, breach, outsider):
    with pytest.raises(NotAllowed):
        send(agreement=distribution, said=breach(), by=outsider)
    assert not Notice.objects.exists()


def test_the_wall_hides_notices(distribution, breach, owner, outsider):
    send(agreement=distribution, said=breach(), by=owner)
    with seeing_as(outsider):
        assert not Notice.objects.exists() and not Addressee.objects.exists()
    with seeing_as(owner):
        assert Notice.objects.count() == 1 and Addressee.objects.count() == 2


def test_a_bare_write_is_refused(distribution, side, owner):
    row = Notice(
        agreement=distribution,
        number=1,
        state="draft",
        sender=side("Supplier"),
        subject="x",
        recorded_by=owner,
        recorded_at=business_now(),
    )
    with pytest.raises(IntegrityError, match="explained"), transaction.atomic():
        row.save()


# The file


def test_notices_come_back_from_their_file(distribution, breach, side, owner, system):
    to = as_notified(distribution, [side("Distributor")], date(2020, 3, 2))[:1]
    send(agreement=distribution, said=breach(note="by the registry"), by=owner)
    chosen = breach(
        day=date(2020, 3, 3),
        at=time(14),
        to=to,
        counts=date(2020, 3, 4),
        because="safer",
        certainty="assumed",
    )
    send(agreement=distribution, said=chosen, by=owner)
    text = write(file_of(distribution))
    again = text.replace("NOT-2020", "NOT-2021")
    set_day(date(2020, 3, 12))
    done = import_file(file=read(again), by=system)
    assert any("notice by fax" in line for line in done.recorded)
    copy = type(distribution).objects.get(reference="NOT-2021")
    assert write(file_of(copy)) == again
    assert [n.counts_date for n in Notice.objects.filter(agreement=copy).order_by("number")] == [
        date(2020, 2, 18),
        date(2020, 3, 4),
    ]
    assert import_file(file=read(again), by=system).nothing


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("from: Nobody", "No party is called “Nobody”"),
        ("to: [Nobody]", "No party is called “Nobody”"),
        ("channel: pigeon", "no notice rule for “pigeon”"),
        ("about: nothing", "no obligation “nothing”"),
        ("key date: Termination", "happening of an event"),
        ("copies: [Ash LLP]", "no copy recipient"),
        ("zone: Mars/Base", "no time zone"),
        ("kind: change of address", "needs its “new address”"),
    ],
)
def test_a_wrong_line_of_a_notice_is_told(line, says):
    notice = {
        "from": "Supplier",
        "to": "Distributor",
        "channel": "fax",
        "date": "2020-02-14",
        "time": '"13:00"',
        "subject": "The fee",
    }
    name, value = line.split(": ", 1)
    notice[name] = value
    lines = "\n    ".join(f"{key}: {value}" for key, value in notice.items())
    text = (FILES / "notices-2020.yaml").read_text(encoding="utf-8")
    with pytest.raises(Exception, match=says):
        read(text.replace("obligations:\n", f"notices:\n  - {lines}\nobligations:\n", 1))
