import os
import stat

import pytest

from desktop.atomic_write import write_atomically


def test_the_data_replaces_the_old_content(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"a longer old content")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_content_and_no_temporary_file(tmp_path, monkeypatch, error):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(_):
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_only_the_owner_can_read_the_file(tmp_path):
    path = tmp_path / "file"
    write_atomically(path, b"data", owner=(os.getuid(), os.getgid()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
