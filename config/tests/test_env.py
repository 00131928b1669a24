"""Settings from the environment are read in their type, or refused with a sentence."""

import pytest

from config.env import (
    Misconfigured,
    read_bool,
    read_database_url,
    read_int,
    read_list,
    read_str,
    read_url,
)


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("LONGSTOP_THING", value)


def test_text_is_stripped(given):
    given("  a word ")
    assert read_str("LONGSTOP_THING") == "a word"


def test_an_empty_variable_counts_as_absent(given):
    given(" ")
    assert read_str("LONGSTOP_THING", "the default") == "the default"


def test_a_missing_variable_is_named_with_cause_and_remedy():
    with pytest.raises(Misconfigured) as raised:
        read_str("LONGSTOP_THING", remedy="Set it to a thing.")
    assert str(raised.value) == (
        "LONGSTOP_THING is not set: most likely the process was started without its environment. "
        "Set it to a thing."
    )


def test_numbers(given):
    given("25")
    assert read_int("LONGSTOP_THING") == 25
    assert read_int("LONGSTOP_OTHER", 7) == 7
    given("many")
    with pytest.raises(Misconfigured, match="LONGSTOP_THING is 'many'.*whole number"):
        read_int("LONGSTOP_THING")


@pytest.mark.parametrize(
    ("word", "meaning"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)]
)
def test_yes_and_no(given, word, meaning):
    given(word)
    assert read_bool("LONGSTOP_THING") is meaning


def test_perhaps_is_refused(given):
    given("perhaps")
    with pytest.raises(Misconfigured, match="1 or 0"):
        read_bool("LONGSTOP_THING", False)
    assert read_bool("LONGSTOP_OTHER", True) is True


def test_lists(given):
    given("a.example, b.example,,")
    assert read_list("LONGSTOP_THING") == ["a.example", "b.example"]
    assert read_list("LONGSTOP_OTHER", []) == []


def test_addresses(given):
    given("https://longstop.example:8443/base")
    assert read_url("LONGSTOP_THING", schemes=("https",)).port == 8443


@pytest.mark.parametrize("bad", ["longstop.example", "ftp://a", "https://", "https://a:port"])
def test_what_is_no_address_of_the_scheme_is_refused(given, bad):
    given(bad)
    with pytest.raises(Misconfigured, match="https://host"):
        read_url("LONGSTOP_THING", schemes=("https", "http"))


def test_a_password_is_not_repeated_in_the_sentence(given):
    given("ftp://me:secret@host")
    with pytest.raises(Misconfigured) as raised:
        read_url("LONGSTOP_THING", schemes=("smtp",))
    assert "secret" not in str(raised.value)
    assert "ftp://me:...@host" in str(raised.value)


def test_a_database_by_host_and_port(given):
    given("postgres://longstop_app:p%40ss@db:5433/longstop?sslmode=require")
    assert read_database_url("LONGSTOP_THING") == {
        "NAME": "longstop",
        "USER": "longstop_app",
        "PASSWORD": "p@ss",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_by_socket_folder(given):
    given("postgresql://longstop_app@/longstop?host=/run/a%20folder&port=5432")
    found = read_database_url("LONGSTOP_THING")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("/run/a folder", "5432", "")


@pytest.mark.parametrize("bad", ["mysql://db/longstop", "longstop", "postgresql://db/x?colour=red"])
def test_what_is_no_postgresql_address_is_refused(given, bad):
    given(bad)
    with pytest.raises(Misconfigured, match="LONGSTOP_THING.*PostgreSQL address"):
        read_database_url("LONGSTOP_THING")
