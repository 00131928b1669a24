"""How log lines look, and what never stands in them."""

import logging
import re
import time

# Addresses whose last part lets somebody in or do something (OWASP ASVS 5.0, 14.2.1): the links
# of reminders, of invitations and of forgotten passwords, and private feeds. Browsers also send
# them as the address that they come from, so a whole line is looked through.
_SECRET = re.compile(r"(/(?:answer|invitation|account/reset|feeds?)/)[^\s\"'?#<>]+")


class UtcFormatter(logging.Formatter):
    """Times in UTC: lines of several hosts, and of both sides of a clock change, sort as they are.

    Django would write them in the zone that pages are shown in.
    """

    converter = time.gmtime  # type: ignore[assignment]
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        # What stands below a line, such as a traceback, is put together here.
        return without_secrets(super().format(record))


def without_secrets(line: str) -> str:
    """A line of a log with "[hidden]" where an address holds a token."""
    return _SECRET.sub(r"\1[hidden]", line)


class Discreet(logging.Filter):
    """Takes tokens out of whatever is logged, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record says the same without its secrets."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True
