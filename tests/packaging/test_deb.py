"""The Debian package and the archive, built from a small program."""

import gzip
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("dpkg-deb", "objdump", "ldconfig"))) or os.name != "posix",
    reason="dpkg-deb, objdump or ldconfig is not installed",
)

WHEN = 1_700_000_000


@pytest.fixture
def program(tmp_path):
    folder = tmp_path / "spoken-digits"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", folder / "spoken-digits")
    for name in ("THIRD_PARTY.txt", "sbom.cdx.json"):
        (folder / name).write_text("{}")
    return folder


def build(program, folder):
    from deb import build_deb

    dist = folder / "dist"
    dist.mkdir(parents=True)
    return build_deb(program, dist, "1.2.3", WHEN, folder / "work")


def test_the_package_has_the_files_that_desktops_need(program, tmp_path):
    deb = build(program, tmp_path / "one")
    listing = subprocess.check_output(["dpkg-deb", "-c", deb], text=True)
    for path in (
        "./usr/bin/spoken-digits -> ../lib/spoken-digits/spoken-digits",
        "./usr/share/applications/spoken-digits.desktop",
        "./usr/share/metainfo/spoken-digits.metainfo.xml",
        "./usr/share/icons/hicolor/scalable/apps/spoken-digits.svg",
        "./usr/share/icons/hicolor/48x48/apps/spoken-digits.png",
        "./usr/share/man/man1/spoken-digits.1.gz",
        "./usr/share/doc/spoken-digits/copyright",
        "./usr/share/doc/spoken-digits/THIRD_PARTY.txt",
        "./usr/share/doc/spoken-digits/kiosk.md",
        "./usr/share/doc/spoken-digits/examples/kiosk.toml",
        "./usr/lib/systemd/system/spoken-digits-kiosk.service",
    ):
        assert path in listing
    lines = listing.splitlines()
    assert all(" root/root " in line and " 2023-11-14 " in line for line in lines)
    # No file is writable by others, and none is in a home folder.
    assert not [line for line in lines if line[8] == "w" and not line.startswith("l")]
    assert "/home" not in listing
    assert "/etc" not in listing


def test_the_scripts_of_the_package_do_nothing_without_systemd(program, tmp_path):
    deb = build(program, tmp_path / "one")
    control = tmp_path / "control"
    subprocess.run(["dpkg-deb", "-e", deb, control], check=True)
    for script, words in (("postinst", ["configure"]), ("prerm", ["remove"])):
        text = (control / script).read_text()
        assert "spoken-digits-kiosk.service" in text
        subprocess.run(["sh", "-n", control / script], check=True)
        if not Path("/run/systemd/system").is_dir():
            subprocess.run([control / script, *words], check=True, env={"PATH": ""})


@pytest.mark.parametrize(
    ("words", "is_set_up", "code", "expected"),
    [
        (["remove"], True, 0, ["kiosk setup --remove"]),
        (["remove"], True, 1, ["kiosk setup --remove"]),
        (["remove"], False, 0, []),
        (["upgrade", "1.2.4"], True, 0, []),
    ],
)
def test_the_removal_of_the_package_undoes_the_setup_of_a_kiosk(
    program, tmp_path, words, is_set_up, code, expected
):
    deb = build(program, tmp_path / "one")
    subprocess.run(["dpkg-deb", "-e", deb, tmp_path / "control"], check=True)
    # The script as it is, but with files of this test in place of the system's.
    calls, record, fake = tmp_path / "calls", tmp_path / "setup.json", tmp_path / "program"
    calls.touch()
    fake.write_text(f'#!/bin/sh\necho "$@" >> {calls}\nexit {code}\n')
    fake.chmod(0o755)
    if is_set_up:
        record.write_text("{}")
    script = (tmp_path / "control" / "prerm").read_text()
    for path, other in (
        ("/usr/bin/spoken-digits ", f"{fake} "),
        ("/etc/spoken-digits/setup.json", str(record)),
        ("/run/systemd/system", str(tmp_path / "none")),
    ):
        assert path in script
        script = script.replace(path, other)
    command = ["sh", "-c", script, "prerm", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert calls.read_text().splitlines() == expected
    # A setup that cannot be undone keeps the package, and the message says how to go on.
    assert ("the package stays" in done.stderr) == bool(code)


def test_dependencies_come_from_the_files(program, tmp_path):
    deb = build(program, tmp_path / "one")
    field = subprocess.check_output(["dpkg-deb", "-f", deb, "Depends"], text=True)
    assert "libc6 (>= 2." in field
    assert "xkb-data" in field
    assert "libssl" not in field


def test_typing_on_x11_loads_a_library_that_the_package_recommends(program, tmp_path):
    deb = build(program, tmp_path / "one")
    field = subprocess.check_output(["dpkg-deb", "-f", deb, "Recommends"], text=True)
    assert "libxtst6" in field.strip().split(", ")


def test_a_candidate_sorts_before_its_release_and_keeps_its_file_name(program, tmp_path):
    from deb import build_deb

    deb = build_deb(program, tmp_path, "1.2.3rc1", WHEN, tmp_path / "work")
    assert deb.name.startswith("spoken-digits_1.2.3rc1_")
    field = subprocess.check_output(["dpkg-deb", "-f", deb, "Version"], text=True).strip()
    assert field == "1.2.3~rc1"
    subprocess.run(["dpkg", "--compare-versions", field, "lt", "1.2.3"], check=True)


@pytest.mark.slow
def test_the_package_is_reproducible(program, tmp_path):
    one, other = (build(program, tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_missing_library_is_named(program, monkeypatch):
    import deb

    monkeypatch.setattr(deb, "needed", lambda _: {"x": deb.Needs({"libnowhere.so.7"}, set())})
    with pytest.raises(deb.PackagingError, match=r"libnowhere\.so\.7"):
        deb.dependencies(program)


def test_the_archive_is_reproducible(program, tmp_path):
    from deb import build_tar

    made = []
    for name in ("one", "other"):
        dist = tmp_path / name
        dist.mkdir()
        made.append(build_tar(program, dist, "1.2.3", WHEN))
    assert made[0].read_bytes() == made[1].read_bytes()
    assert gzip.decompress(made[0].read_bytes())
    with tarfile.open(made[0]) as archive:
        names = archive.getnames()
    top = made[0].name.removesuffix(".tar.gz")
    assert f"{top}/spoken-digits" in names
    assert {name.split("/")[0] for name in names} == {top}
