"""System packages: installed where they are missing and the rights are there, else named.

Longstop runs without any of them, but for the one that makes .venv: without Pango there are no
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


def font(*any_of: str) -> Callable[[], bool]:
    return lambda: not any(family in families() for family in any_of)


def programs(*names: str) -> Callable[[], bool]:
    return lambda: not any(shutil.which(name) for name in names)


def families() -> str:
    """The families that fontconfig knows, as fc-list prints them; nothing without fontconfig."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout


def module(name: str) -> Callable[[], bool]:
    def is_missing() -> bool:
        importlib.invalidate_caches()
        return importlib.util.find_spec(name) is None

    return is_missing


# Debian and Ubuntu ship Python without what makes environments.
FOR_ALL = [
    Package(
        f"python3.{sys.version_info.minor}-venv",
        module("ensurepip"),
        "making .venv, without which nothing runs",
    ),
]
FOR_REPORTS = [
    Package("libpango-1.0-0", library("libpango-1.0.so.0"), "PDF reports"),
    Package("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0"), "PDF reports"),
    Package("libharfbuzz-subset0", library("libharfbuzz-subset.so.0"), "PDF reports"),
    Package("fontconfig", programs("fc-list"), "fonts in PDF reports"),
    Package("fonts-ebgaramond", font("EB Garamond"), "the look of PDF reports"),
    Package("fonts-open-sans", font("Open Sans"), "the look of PDF reports"),
    Package("fonts-noto-core", font("Noto Sans Hebrew"), "names in other scripts in PDF reports"),
    # The two are a fifth of fonts-noto-cjk, which serves instead where somebody has installed it.
    Package(
        "fonts-droid-fallback",
        font("Droid Sans Fallback", "Noto Sans CJK SC"),
        "names in Chinese and Japanese in PDF reports",
    ),
    Package(
        "fonts-nanum", font("NanumGothic", "Noto Sans CJK SC"), "names in Korean in PDF reports"
    ),
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
    wanted = FOR_ALL + FOR_REPORTS + (FOR_TESTS if for_tests else [])
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
    print("Some system packages are missing. This is what each is for:")
    for purpose in dict.fromkeys(package.purpose for package in missing):
        names = ", ".join(package.name for package in missing if package.purpose == purpose)
        print(f"  {purpose}: {names}")
    print(remedy, flush=True)


def by_hand(names: list[str]) -> str:
    return (
        "To install them, run this and then the same script again:\n  sudo apt-get update && "
        f"sudo apt-get install --yes --no-install-recommends {' '.join(names)}"
    )


def apt_install(names: list[str]) -> bool:
    """Installs Debian packages; False where the rights are missing or any of them fails."""
    before = become_root()
    if before is None:
        return False
    print(f"Installing system packages: {', '.join(names)}.", flush=True)
    apt_get = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt_get += ["-o", "DPkg::Lock::Timeout=300"]
    install = [*apt_get, "install", "--yes", "--no-install-recommends"]
    run([*apt_get, "update"])
    if run([*install, *names]).returncode == 0:
        return True
    # One that this system does not have must not keep the others out.
    failures = [done for name in names if (done := run([*install, name])).returncode]
    for done in failures:
        print(f"apt-get failed: {done.stderr.strip()}", flush=True)
    return not failures


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


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
