"""System packages: installed where they are missing and the rights are there, else named.

Longstop runs without any of them, but for the module that makes .venv: without Pango there are no
PDFs, without the fonts these look different, without Chromium the browser's tests are skipped.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple


class Package(NamedTuple):
    """A Debian package, whether what it brings is missing, and what lacks without it."""

    name: str
    is_missing: Callable[[], bool]
    purpose: str


def library(soname: str) -> Callable[[], bool]:
    def is_missing() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return True
        return False

    return is_missing


def font(family: str) -> Callable[[], bool]:
    return lambda: family not in families()


def programs(*names: str) -> Callable[[], bool]:
    return lambda: not any(shutil.which(name) for name in names)


def families() -> str:
    """The families that fontconfig knows, as fc-list prints them; nothing without fontconfig."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout


FOR_REPORTS = [
    Package("libpango-1.0-0", library("libpango-1.0.so.0"), "PDF reports"),
    Package("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0"), "PDF reports"),
    Package("libharfbuzz-subset0", library("libharfbuzz-subset.so.0"), "PDF reports"),
    Package("fontconfig", programs("fc-list"), "fonts in PDF reports"),
    Package("fonts-ebgaramond", font("EB Garamond"), "the look of PDF reports"),
    Package("fonts-open-sans", font("Open Sans"), "the look of PDF reports"),
    Package("fonts-noto-core", font("Noto Sans Hebrew"), "names in other scripts in PDF reports"),
]
FOR_TESTS = [
    Package(
        "chromium",
        programs("chromium", "chromium-browser", "google-chrome"),
        "tests that drive a browser",
    ),
    Package("poppler-utils", programs("pdftotext"), "tests that look into PDFs"),
]


def install(*, for_tests: bool) -> None:
    """Installs what is missing, or says what to run; goes on in any case."""
    wanted = FOR_REPORTS + (FOR_TESTS if for_tests else [])
    missing = [package for package in wanted if package.is_missing()]
    if not missing:
        return
    if not shutil.which("apt-get"):
        explain(missing, "Install their equivalents with this system's package manager.")
        return
    if "chromium" in [package.name for package in missing] and chromium_is_a_snap():
        missing = [package for package in missing if package.name != "chromium"]
        print("On Ubuntu, Chromium comes as a snap; for the browser's tests run:")
        print("  sudo snap install chromium", flush=True)
    names = [package.name for package in missing]
    if names and not apt_install(names):
        explain([p for p in missing if p.is_missing()], by_hand(names))


def explain(missing: list[Package], remedy: str) -> None:
    for purpose in dict.fromkeys(package.purpose for package in missing):
        names = ", ".join(package.name for package in missing if package.purpose == purpose)
        print(f"Not installed: {names}. Without it Longstop runs, but lacks: {purpose}.")
    print(remedy, flush=True)


def by_hand(names: list[str]) -> str:
    return (
        "To install, run:\n  sudo apt-get update && "
        f"sudo apt-get install --yes --no-install-recommends {' '.join(names)}"
    )


def apt_install(names: list[str]) -> bool:
    """Installs Debian packages; False where the rights are missing or apt-get fails."""
    before = become_root()
    if before is None:
        return False
    print(f"Installing system packages: {', '.join(names)}.", flush=True)
    quiet = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    setting = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet]
    run([*before, *setting, "update"])
    done = run([*before, *setting, "install", "--yes", "--no-install-recommends", *names])
    if done.returncode:
        print(f"apt-get failed: {done.stderr.strip()}", flush=True)
    return done.returncode == 0


def become_root() -> list[str] | None:
    """What to put before a command that needs root; None if there is no way without asking."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def chromium_is_a_snap() -> bool:
    """Ubuntu's package of that name only calls snap, which needs a running snapd."""
    try:
        with open("/etc/os-release") as file:
            return "ID=ubuntu\n" in file.read()
    except OSError:
        return False


def ensure_venv_module() -> None:
    """Debian and Ubuntu ship Python without what makes environments: installs that, or stops."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    name = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") and apt_install([name]):
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is not None:
            return
    sys.exit(
        f"This Python ({sys.executable}) cannot make virtual environments: ensurepip is missing. "
        f"{by_hand([name])}"
    )


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
