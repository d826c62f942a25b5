"""Makes the Debian package and the archive of the frozen program."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from icon import SOURCE, write_png
from libraries import is_elf, needed

PACKAGING = Path(__file__).resolve().parent
LINUX = PACKAGING / "linux"

_CONTROL = """\
Package: spoken-digits
Version: {version}
Architecture: {architecture}
Maintainer: Spoken Digits contributors <spoken-digits@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: libasound2-plugins | pipewire-alsa
Suggests: cage
Section: sound
Priority: optional
Description: hears a spoken digit and shows it at once
 Say a digit into the microphone and see it while you speak, over a live
 spectrogram. It works offline: no sound is stored, none is sent.
 .
 The package brings all it needs but the system's own libraries. It also holds
 a locked screen for exhibitions and doors (see spoken-digits kiosk --help).
"""


class PackagingError(Exception):
    """A package cannot be made; the text is one clear line."""


def dependencies(program: Path, work: Path) -> list[str]:
    """Which packages the program needs: all that holds what its files ask the loader for.

    dpkg-shlibdeps finds them, with the oldest version of each that has all symbols in use.
    """
    files = [str(p) for p in program.rglob("*") if p.is_file() and not p.is_symlink() and is_elf(p)]
    own = {Path(path).name for path in files}
    # Only files that need something of the system can add a dependency.
    asking = [path for path, names in needed(files).items() if names - own]
    (work / "debian").mkdir(parents=True)
    (work / "debian" / "control").write_text("Source: spoken-digits\n\nPackage: spoken-digits\n")
    folders = sorted({f"-l{Path(path).parent}" for path in files})
    done = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *folders, *asking],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"^shlibs:Depends=(.+)$", done.stdout, re.MULTILINE)
    if found is None:
        raise PackagingError(f"dpkg-shlibdeps says nothing: {done.stderr.strip()[-300:]}")
    return found[1].split(", ")


def build_deb(program: Path, dist: Path, version: str, when: int, work: Path) -> Path:
    """Make the Debian package.

    Parameters
    ----------
    program : Path
        Folder of the frozen program.
    dist : Path
        Gets the package.
    version : str
    when : int
        Time of all files, in seconds since 1970.
    work : Path
        Is emptied and used.

    Returns
    -------
    Path
        The package.
    """
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    lib = root / "usr/lib/spoken-digits"
    shutil.copytree(program, lib, symlinks=True)
    _link(root / "usr/bin/spoken-digits", "../lib/spoken-digits/spoken-digits")
    share = root / "usr/share"
    _copy(LINUX / "spoken-digits.desktop", share / "applications/spoken-digits.desktop")
    _copy(LINUX / "spoken-digits.metainfo.xml", share / "metainfo/spoken-digits.metainfo.xml")
    for size, path in write_png(work / "icons").items():
        _copy(path, share / f"icons/hicolor/{size}x{size}/apps/spoken-digits.png")
    _copy(SOURCE, share / "icons/hicolor/scalable/apps/spoken-digits.svg")
    _gzip(LINUX / "spoken-digits.1", share / "man/man1/spoken-digits.1.gz")
    documents = share / "doc/spoken-digits"
    _copy(PACKAGING.parent / "LICENSE", documents / "copyright")
    _gzip(PACKAGING.parent / "CHANGELOG.md", documents / "changelog.gz")
    for name in ("THIRD_PARTY.txt", "sbom.cdx.json"):
        _link(documents / name, f"../../../lib/spoken-digits/{name}")
    unit = PACKAGING / "spoken-digits-kiosk.service"
    if unit.exists():
        _copy(unit, root / "usr/lib/systemd/system" / unit.name)
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    kilobytes = sum(p.lstat().st_size for p in root.rglob("*") if not p.is_dir()) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(
        _CONTROL.format(
            version=version,
            architecture=architecture,
            kilobytes=kilobytes,
            depends=", ".join(dependencies(lib, work / "depends")),
        ),
        encoding="utf-8",
    )
    _settle(root.rglob("*"), when)
    deb = dist / f"spoken-digits_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(deb)],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(when)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    shutil.rmtree(root)
    return deb


def build_tar(program: Path, dist: Path, version: str, when: int) -> Path:
    """Make the archive that any user can unpack anywhere and run."""
    machine = os.uname().machine
    name = f"spoken-digits-{version}-linux-{machine}"
    tar = dist / f"{name}.tar.gz"
    options = f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{when} --format=gnu"
    renamed = f"--transform=flags=r;s,^{program.name},{name},"
    with tar.open("wb") as file:
        packer = subprocess.Popen(
            ["tar", *options.split(), renamed, "-C", str(program.parent), "-c", program.name],
            stdout=subprocess.PIPE,
        )
        subprocess.run(["gzip", "-9n"], stdin=packer.stdout, stdout=file, check=True)
        if packer.wait() != 0:
            raise PackagingError("tar failed")
    return tar


def _copy(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, destination)


def _link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def _gzip(source: Path, destination: Path) -> None:
    destination.parent.mkdir(parents=True, exist_ok=True)
    destination.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def _settle(paths: Iterable[Path], when: int) -> None:
    """Give all files one time, and rights that do not depend on who builds."""
    for path in paths:
        if not path.is_symlink():
            is_open = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_open else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
