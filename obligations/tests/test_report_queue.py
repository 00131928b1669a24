"""With a real queue: asked for in a browser's request, made by its worker, whatever is killed."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from subprocess import DEVNULL
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.test import Client

from agreements.demonstration import OWNER
from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions.reports import LEASE, pick_up
from obligations.clock import machine_now
from obligations.models import Report
from obligations.outputs import rendering
from obligations.tests.conftest import FILES, TUESDAY, a_user, enter, set_day

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def wait_until(condition: Callable[[], Any], seconds: float = 90) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.1)
    return found


@pytest.fixture
def person(transactional_db: None) -> User:
    """The owner of SUP-2019, with rows that other processes see."""
    set_day(TUESDAY)
    with seeing_everything():
        owner = a_user(OWNER)
        enter(FILES / "supply-2019.yaml", [owner], User.objects.system())
    return owner


@pytest.fixture
def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def start_queue(own_files: Any, transactional_db: None) -> Iterator[Callable[[], psutil.Popen]]:
    """Starts a cluster for reports on this test's database and folder; ended with all its own."""
    started: list[psutil.Popen] = []

    def start() -> psutil.Popen:
        process = psutil.Popen(
            [sys.executable, "manage.py", "qcluster"],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.tests.settings",
                "Q_CLUSTER_NAME": "reports",
                "LONGSTOP_VAR": str(own_files),
            },
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for cluster in started:
        end(cluster)


def end(cluster: psutil.Popen) -> None:
    """Ends a cluster and all that descends from it."""
    family = [*cluster.children(recursive=True), cluster] if cluster.is_running() else [cluster]
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=10)
    cluster.wait()


def ask(browser: Client, **said: str) -> Report:
    said = {
        "kind": "compliance",
        "format": "pdf",
        "scope": "everything",
        "as_at": "10 Mar 2020",
    } | said
    answer = browser.post("/reports", said)
    return Report.objects.get(pk=int(answer["Location"].rpartition("/")[2]))


def state_of(report: Report) -> str:
    report.refresh_from_db()
    return report.state


def renderings(cluster: psutil.Process) -> list[psutil.Process]:
    return [p for p in cluster.children(recursive=True) if rendering.__name__ in p.cmdline()]


def worker_of(process: psutil.Process) -> psutil.Process:
    parent = process.parent()
    assert parent is not None
    return parent


def test_it_is_made_while_the_page_follows_and_can_be_fetched(browser, start_queue):
    began = time.monotonic()
    report = ask(browser)
    assert time.monotonic() - began < 1
    assert "Waiting for its turn" in browser.get(f"/reports/{report.pk}").content.decode()
    start_queue()
    seen = set()
    while state_of(report) in ("queued", "running"):
        assert time.monotonic() - began < 90
        seen.add(report.progress)
        assert browser.get(f"/reports/{report.pk}/progress").status_code == 200
        time.sleep(0.05)
    assert (report.state, report.tries) == ("done", 1)
    assert browser.get(f"/reports/{report.pk}/file").content[:5] == b"%PDF-"
    assert len(seen) > 2


def test_a_killed_rendering_is_tried_again(browser, start_queue):
    report = ask(browser)
    cluster = start_queue()
    (process,) = wait_until(lambda: renderings(cluster))
    process.kill()
    wait_until(lambda: state_of(report) == "done")
    assert report.tries == 2


def test_a_killed_worker_leaves_a_row_that_the_sweep_takes_up(browser, start_queue):
    report = ask(browser)
    cluster = start_queue()
    (process,) = wait_until(lambda: renderings(cluster))
    worker_of(process).kill()
    process.kill()
    Report.objects.filter(pk=report.pk).update(beat_at=machine_now() - 2 * LEASE)
    assert pick_up(now=machine_now()) == 1
    wait_until(lambda: state_of(report) == "done")
    assert report.tries == 2


def test_the_rendering_of_a_killed_worker_ends_by_itself(browser, start_queue):
    ask(browser)
    cluster = start_queue()
    (process,) = wait_until(lambda: renderings(cluster))
    worker_of(process).kill()
    wait_until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, 20)


def test_one_that_is_called_off_stops_within_seconds(browser, start_queue):
    report = ask(browser)
    cluster = start_queue()
    (process,) = wait_until(lambda: renderings(cluster))
    browser.post(f"/reports/{report.pk}/cancel")
    wait_until(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, 10)
    time.sleep(0.5)
    assert (state_of(report), report.stored_as) == ("cancelled", "")


def test_two_clusters_make_each_report_once(browser, start_queue, own_files):
    start_queue()
    start_queue()
    first = ask(browser)
    answer = browser.post(
        "/reports",
        {
            "kind": "compliance",
            "format": "pdf",
            "scope": "agreement",
            "agreement": "SUP-2019",
            "as_at": "9 Mar 2020",
        },
    )
    second = Report.objects.get(pk=int(answer["Location"].rpartition("/")[2]))
    for report in (first, second):
        wait_until(lambda report=report: state_of(report) == "done")
        assert report.tries == 1
    assert len(list((own_files / "reports").iterdir())) == 2
