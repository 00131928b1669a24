"""How much hypothesis draws: the same few in every run, or with LONGSTOP_DRAWS many more, anew.

`LONGSTOP_DRAWS=50 pytest obligations/engine` draws fifty times as many examples as usual and
others each time, to look for what the usual ones do not meet.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("LONGSTOP_DRAWS", "1"))


def drawn(examples: int) -> settings:
    """The settings for a test that usually takes so many examples."""
    return settings(
        max_examples=examples * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
