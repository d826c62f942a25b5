"""Checksums and the comparison of two builds."""

import subprocess

from package import compare, write_checksums


def test_checksums_are_those_that_sha256sum_checks(tmp_path):
    for name, content in (("b.deb", b"two"), ("a.tar.gz", b"one")):
        (tmp_path / name).write_bytes(content)
    first = write_checksums(tmp_path).read_text()
    assert [line.split("  ")[1] for line in first.splitlines()] == ["a.tar.gz", "b.deb"]
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
    assert write_checksums(tmp_path).read_text() == first
    (tmp_path / "b.deb").write_bytes(b"2")
    assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 1


def test_builds_are_equal_if_all_their_files_are(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "file").write_text("content")
    assert compare(one, other) == []
    (other / "sub" / "file").write_text("Content")
    (other / "more").write_text("")
    differences = compare(one, other)
    assert [line.split(":")[0] for line in differences] == ["more", "sub/file"]
    assert "missing" in differences[0]
