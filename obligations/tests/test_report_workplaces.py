"""What renders works in a folder of its own, and no report's data outlive who makes them."""

import os
import signal
import stat
import subprocess
import sys
import time

import psutil
import pytest

from obligations.outputs.presses import presses
from obligations.outputs.renderer import Job, RenderFailed
from obligations.outputs.rendering import Limits
from obligations.outputs.workplaces import clear_away, root, workplace

SECRET = "what nobody else may read"
WORKER = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(LONGSTOP_VAR=Path(sys.argv[1]))
from obligations.outputs.presses import presses
from obligations.outputs.renderer import Job, render
job = Job("<html><p>" + "what nobody else may read " * 300_000 + "</html>", {}, "0" * 32)
if sys.argv[2] == "alone":
    render(job)
with presses(1) as ready:
    ready(job, lambda news: None)
"""


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path):
    settings.LONGSTOP_VAR = tmp_path
    return tmp_path


def a_job(word, limits=None):
    text = f"<html><title>T</title><p>{word} </p></html>"
    return Job(text, {}, "0" * 32, limits or Limits())


def until(true, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("how", ["alone", "ready"])
def test_what_a_killed_worker_left_is_cleared_away_and_what_renders_ends(own_var, how):
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(own_var), how])
    asked = lambda: list(own_var.glob("rendering/*/request"))  # noqa: E731
    until(lambda: asked() and SECRET in asked()[0].read_text())
    until(lambda: psutil.Process(worker.pid).children())
    rendering = psutil.Process(worker.pid).children(recursive=True)
    folder = asked()[0].parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert clear_away() == 0 and folder.exists()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert clear_away() == 1 and list(root().iterdir()) == []
    until(lambda: not any(alive(one) for one in rendering))


def test_whoever_renders_next_clears_away_what_others_left(own_var):
    (left := root() / "left").mkdir()
    (left / "request").write_text(SECRET)
    with workplace() as folder:
        assert list(root().iterdir()) == [folder]
    assert list(root().iterdir()) == []


def test_one_that_stands_ready_renders_again_and_again():
    with presses(1) as render:
        made = [render(a_job(word), lambda news: None) for word in ("one", "two", "one")]
    assert made[0].content == made[2].content != made[1].content
    assert [one.pages for one in made] == [1, 1, 1]
    assert list(root().iterdir()) == []


def test_one_that_stands_ready_keeps_to_the_limits_of_each_job():
    with presses(1) as render, pytest.raises(RenderFailed, match="more memory than the 200 MB"):
        render(a_job("word " * 500_000, Limits(memory=200 * 1024**2)), lambda news: None)
