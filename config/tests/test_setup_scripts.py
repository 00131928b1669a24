"""The scripts in bin/ make .venv whole, mend what was interrupted, and say what they cannot do."""

import importlib.util
import json
import subprocess
import sys

import pytest

from config.local.places import CHECKOUT


@pytest.fixture(scope="module")
def scripts():
    """bin/environment.py and bin/packages.py, which run before there is an environment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(CHECKOUT / "bin"))
        return {name: importlib.import_module(name) for name in ("environment", "packages")}


@pytest.fixture
def checkout(tmp_path):
    """A checkout that requires nothing, so that nothing is fetched."""
    (tmp_path / "requirements.txt").write_text("# nothing\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    return tmp_path


def test_an_environment_is_made_once_and_mended(scripts, checkout):
    environment = scripts["environment"]
    stamp = checkout / ".venv" / "stamp.json"
    environment.prepare(checkout, for_tests=False)
    made = stamp.stat().st_mtime_ns
    environment.prepare(checkout, for_tests=False)
    assert stamp.stat().st_mtime_ns == made

    (checkout / "requirements.txt").write_text("# nothing, in other words\n")
    environment.prepare(checkout, for_tests=True)
    assert set(json.loads(stamp.read_text())) == {
        "place", "python", "requirements.txt", "requirements-dev.txt"
    }  # fmt: skip

    stamp.unlink()
    (checkout / ".venv" / "half-built").touch()
    environment.prepare(checkout, for_tests=False)
    assert not (checkout / ".venv" / "half-built").exists()


@pytest.mark.parametrize(
    "broken",
    ["", "{", json.dumps({"place": "/elsewhere"})],
    ids=["empty", "torn", "moved"],
)
def test_a_stamp_that_does_not_fit_counts_for_nothing(scripts, tmp_path, broken):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (venv / "stamp.json").write_text(broken)
    assert scripts["environment"].read_stamp(venv) is None


def test_a_lost_python_counts_as_half_built(scripts, tmp_path):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(tmp_path / "gone")
    (venv / "stamp.json").write_text("{}")
    assert scripts["environment"].read_stamp(venv) is None


def test_an_uninstallable_requirement_is_told_and_not_stamped(scripts, checkout):
    (checkout / "requirements.txt").write_text("./no-such-package\n")
    environment = scripts["environment"]
    with pytest.raises(environment.Impossible, match="requirements.txt could not be installed"):
        environment.prepare(checkout, for_tests=False)
    assert not (checkout / ".venv" / "stamp.json").exists()


def test_without_rights_it_says_what_to_run_and_goes_on(scripts, monkeypatch, capsys):
    packages = scripts["packages"]
    monkeypatch.setattr(packages, "become_root", lambda: None)
    monkeypatch.setattr(packages.shutil, "which", lambda name: "/usr/bin/apt-get")
    missing = packages.Package("libpango-1.0-0", lambda: True, "PDF reports")
    monkeypatch.setattr(packages, "FOR_ALL", [])
    monkeypatch.setattr(packages, "FOR_REPORTS", [missing])
    packages.install(for_tests=False)
    said = capsys.readouterr().out
    assert "  PDF reports: libpango-1.0-0" in said
    assert "sudo apt-get install --yes --no-install-recommends libpango-1.0-0" in said


def test_without_python_it_says_what_to_install(tmp_path):
    done = subprocess.run(
        ["/bin/sh", "-c", ". bin/common"],
        cwd=CHECKOUT,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12, 3.13 or 3.14" in done.stderr
