"""Nobody fills the disk by sending something huge, signed in or not."""

import pytest

from config.body_limit import MOST_BYTES


@pytest.mark.parametrize(("length", "status"), [(MOST_BYTES + 1, 413), (10**30, 413), ("x", 403)])
def test_what_is_too_large_is_refused_unread(client, db, length, status):
    client.handler.enforce_csrf_checks = True
    answer = client.generic(
        "POST", "/account/login/", b"a=b", "application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(length),
    )  # fmt: skip
    assert answer.status_code == status
