"""The settings of the demonstration, with the bare view beside the pages."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
