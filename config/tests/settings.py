"""Settings for tests: the real ones, on data of their own.

The environment is set here rather than in fixtures, so that the real processes that tests start
(a queue, a server, a command) find the same settings.
"""

import os

from config.local.places import CHECKOUT

os.environ.setdefault("LONGSTOP_DEMO", "1")
os.environ.setdefault("LONGSTOP_VAR", str(CHECKOUT / "var" / "test"))
# What a power cut would lose, the next run makes anew.
os.environ.setdefault("LONGSTOP_FSYNC", "off")
os.environ.setdefault("LONGSTOP_SECRET_KEY", "known to all, and good for tests alone")

from config.settings import *  # noqa: E402, F403

# Real hashing takes a tenth of a second for each sign-in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
