"""The socket's folder is private, short enough, and the same for every process."""

import os

import pytest

from config.local.places import LocalError, make_private_folder, socket_folder


def test_it_lies_beside_the_data(tmp_path):
    assert socket_folder(tmp_path / "postgres") == tmp_path / "run"


@pytest.mark.parametrize("folder", ["x" * 100, "a, b"])
def test_a_long_or_unfit_path_gets_a_short_one_elsewhere(tmp_path, monkeypatch, folder):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    found = socket_folder(tmp_path / folder / "postgres")
    assert len(os.fsencode(found / ".s.PGSQL.5432")) <= 107
    assert found.name.startswith(f"longstop-{os.getuid()}-")


def test_a_private_runtime_folder_is_preferred(tmp_path, monkeypatch):
    runtime = tmp_path / "r"
    runtime.mkdir(mode=0o700)
    monkeypatch.setattr("config.local.places.is_private", lambda folder: folder == runtime)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setattr("config.local.places.LONGEST_RUNTIME", 500)
    assert socket_folder(tmp_path / ("x" * 100) / "postgres").parent == runtime


def test_a_runtime_folder_that_others_may_enter_is_not_used(tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert socket_folder(tmp_path / ("x" * 100) / "postgres").parent != tmp_path


def test_a_running_server_is_found_where_it_said(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    data = tmp_path / "postgres"
    data.mkdir()
    (data / "postmaster.pid").write_text(f"1\n{data}\n1\n5432\n{elsewhere}\n\n1 1\nready\n")
    assert socket_folder(data) == elsewhere


def test_what_somebody_else_put_there_is_refused(tmp_path):
    (tmp_path / "run").symlink_to(tmp_path)
    with pytest.raises(LocalError, match="belongs to somebody else"):
        make_private_folder(tmp_path / "run")
