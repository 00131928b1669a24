"""A demonstration's secrets are made once, kept, and readable by their owner alone."""

import stat
from concurrent.futures import ThreadPoolExecutor

from config.secret import kept_secret


def test_it_is_made_once_and_kept(tmp_path):
    path = tmp_path / "new" / "secret"
    secret = kept_secret(path)
    assert len(secret) > 50
    assert kept_secret(path) == secret


def test_only_its_owner_may_read_it(tmp_path):
    kept_secret(tmp_path / "secret")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_all_who_come_at_once_get_the_same(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(kept_secret, [tmp_path / "secret"] * 64))
    assert len(found) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
