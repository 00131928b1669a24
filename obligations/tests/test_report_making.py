"""A report's row is the record: claimed once, beating, called off, tried three times at most."""

import stat
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django_q.models import OrmQ

from agreements.audit import recording
from agreements.models import Party, TeamMember, User
from agreements.walls import seeing_everything
from obligations.actions import reports
from obligations.actions.report_turns import MOST_AT_ONCE
from obligations.actions.reports import LEASE, PATIENCE, Overtaken, cancel, pick_up, request, retry
from obligations.clock import machine_now
from obligations.engine.errors import EngineError
from obligations.models import Report
from obligations.outputs import pdf, report_files
from obligations.outputs.renderer import RenderFailed
from obligations.outputs.rendering import Limits
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.report import Wanted
from obligations.queries.report_rows import visible_reports
from obligations.tests.conftest import FILES, TUESDAY, enter, set_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(own_files):
    """Reports go to a folder of this test's own."""
    return own_files / "reports"


@pytest.fixture
def wanted(agreement):
    return Wanted(TUESDAY, agreement=agreement.pk)


@pytest.fixture
def asked(wanted, owner):
    """A report that the owner has asked for."""
    return request(wanted=wanted, by=owner)


def made(report):
    """Makes it here and now; the row as it is then."""
    reports.run(report_id=report.pk)
    report.refresh_from_db()
    return report


def break_compliance(patch, fail):
    """Lets compliance reports be drawn by a stand-in."""
    patch.setitem(reports.KINDS, "compliance", replace(reports.KINDS["compliance"], pdf=fail))


def breaking(sentence, *, again):
    """Stands in for a rendering that fails."""

    def fail(data, progress, wished):
        raise RenderFailed(sentence, again=again)

    return fail


# Asking


def test_asking_returns_a_waiting_row_and_rings(
    wanted, owner, agreement, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report = request(wanted=wanted, by=owner)
    assert (report.state, report.covers, report.requested_by) == ("queued", [agreement.pk], owner)
    (task,) = OrmQ.objects.filter(key="reports")
    assert task.func() == "obligations.tasks.make_report"
    assert task.args() == (report.pk,)


def test_asking_twice_for_the_same_gives_the_one_that_is_under_way(wanted, owner, colleague, asked):
    assert request(wanted=wanted, by=owner) == asked
    assert request(wanted=wanted, by=colleague) != asked


def test_nobody_fills_the_queue(agreement, owner, colleague):
    for number in range(MOST_AT_ONCE):
        day = TUESDAY - timedelta(days=number)
        asked = request(wanted=Wanted(day, agreement=agreement.pk), by=owner)
    more = Wanted(TUESDAY - timedelta(days=99), agreement=agreement.pk)
    with pytest.raises(EngineError, match="10 reports of yours are being made"):
        request(wanted=more, by=owner)
    assert request(wanted=more, by=colleague).state == "queued"
    cancel(report=asked, by=owner)
    assert request(wanted=more, by=owner).state == "queued"
    with pytest.raises(EngineError, match="10 reports of yours"):
        retry(report=asked, by=owner)


def test_who_may_not_see_it_cannot_ask_for_it(wanted, outsider, administrator):
    birch = Party.objects.get(name="Birch Stores plc")
    for user in (outsider, administrator):
        for about in (wanted, Wanted(TUESDAY, party=birch.pk), Wanted(TUESDAY)):
            with pytest.raises(NotAllowed):
                request(wanted=about, by=user)
    assert not Report.objects.exists()


def test_a_day_that_is_still_to_come_is_refused(agreement, owner):
    with pytest.raises(EngineError, match="Wed 11 Mar 2020 is still to come"):
        request(wanted=Wanted(TUESDAY + timedelta(days=1)), by=owner)


def test_what_is_asked_for_is_kept_in_the_history(asked, owner):
    (event,) = asked.history.all()
    assert event.pgh_context["person"] == owner.pk
    assert event.pgh_context["reason"] == "as at Tue 10 Mar 2020"


# Making


def test_it_is_made_kept_and_hashed(asked, files):
    report = made(asked)
    assert (report.state, report.progress, report.tries) == ("done", 100, 1)
    path = files / report.stored_as
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.stat().st_mode) == 0o700
    content = report_files.fetch(report.stored_as, report.sha256)
    assert (len(content), content[:5]) == (report.size, b"%PDF-")
    assert report.pages > 5 and report.finished_at is not None


def test_what_is_done_is_not_made_again(asked):
    made(asked)
    assert reports.run(report_id=asked.pk) == "nothing to make"


def test_a_number_without_a_report_is_no_work(asked):
    assert reports.run(report_id=asked.pk + 1) == "nothing to make"


def test_it_covers_what_the_person_can_see_when_it_is_made(agreement, owner, system, tmp_path):
    report = request(wanted=Wanted(TUESDAY), by=owner)
    file = tmp_path / "another.yaml"
    file.write_text((FILES / "supply-2019.yaml").read_text().replace("SUP-2019", "SUP-2020"))
    other = enter(file, [owner], system)
    assert set(made(report).covers) == {agreement.pk, other.pk}


def test_whoever_is_no_longer_on_the_team_gets_no_report(asked, agreement, owner, system):
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=owner).delete()
    report = made(asked)
    assert (report.state, report.stored_as) == ("failed", "")
    assert report.error == "The person who asked for it may no longer see what it is about."


def test_whoever_can_no_longer_sign_in_gets_no_report(asked, owner, system):
    with recording(by=system, action="shut out", reason="for a test"):
        User.objects.filter(pk=owner.pk).update(is_active=False)
    assert "can no longer sign in" in made(asked).error


# Trouble


def test_a_rendering_that_breaks_off_is_tried_three_times_and_then_said_so(asked, monkeypatch):
    break_compliance(monkeypatch, breaking("It broke off.", again=True))
    assert [(made(asked).state, asked.tries) for _ in range(3)] == [
        ("queued", 1),
        ("queued", 2),
        ("failed", 3),
    ]
    assert asked.error == "It broke off. It was tried 3 times."


def test_an_error_of_our_own_is_told_without_its_inside(asked, monkeypatch):
    def fail(data, progress, wished):
        raise KeyError("an inside")

    break_compliance(monkeypatch, fail)
    for _ in range(3):
        made(asked)
    assert asked.error == "It could not be put together (KeyError). It was tried 3 times."


def test_what_is_too_large_is_not_tried_again(asked, monkeypatch):
    break_compliance(monkeypatch, breaking("It is too large.", again=False))
    assert (made(asked).state, asked.tries, asked.error) == ("failed", 1, "It is too large.")


def test_one_broken_report_harms_no_other(asked, owner, monkeypatch):
    other = request(wanted=Wanted(TUESDAY), by=owner)
    with monkeypatch.context() as patch:
        break_compliance(patch, breaking("It broke off.", again=True))
        made(asked)
    assert made(other).state == "done"


def test_a_failed_one_can_be_asked_for_again(asked, owner, monkeypatch):
    with monkeypatch.context() as patch:
        break_compliance(patch, breaking("It is too large.", again=False))
        made(asked)
    retry(report=asked, by=owner)
    report = made(asked)
    assert (report.state, report.error, report.tries) == ("done", "", 1)


def test_what_is_not_over_cannot_be_asked_for_again(asked, owner):
    with pytest.raises(NotNow, match="neither failed nor been called off"):
        retry(report=asked, by=owner)


# Calling off


def test_a_waiting_one_that_is_called_off_is_not_made(asked, owner):
    cancel(report=asked, by=owner)
    assert reports.run(report_id=asked.pk) == "nothing to make"
    assert (made(asked).state, asked.stored_as) == ("cancelled", "")


def test_one_that_is_being_made_stops_and_leaves_nothing(asked, owner, files, monkeypatch):
    beats = []

    def beat(hold, stage, percent):
        beats.append(stage)
        if stage.startswith("Laying out"):
            cancel(report=asked, by=owner)
            hold.beat_at -= reports.BEAT
        return original(hold, stage, percent)

    original = reports.Hold.beat
    monkeypatch.setattr(reports.Hold, "beat", beat)
    assert reports.run(report_id=asked.pk) == "called off"
    asked.refresh_from_db()
    assert (asked.state, asked.stored_as, list(files.iterdir())) == ("cancelled", "", [])
    assert beats[-1].startswith("Laying out")


def test_what_is_ready_cannot_be_called_off(asked, owner):
    made(asked)
    with pytest.raises(NotNow, match="nothing to call off"):
        cancel(report=asked, by=owner)


def test_nobody_else_can_call_it_off_or_ask_again(asked, colleague, outsider):
    for user in (colleague, outsider):
        for act in (cancel, retry):
            with pytest.raises(NotAllowed, match="somebody else's"):
                act(report=asked, by=user)


# Several workers


def test_a_second_worker_finds_it_taken(asked):
    assert reports._claim(asked.pk) is not None
    assert reports._claim(asked.pk) is None


def test_a_worker_that_slept_finds_that_another_has_taken_over(asked):
    first = reports._claim(asked.pk)
    first.beat_at -= LEASE + timedelta(seconds=1)
    Report.objects.filter(pk=asked.pk).update(beat_at=first.beat_at)
    second = reports._claim(asked.pk)
    with pytest.raises(Overtaken):
        first.beat("Laying out page 3", 30)
    with pytest.raises(Overtaken):
        first.release("finished", state="failed")
    second.beat_at -= reports.BEAT
    Report.objects.filter(pk=asked.pk).update(beat_at=second.beat_at)
    second.beat("Laying out page 4", 40)
    asked.refresh_from_db()
    assert (asked.stage, asked.progress, asked.tries) == ("Laying out page 4", 40, 2)


def test_beats_come_at_most_once_a_second(asked):
    hold = reports._claim(asked.pk)
    hold.beat("Too soon", 50)
    asked.refresh_from_db()
    assert asked.stage == "Reading the agreements"


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_makes_it(owner, system, tmp_path):
    set_day(TUESDAY)
    with seeing_everything():
        agreement = enter(FILES / "supply-2019.yaml", [owner], system)
        report = request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)
    said = []
    barrier = threading.Barrier(4)

    def work():
        barrier.wait()
        said.append(reports.run(report_id=report.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(said)[1:] == ["nothing to make"] * 3
    assert " pages in " in sorted(said)[0]
    report.refresh_from_db()
    assert (report.state, report.tries) == ("done", 1)


# The sweep


@pytest.fixture
def rung(django_capture_on_commit_callbacks):
    """Sweeps, and tells how many bells it rang."""

    def sweep(later):
        with django_capture_on_commit_callbacks() as callbacks:
            counted = pick_up(now=machine_now() + later)
        assert counted == len(callbacks)
        return counted

    return sweep


def test_a_bell_that_was_lost_is_rung_again(asked, rung):
    assert rung(timedelta(0)) == 0
    assert rung(PATIENCE + timedelta(seconds=1)) == 1


def test_nothing_is_rung_while_a_bell_waits_to_be_heard(asked, rung):
    OrmQ.objects.create(key="reports", payload="x", lock=machine_now())
    assert rung(PATIENCE + timedelta(seconds=1)) == 0


def test_a_report_whose_worker_died_is_taken_up_again(asked, rung):
    reports._claim(asked.pk)
    assert rung(LEASE / 2) == 0
    assert rung(LEASE + timedelta(seconds=1)) == 1


def test_after_three_dead_workers_it_has_failed_with_a_sentence(asked, rung):
    for _ in range(3):
        reports._claim(asked.pk)
        Report.objects.filter(pk=asked.pk).update(beat_at=machine_now() - 2 * LEASE)
    assert rung(timedelta(0)) == 0
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "broke off 3 times" in asked.error


def test_what_a_dead_worker_left_is_cleared_away(asked, files):
    files.mkdir(exist_ok=True)
    (files / f"{asked.pk}-left.pdf.part").write_bytes(b"half")
    report = made(asked)
    assert [path.name for path in files.iterdir()] == [report.stored_as]


# Who may see it


def test_one_s_own_and_for_the_administrator_everybody_s(
    asked, owner, colleague, outsider, administrator, agreement, system
):
    assert list(visible_reports(owner)) == [asked]
    assert [*visible_reports(colleague), *visible_reports(outsider)] == []
    assert list(visible_reports(administrator)) == []
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=administrator)
    assert list(visible_reports(administrator)) == [asked]


def test_a_wall_that_goes_up_later_hides_a_finished_report(asked, owner, agreement, system):
    made(asked)
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=owner).delete()
    assert list(visible_reports(owner)) == []


def test_a_damaged_file_is_not_handed_out(asked, files):
    report = made(asked)
    path = files / report.stored_as
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(report_files.Damaged, match="its SHA-256 differs"):
        report_files.fetch(report.stored_as, report.sha256)
    path.unlink()
    with pytest.raises(report_files.Damaged, match="is gone"):
        report_files.fetch(report.stored_as, report.sha256)


def test_the_day_as_at_which_is_the_business_day_at_most(agreement, owner):
    set_day(date(2020, 3, 11))
    assert request(wanted=Wanted(date(2020, 3, 11)), by=owner).as_at_date == date(2020, 3, 11)


def test_a_poisoned_report_harms_no_other(wanted, owner, monkeypatch):
    """Laying out the first takes all the memory that there is; the next one is made."""
    real = pdf.render
    bombs = ["<p>word</p>" * 200_000]

    def render(job, watch):
        if bombs:
            job = replace(job, html=bombs.pop(), limits=Limits(memory=400 * 1024**2))
        return real(job, watch)

    monkeypatch.setattr(pdf, "render", render)
    poisoned = request(wanted=wanted, by=owner)
    other = request(wanted=replace(wanted, variant="tagged"), by=owner)
    assert made(poisoned).state == "failed" and "more memory than the 400 MB" in poisoned.error
    assert made(other).state == "done"
