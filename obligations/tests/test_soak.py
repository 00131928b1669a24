"""A short run of what bin/soak does at length: the whole system, killed while reminders leave."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.processes

WORDS = "--reminders 40 --people 8 --kills 3 --trials 1 --kinds loop,database"


def test_kills_lose_nothing_and_sending_resumes(
    tmp_path: Path,
) -> None:
    """Exit status 0: none lost, no double but of a try in doubt, and each kill made up for."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "LONGSTOP_"))}
    run = subprocess.run(
        [sys.executable, "-m", "soak", *WORDS.split()],
        cwd=settings.BASE_DIR,
        env={**own, "LONGSTOP_VAR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        timeout=540,
    )
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
    assert "lost 0 reminders" in run.stdout
    assert re.search(r"database: resumed 1 of 1", run.stdout)
