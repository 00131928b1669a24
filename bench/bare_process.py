"""Bare WeasyPrint in a process of its own, as our reports are."""

from __future__ import annotations

import json
import subprocess
import sys

from obligations.outputs.renderer import Job


def bare(job: Job, variant: str = "") -> dict[str, int]:
    """Renders a job without limits, walls and progress; the pages and the memory that it took."""
    words = [sys.executable, "-m", "bench.bare_pages", *([variant] if variant else [])]
    done = subprocess.run(words, input=job.request(), capture_output=True, check=True)
    found: dict[str, int] = json.loads(done.stderr.splitlines()[-1])
    return found
