"""What no page asks for is refused before anything reads it, signed in or not."""

import pytest

from config.refusals import MOST_BYTES


@pytest.mark.parametrize(("length", "status"), [(MOST_BYTES + 1, 413), (10**30, 413), ("x", 403)])
def test_what_is_too_large_is_refused_unread(client, db, length, status):
    client.handler.enforce_csrf_checks = True
    answer = client.generic(
        "POST", "/account/login/", b"a=b", "application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(length),
    )  # fmt: skip
    assert answer.status_code == status


def test_a_letter_that_no_text_has_is_found_nowhere(client, db):
    assert client.get("/agreements/a%00b").status_code == 404
    assert client.get("/account/login/?next=%00/register").status_code == 200
