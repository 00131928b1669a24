"""Production refuses to start without what matters; the demonstration needs nothing."""

import json
import subprocess
import sys

import pytest

from config.local.places import CHECKOUT
from config.tests.conftest import bare_environment

PRODUCTION = {
    "LONGSTOP_DEMO": "0",
    "LONGSTOP_SECRET_KEY": "a" * 25 + "0123456789bcdefghijklmnopqrstuv",
    "LONGSTOP_BASE_URL": "https://longstop.example.com",
    "LONGSTOP_SMTP_URL": "smtp://me:p%40ss@mail.example.com?tls=1",
    "LONGSTOP_MAIL_FROM": "longstop@example.com",
    "DATABASE_URL": "postgresql://longstop_app:x@127.0.0.1:1/longstop",
}
SHOW = "import json; from config import settings as s; print(json.dumps({}, default=str))"


def python(words, environment, tmp_path):
    return subprocess.run(
        [sys.executable, "-c", words],
        cwd=CHECKOUT,
        env={**bare_environment(), "LONGSTOP_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


def read(names, environment, tmp_path):
    """The named settings in a process with this environment."""
    wanted = "{" + ", ".join(f"{name!r}: s.{name}" for name in names) + "}"
    done = python(SHOW.replace("{}", wanted), environment, tmp_path)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "name",
    ["LONGSTOP_SECRET_KEY", "LONGSTOP_BASE_URL", "LONGSTOP_SMTP_URL", "LONGSTOP_MAIL_FROM"],
)
def test_production_needs(name, tmp_path):
    environment = {key: value for key, value in PRODUCTION.items() if key != name}
    done = python("import config.settings", environment, tmp_path)
    assert f"Misconfigured: {name} is not set" in done.stderr


def test_production_is_closed(tmp_path):
    names = ["DEBUG", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "EMAIL_PORT", "EMAIL_USE_TLS"]
    found = read([*names, "EMAIL_HOST_PASSWORD", "ALLOWED_HOSTS"], PRODUCTION, tmp_path)
    assert found == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_HOST_PASSWORD": "p@ss",
        "ALLOWED_HOSTS": ["longstop.example.com", "127.0.0.1", "localhost"],
    }


def test_a_database_url_alone_means_production(tmp_path):
    done = python("import config.settings", {"DATABASE_URL": "postgresql://a@b/c"}, tmp_path)
    assert "LONGSTOP_SECRET_KEY is not set" in done.stderr


def test_the_demonstration_needs_nothing_and_keeps_its_secret(tmp_path):
    first = read(["LONGSTOP_DEMO", "SECRET_KEY", "DEBUG"], {}, tmp_path)
    assert first["LONGSTOP_DEMO"] is True
    assert first["DEBUG"] is False
    assert read(["LONGSTOP_DEMO", "SECRET_KEY", "DEBUG"], {}, tmp_path) == first


def test_reading_the_settings_starts_nothing(tmp_path):
    found = read(["DATABASES"], {}, tmp_path)["DATABASES"]["default"]
    assert (found["USER"], found["HOST"]) == ("longstop_app", str(tmp_path / "run"))
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_connections_are_kept_and_checked(settings):
    default = settings.DATABASES["default"]
    assert (default["CONN_MAX_AGE"], default["CONN_HEALTH_CHECKS"]) == (60, True)


def test_the_queue_leases_longer_than_its_work_can_take(settings):
    common = settings.Q_CLUSTER
    for cluster in ({}, *common["ALT_CLUSTERS"].values()):
        queue = {**common, **cluster}
        assert queue["retry"] > queue["timeout"] * (queue["queue_limit"] / queue["workers"] + 2)
