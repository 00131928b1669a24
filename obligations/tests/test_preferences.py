"""Each person sets when they are reminded, and of which obligations; nobody else is touched."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.audit import recording
from obligations.actions.planning import plan
from obligations.actions.preferences import Wishes, follow, set_preferences, unfollow
from obligations.engine.errors import EngineError
from obligations.models import Following, Obligation, Preferences, Reminder
from obligations.permissions import NotAllowed
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
MAY, APRIL = date(2020, 5, 2), date(2020, 4, 2)


@pytest.fixture
def leads_of(occurrence):
    """The leads of a person's planned reminders of an occurrence, the longest first."""

    def find(person, ref, day):
        rows = Reminder.objects.filter(recipient=person, occurrence=occurrence(ref, day))
        return list(rows.filter(state="planned").order_by("-lead").values_list("lead", flat=True))

    return find


@pytest.fixture
def planned(agreement):
    """Its reminders are planned; the colleague answers for section 3, where 3.2 is monthly."""
    plan(today=TUESDAY)
    return agreement


def test_a_persons_leads_replace_the_usual_ones_at_once(planned, colleague, owner, leads_of):
    assert leads_of(colleague, "3.2", MAY) == [14, 7, 1, 0]
    others = set(Reminder.objects.filter(recipient=owner).values_list("pk", "state"))
    wishes = Wishes(leads=[21, 2], on_the_day=False, zone="Europe/Berlin", digest_hour=18)
    set_preferences(person=colleague, wishes=wishes, by=colleague)
    assert leads_of(colleague, "3.2", MAY) == [21, 2]
    colleague.refresh_from_db()
    assert colleague.zone == "Europe/Berlin"
    dropped = Reminder.objects.filter(recipient=colleague, state="dropped")
    assert set(dropped.values_list("dropped_because", flat=True)) == {"other leads are wanted"}
    assert set(Reminder.objects.filter(recipient=owner).values_list("pk", "state")) == others
    assert plan(today=TUESDAY) == 0


def test_ones_own_leads_for_an_obligation_come_before_all_others(
    planned, colleague, obligation, leads_of
):
    with recording(by=colleague, action="policy", reason="for a test"):
        Obligation.objects.filter(pk=obligation("3.2").pk).update(leads=[9])
    set_preferences(person=colleague, wishes=Wishes(leads=[21]), by=colleague)
    assert leads_of(colleague, "3.2", MAY) == [9, 0]
    follow(obligation=obligation("3.2"), by=colleague, leads=[12, 4], on_the_day=False)
    assert leads_of(colleague, "3.2", MAY) == [12, 4]
    assert unfollow(obligation=obligation("3.2"), by=colleague)
    assert leads_of(colleague, "3.2", MAY) == [9, 0]


def test_who_follows_is_reminded_beside_whoever_answers(
    planned, owner, colleague, obligation, leads_of
):
    assert leads_of(owner, "3.2", MAY) == []
    follow(obligation=obligation("3.2"), by=owner)
    assert leads_of(owner, "3.2", MAY) == leads_of(colleague, "3.2", MAY) == [14, 7, 1, 0]
    unfollow(obligation=obligation("3.2"), by=owner)
    assert leads_of(owner, "3.2", MAY) == []
    assert leads_of(colleague, "3.2", MAY) == [14, 7, 1, 0]


def test_nobody_follows_through_a_wall(planned, owner, outsider, obligation, leads_of):
    with pytest.raises(NotAllowed):
        follow(obligation=obligation("3.2"), by=outsider)
    # One who was taken off the team hears no more of it.
    follow(obligation=obligation("3.2"), by=owner)
    with recording(by=owner, action="leave", reason="for a test"):
        planned.team_members.filter(user=owner).delete()
    Reminder.objects.filter(recipient=owner).delete()
    plan(today=TUESDAY)
    assert leads_of(owner, "3.2", MAY) == []


def test_leads_of_a_year_reach_as_far_for_this_person_alone(planned, colleague, owner, leads_of):
    far = Reminder.objects.filter(occurrence__sort_date__gt=date(2020, 9, 1), state="planned")
    before = set(far.filter(recipient=owner).values_list("pk", flat=True))
    set_preferences(person=colleague, wishes=Wishes(leads=[300, 20]), by=colleague)
    plan(today=TUESDAY)
    # A monthly duty has no lead of more than a month, however far ahead one looks.
    assert leads_of(colleague, "3.2", MAY) == [20, 0]
    assert set(far.filter(recipient=owner).values_list("pk", flat=True)) == before


def test_one_persons_broken_wishes_delay_nobody_else(planned, colleague, owner, leads_of):
    """Written past every form: leads that no calendar reaches, and a zone that is none."""
    with recording(by=colleague, action="break", reason="for a test"):
        Preferences.objects.create(person=colleague, leads=[30000, 7])
    Reminder.objects.all().delete()
    assert plan(today=TUESDAY) > 0
    assert leads_of(colleague, "3.2", MAY) == [7, 0]
    assert Reminder.objects.filter(recipient=owner, state="planned").exists()


def test_nagging_goes_by_the_persons_own_interval(planned, owner, leads_of):
    late = date(2020, 1, 1)
    assert leads_of(owner, "2.1", late) == [-70, -77]
    set_preferences(person=owner, wishes=Wishes(nag_every=3), by=owner)
    assert leads_of(owner, "2.1", late) == [-69, -72]
    set_preferences(person=owner, wishes=Wishes(nag_every=0), by=owner)
    assert leads_of(owner, "2.1", late) == [0]


def test_only_ones_own_and_only_what_can_be_meant(owner, colleague, agreement, obligation):
    with pytest.raises(NotAllowed, match="nobody else's"):
        set_preferences(person=owner, wishes=Wishes(), by=colleague)
    for wishes in (Wishes(leads=[400]), Wishes(leads=[0]), Wishes(nag_every=-1)):
        with pytest.raises(EngineError):
            set_preferences(person=owner, wishes=wishes, by=owner)
    with pytest.raises(EngineError, match="no reminder at all"):
        follow(obligation=obligation("3.2"), by=owner, leads=[], on_the_day=False)
    assert not Preferences.objects.exists() and not Following.objects.exists()


# The pages

GOOD = {
    "leads": "30, 7",
    "on_the_day": "on",
    "nag": "every",
    "nag_every": "3",
    "digest_hour": "18",
    "zone": "europe/london",
    "nothing_due_weekday": "0",
}


def test_every_role_sets_its_own_on_the_page(as_outsider, outsider):
    answer = as_outsider.post("/settings", GOOD, follow=True)
    assert "Your settings are kept." in answer.content.decode()
    row = Preferences.objects.get()
    assert (row.person, row.leads, row.nag_every, row.digest_hour) == (outsider, [30, 7], 3, 18)
    assert row.nothing_due_weekday == 0
    outsider.refresh_from_db()
    assert outsider.zone == "Europe/London"
    assert 'value="30, 7"' in as_outsider.get("/settings").content.decode()


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("leads", "a month", "Write days as numbers with commas: 30, 14, 7, 1."),
        ("leads", "30,,7", "Write days as numbers with commas: 30, 14, 7, 1."),
        ("leads", "-3", "Write days as numbers with commas: 30, 14, 7, 1."),
        ("leads", "0", "The day itself has its own box below"),
        ("leads", "400", "400 days is too far ahead; 366 days before is the most."),
        ("leads", ",".join(str(n) for n in range(1, 15)), "14 reminders of one date are too many"),
        ("nag_every", "", "Say after how many days, as 3."),
        ("nag_every", "0", "One day is the least."),
        ("nag_every", "many", "Write a number of days, as 3."),
        ("digest_hour", "25", "Choose one of the hours from 00:00 to 23:00."),
        ("zone", "Mars/Phobos", "“Mars/Phobos” is no time zone."),
        ("nothing_due_weekday", "9", "Choose a day of the week."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(as_owner, owner, field, said, sentence):
    answer = as_owner.post("/settings", GOOD | {field: said})
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not Preferences.objects.exists()


def test_administrators_see_them_in_data_entry_and_others_do_not(
    as_administrator, as_colleague, owner
):
    wishes = Wishes(leads=[21, 2], digest_hour=18, nothing_due_weekday=4, zone="Asia/Tokyo")
    set_preferences(person=owner, wishes=wishes, by=owner)
    path = f"/admin/agreements/user/{owner.pk}/change/"
    page = as_administrator.get(path).content.decode()
    for words in ("21 and 2 days before", "18:00 Asia/Tokyo", "on Fridays"):
        assert words in page
    assert "18:00 Asia/Tokyo" not in as_colleague.get(path).content.decode()


def test_the_page_of_an_obligation_offers_it(agreement, as_owner, owner, obligation):
    duty = obligation("3.2")
    assert "Remind me of this" in as_owner.get(f"/obligations/{duty.pk}").content.decode()
    said = {"leads": "20, 5", "on_the_day": "on"}
    assert as_owner.post(f"/obligations/{duty.pk}/remind-me", said).status_code == 302
    page = as_owner.get(f"/obligations/{duty.pk}").content.decode()
    assert "20 and 5 days before, on the day" in page
    assert duty.title in as_owner.get("/settings").content.decode()
    as_owner.post(f"/obligations/{duty.pk}/remind-me", said | {"do": "stop"})
    assert not Following.objects.exists()


def test_an_outsider_finds_no_such_obligation(agreement, as_outsider, obligation):
    path = f"/obligations/{obligation('3.2').pk}/remind-me"
    assert as_outsider.get(path).status_code == as_outsider.post(path, {}).status_code == 404


def test_planning_looks_up_what_is_near_by_its_index(planned, owner, colleague, obligation):
    """What the planner really asks of occurrences, with everybody's own leads in it."""
    set_preferences(person=colleague, wishes=Wishes(leads=[300, 20]), by=colleague)
    follow(obligation=obligation("3.2"), by=owner, leads=[365])
    with CaptureQueriesContext(connection) as captured:
        plan(today=TUESDAY)
    asked = [q["sql"] for q in captured if "LAG(" in q["sql"]]
    assert len(asked) == 2
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        used = []
        for sql in asked:
            cursor.execute(f"EXPLAIN {sql}")
            used.append("\n".join(row[0] for row in cursor.fetchall()))
    assert "occurrence_live_by_date" in used[0]
    assert "Seq Scan on obligations_occurrence" not in "".join(used)
