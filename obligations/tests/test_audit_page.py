"""The audit chain from outside: its page, its command, the clockwork that keeps it."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from agreements import chain
from agreements.models import Seal
from agreements.sealing import seal
from agreements.verifying import Verdict
from obligations.actions import auditing
from obligations.actions.ticking import tick
from obligations.models import Heartbeat
from obligations.queries.audit import audit_in_short

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(agreement):
    assert seal() > 0
    return chain.head()


def said_by(*words):
    out = StringIO()
    status = 0
    try:
        call_command("verify_audit", *words, stdout=out)
    except SystemExit as ended:
        status = ended.code
    return status, out.getvalue()


def test_an_administrator_sees_the_head_and_the_seals(sealed, as_administrator):
    page = as_administrator.get("/audit").content.decode()
    assert sealed.hash in page and "agreements_agreementhistory" in page
    assert 'href="/audit"' in page


def test_others_do_not(sealed, as_owner, as_outsider):
    for client in (as_owner, as_outsider):
        assert client.get("/audit").status_code == 403
        assert 'href="/audit"' not in client.get("/").content.decode()


def test_before_anything_is_sealed_it_says_what_to_do(as_administrator):
    assert "Nothing has been sealed yet." in as_administrator.get("/audit").content.decode()


def test_the_seal_of_a_printed_head_is_found(sealed, as_administrator):
    printed = f"{sealed.hash[:32].upper()} {sealed.hash[32:]}"
    page = as_administrator.get("/audit", {"head": printed}).content.decode()
    assert f"It is the hash of seal {sealed.number}" in page
    page = as_administrator.get("/audit", {"head": "<b>" + "f" * 300}).content.decode()
    assert "No seal has this hash" in page and "<b>f" not in page


def test_a_long_chain_comes_in_pages(agreement, as_administrator):
    seal(most=1)
    page = as_administrator.get("/audit")
    assert len(page.context["rows"]) == 30
    (following,) = set(re.findall(r'href="(\?before=\d+)"', page.content.decode()))
    numbers = [row.number for row in as_administrator.get(f"/audit{following}").context["rows"]]
    assert numbers[0] == page.context["rows"][-1].number - 1
    assert as_administrator.get("/audit?before=x").status_code == 200


def test_the_command_says_that_the_chain_holds(agreement):
    status, said = said_by("--seal")
    assert status == 0 and "The chain holds." in said
    assert f"Head: {chain.head().hash}" in said and " 0 not sealed yet" in said


def test_the_command_looks_back_as_far_as_it_is_told(sealed):
    assert "0 events under 0 seals" in said_by("--since", "2999-01-01")[1]
    assert f"under {Seal.objects.count()} seals" in said_by("--since", "2020-01-01")[1]


def test_the_command_tells_of_a_head_that_is_not_in_the_chain(sealed):
    assert said_by("--head", sealed.hash.upper())[0] == 0
    status, said = said_by("--head", "f" * 64)
    assert status == 1 and f"No seal has the hash {'f' * 64}" in said and "BROKEN: 1" in said


def test_the_clockwork_seals_now_and_then_and_verifies_once_a_day(agreement, tuesday):
    tick(by="queue")
    count = Seal.objects.count()
    assert count > 0
    assert Heartbeat.objects.get(name="audit").note.startswith("2020-03-10 ")
    assert "seals hold" in audit_in_short() and chain.head().hash in audit_in_short()
    assert auditing.seal_now_and_then() == 0
    assert auditing.verify_nightly(today=tuesday) is None


def test_what_is_broken_is_said_first():
    verdict = Verdict(seals=2, events=9, broken=["Seal 1 was changed.", "Seal 2 was changed."])
    assert auditing.in_short(verdict) == "BROKEN in 2: Seal 1 was changed."
