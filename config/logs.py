"""How log lines look."""

import logging
import time


class UtcFormatter(logging.Formatter):
    """Times in UTC: lines of several hosts, and of both sides of a clock change, sort as they are.

    Django would write them in the zone that pages are shown in.
    """

    converter = time.gmtime  # type: ignore[assignment]
    default_msec_format = "%s.%03dZ"
