"""Drafts of calendars: who may, what is refused, two administrators at once."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from agreements.audit import recording
from agreements.models import User
from agreements.walls import seeing_as
from obligations.actions.calendar_applying import apply, foresee
from obligations.actions.calendars import (
    Said,
    begin_change,
    begin_own,
    begin_return,
    bring_up_to_date,
    change_frame,
    discard,
    put_days,
    take_out,
)
from obligations.calendars_in_force import in_force
from obligations.models import Calendar, CalendarDay, CalendarVersion
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.tests.calendars import FIRM, applied, closed, drafted, firm_calendar, opened

STORM = date(2020, 3, 16)


@pytest.fixture
def second(db):
    return User.objects.create_user(
        "second@longstop.example", full_name="Sam Second", role="administrator"
    )


@pytest.mark.parametrize("role", ["owner", "colleague", "outsider"])
def test_only_administrators_change_calendars(unwalled, tuesday, administrator, role, request):
    person = request.getfixturevalue(role)
    draft = drafted(administrator, "england", closed(STORM))
    token = foresee(draft=draft, by=administrator).token
    acts = [
        lambda: begin_own(name="ours", said=FIRM, by=person, reason="x"),
        lambda: begin_change(name="england", by=person, reason="x"),
        lambda: begin_return(name="england", number=0, by=person, reason="x"),
        lambda: put_days(draft=draft, days=[closed(date(2020, 3, 17))], by=person, reason="x"),
        lambda: take_out(draft=draft, day=STORM, by=person),
        lambda: change_frame(draft=draft, said=Said(title="x"), by=person, reason="x"),
        lambda: discard(draft=draft, by=person, reason="x"),
        lambda: bring_up_to_date(draft=draft, by=person),
        lambda: foresee(draft=draft, by=person),
        lambda: apply(draft=draft, by=person, reason="x", token=token),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="administrators"):
            act()
    assert not CalendarVersion.objects.filter(state="applied").exists()


def test_the_database_refuses_others_too(unwalled, tuesday, administrator, owner):
    draft = drafted(administrator, "england", closed(STORM))
    writes = [
        lambda: Calendar.objects.create(name="theirs"),
        lambda: CalendarDay.objects.create(version=draft, day=date(2020, 3, 17), name="x"),
    ]
    for write in writes:
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            with recording(by=owner, action="enter", reason="not theirs to write"):
                write()
    with recording(by=owner, action="enter", reason="not theirs to write"):
        assert CalendarDay.objects.update(name="forged") == 0
        assert CalendarDay.objects.all().delete()[0] == 0


def test_everybody_who_is_signed_in_reads_and_nobody_else(tuesday, administrator, outsider):
    with seeing_as(administrator):
        drafted(administrator, "england", closed(STORM))
    assert CalendarVersion.objects.count() == CalendarDay.objects.count() == 0
    with seeing_as(outsider):
        assert CalendarVersion.objects.count() == CalendarDay.objects.count() == 1


def test_every_change_is_in_the_history_with_its_reason(unwalled, tuesday, administrator):
    applied(drafted(administrator, "england", closed(STORM)), administrator)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, state, pgh_context->>'name', pgh_context->>'reason'"
            " FROM obligations_calendarversionhistory ORDER BY pgh_id"
        )
        rows = cursor.fetchall()
        assert rows[0] == ("insert", "draft", "Ada Quill", "announced today")
        assert rows[-1] == ("update", "applied", "Ada Quill", "it is certain")
        cursor.execute("SELECT day, pgh_context->>'reason' FROM obligations_calendardayhistory")
        assert cursor.fetchall() == [(STORM, "announced today")]


def test_a_draft_counts_for_nothing(unwalled, tuesday, administrator):
    drafted(administrator, "england", closed(STORM))
    assert in_force().of("england").is_open(STORM)
    begin_own(name="firm-london", said=FIRM, by=administrator, reason="ours")
    assert "firm-london" not in in_force().ids


def test_a_calendar_of_the_firm_counts_once_it_is_in_force(unwalled, tuesday, administrator):
    found = firm_calendar(administrator, closed(STORM, "Firm outing"))
    assert found.label == "1"
    ours = in_force().of("firm-london")
    assert ours.closed_because(STORM) == "Firm outing"
    assert ours.is_open(date(2020, 4, 10))
    assert in_force().of("england+firm-london").closed_because(STORM) == "firm-london: Firm outing"


def test_one_built_upon_another_follows_its_corrections(unwalled, tuesday, administrator):
    said = Said(title="Ours", source="Ours", upon="england")
    firm_calendar(administrator, opened(date(2020, 4, 13)), said=said)
    ours = in_force().of("firm-london")
    assert ours.version == "1 upon england 2026.1"
    assert ours.is_open(date(2020, 4, 13)) and not ours.is_open(date(2020, 4, 10))
    applied(drafted(administrator, "england", closed(STORM)), administrator)
    ours = in_force().of("firm-london")
    assert not ours.is_open(STORM)
    assert ours.version == "1 upon england 2026.1 correction 1"


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("England!", FIRM, "cannot name a calendar"),
        ("england", FIRM, "already"),
        ("new", FIRM, "address"),
        ("x" * 61, FIRM, "cannot name a calendar"),
        ("ours", Said(title="Ours", source="Ours"), "needs its weekend days"),
        ("ours", Said(title="O", source="O", upon="theirs"), "no calendar “theirs”"),
        (
            "ours",
            Said(
                title="O",
                source="O",
                first=date(2021, 1, 1),
                last=date(2020, 1, 1),
                weekend=(5, 6),
            ),
            "before it begins",
        ),
        (
            "ours",
            Said(
                title="O",
                source="O",
                first=date(2020, 1, 1),
                last=date(2020, 12, 31),
                weekend=(0, 1, 2, 3, 4, 5, 6),
            ),
            "at least one of them open",
        ),
    ],
)
def test_what_cannot_be_a_calendar_is_refused(
    unwalled, tuesday, administrator, name, said, sentence
):
    with pytest.raises(NotNow, match=sentence):
        begin_own(name=name, said=said, by=administrator, reason="x")
    assert not Calendar.objects.exists()


@pytest.mark.parametrize("name", ["weekdays", "every-day", "nowhere"])
def test_what_cannot_be_changed_is_refused(unwalled, tuesday, administrator, name):
    with pytest.raises(NotNow, match="arithmetic|no calendar"):
        begin_change(name=name, by=administrator, reason="x")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (closed(date(2020, 3, 14)), "closed on every Saturday"),
        (closed(date(2040, 3, 14)), "extend the range first"),
        (opened(date(2020, 3, 17)), "business day already"),
    ],
)
def test_a_day_that_does_not_fit_leaves_nothing_behind(
    unwalled, tuesday, administrator, change, sentence
):
    draft = begin_change(name="england", by=administrator, reason="x")
    with pytest.raises(NotNow, match=sentence):
        put_days(draft=draft, days=[closed(STORM), change], by=administrator, reason="x")
    assert not draft.days.exists()


def test_a_day_entered_again_is_changed_and_one_opened_again_is_taken_out(
    unwalled, tuesday, administrator
):
    draft = drafted(administrator, "england", closed(STORM))
    put_days(draft=draft, days=[closed(STORM, "Gale")], by=administrator, reason="x")
    assert [(d.day, d.name) for d in draft.days.all()] == [(STORM, "Gale")]
    put_days(draft=draft, days=[opened(STORM)], by=administrator, reason="x")
    assert not draft.days.exists()
    with pytest.raises(NotNow, match="changes nothing yet"):
        foresee(draft=draft, by=administrator)
    with pytest.raises(NotNow, match="does not change"):
        take_out(draft=draft, day=STORM, by=administrator)


def test_the_second_of_two_administrators_hears_who_was_first(
    unwalled, tuesday, administrator, second
):
    mine = drafted(administrator, "england", closed(STORM))
    theirs = drafted(second, "england", closed(date(2020, 3, 18)))
    token = foresee(draft=theirs, by=second).token
    applied(mine, administrator)
    for act in (
        lambda: foresee(draft=theirs, by=second),
        lambda: apply(draft=theirs, by=second, reason="certain", token=token),
    ):
        with pytest.raises(NotNow, match="Ada Quill has changed england since"):
            act()
    bring_up_to_date(draft=theirs, by=second)
    applied(theirs, second)
    england = in_force().of("england")
    assert not england.is_open(STORM) and not england.is_open(date(2020, 3, 18))
    assert england.version == "2026.1 correction 2"


def test_a_draft_is_applied_once_and_a_discarded_one_never(
    unwalled, tuesday, administrator, second
):
    draft = drafted(administrator, "england", closed(STORM))
    applied(draft, administrator)
    with pytest.raises(NotNow, match="Ada Quill has applied this draft"):
        foresee(draft=draft, by=second)
    other = drafted(administrator, "target", closed(STORM))
    discard(draft=other, by=administrator, reason="a rumour")
    for act in (
        lambda: foresee(draft=other, by=administrator),
        lambda: put_days(draft=other, days=[closed(STORM)], by=administrator, reason="x"),
    ):
        with pytest.raises(NotNow, match="discarded"):
            act()


def test_the_range_of_a_calendar_that_ships_can_be_extended(unwalled, tuesday, administrator):
    draft = begin_change(name="england", by=administrator, reason="2036 is announced")
    change_frame(draft=draft, said=Said(last=date(2036, 12, 31)), by=administrator, reason="x")
    put_days(
        draft=draft, days=[closed(date(2036, 12, 25), "Christmas")], by=administrator, reason="x"
    )
    applied(draft, administrator)
    england = in_force().of("england")
    assert england.last == date(2036, 12, 31)
    assert england.closed_because(date(2036, 12, 25)) == "Christmas"
    with pytest.raises(NotNow, match="keeps its weekend days"):
        again = begin_change(name="england", by=administrator, reason="x")
        change_frame(draft=again, said=Said(weekend=(4, 5)), by=administrator, reason="x")
