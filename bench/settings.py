"""The settings of production, with the bare view beside the pages.

Nothing here is secret: the database lives as long as the run.
"""

import os

_ENVIRONMENT = {
    "LONGSTOP_DEMO": "0",
    "LONGSTOP_DEBUG": "0",
    "LONGSTOP_SECRET_KEY": "known to all, and good for measuring alone, fifty characters long",
    "LONGSTOP_BASE_URL": "https://127.0.0.1",
    "LONGSTOP_SMTP_URL": "smtp://127.0.0.1:9",
    "LONGSTOP_MAIL_FROM": "longstop@longstop.example",
}
os.environ.update(_ENVIRONMENT)

from config.settings import *  # noqa: E402, F403
from config.settings import BASE_DIR, LONGSTOP_VAR, TEMPLATES  # noqa: E402

ROOT_URLCONF = "bench.urls"
STATIC_ROOT = LONGSTOP_VAR / "static"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")
