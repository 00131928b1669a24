"""The virtual environment in .venv, made whole or made again.

A stamp written last says what the environment holds. Without a stamp it is half-built, whatever
interrupted it, and is made anew.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

RUNTIME = "requirements.txt"
TESTS = "requirements-dev.txt"


class Impossible(Exception):
    """The environment cannot be made; the message says why and what to do."""


def prepare(checkout: Path, *, for_tests: bool) -> None:
    """Leaves .venv with the pinned requirements, and with the tests' too if they are wanted."""
    venv = checkout / ".venv"
    wanted = {RUNTIME: fingerprint(checkout, RUNTIME)}
    if for_tests:
        wanted[TESTS] = fingerprint(checkout, RUNTIME, TESTS)
    stamp = read_stamp(venv)
    if stamp is None:
        build(venv)
        stamp = {}
    if all(stamp.get(name) == mark for name, mark in wanted.items()):
        return
    (venv / "stamp.json").unlink(missing_ok=True)
    requirements = TESTS if for_tests or TESTS in stamp else RUNTIME
    install(venv, checkout / requirements)
    found = {RUNTIME: wanted[RUNTIME]}
    if requirements == TESTS:
        found[TESTS] = fingerprint(checkout, RUNTIME, TESTS)
    write_stamp(venv, found)


def fingerprint(checkout: Path, *names: str) -> str:
    """A hash of the requirements files."""
    return hashlib.sha256(b"".join((checkout / name).read_bytes() for name in names)).hexdigest()


def read_stamp(venv: Path) -> dict[str, str] | None:
    """What the environment holds; None if it is missing, half-built, moved, or of a lost Python."""
    try:
        stamp = json.loads((venv / "stamp.json").read_text())
        python = ask_python(venv)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    complete = stamp.pop("place", "") == str(venv) and stamp.pop("python", "") == python
    return stamp if complete else None


def write_stamp(venv: Path, found: dict[str, str]) -> None:
    stamp = {**found, "place": str(venv), "python": ask_python(venv)}
    draft = venv / "stamp.json.draft"
    with draft.open("w") as file:
        file.write(json.dumps(stamp, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(venv / "stamp.json")


def ask_python(venv: Path) -> str:
    """The version of the environment's own Python."""
    question = "import sys; print(sys.version)"
    done = subprocess.run(
        [venv / "bin" / "python", "-I", "-S", "-c", question],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def build(venv: Path) -> None:
    """Makes an empty environment of this Python."""
    print("Making .venv.", flush=True)
    remove(venv)
    if importlib.util.find_spec("ensurepip") is None:
        raise Impossible(
            f"This Python ({sys.executable}) cannot make environments: its module ensurepip is "
            "missing. Install the package named above, or another Python, and run this again."
        )
    done = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True)
    if done.returncode:
        raise Impossible(f"The environment could not be made:\n{done.stdout}{done.stderr}")


def remove(venv: Path) -> None:
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        # The stamp goes first, so that an interrupted removal is seen for what it is.
        (venv / "stamp.json").unlink(missing_ok=True)
        shutil.rmtree(venv)


def install(venv: Path, requirements: Path) -> None:
    print(f"Installing {requirements.name} (a minute the first time).", flush=True)
    command = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--requirement", requirements]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Impossible(
            f"{requirements.name} could not be installed. Is the package index reachable? "
            f"pip says:\n{done.stdout}{done.stderr}"
        )
