"""Builds the Debian package and the .tar.gz of the frozen program."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from icon import SOURCE, write_png
from shared_libraries import Needs, is_elf, needed

__all__ = ["Needs", "PackagingError", "build_deb", "build_tar", "debian_version", "dependencies"]

PACKAGING = Path(__file__).resolve().parent
LINUX = PACKAGING / "linux"
KIOSK = PACKAGING.parent / "desktop" / "kiosk" / "setup"
KIOSK_UNIT = "spoken-digits-kiosk.service"

_CONTROL = """\
Package: spoken-digits
Version: {version}
Architecture: {architecture}
Maintainer: Spoken Digits contributors <spoken-digits@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: libasound2-plugins | pipewire-alsa, libxtst6
Suggests: cage, xwayland, seatd, alsa-utils, ydotool
Section: sound
Priority: optional
Description: recognizes spoken digits and shows them at once
 Say a digit into the microphone and it appears above its sound in a live
 spectrogram. The program works offline: it opens no network connection, and
 stores sound only if you ask for it.
 .
 The package includes Python and all Python libraries. It also includes a
 kiosk, a locked screen where people enter a number by voice (see
 /usr/share/doc/spoken-digits/kiosk.md). It needs the suggested packages.
 .
 Numbers can be typed into other programs: on X11 with libxtst6; on Wayland
 by the desktop's portal or a virtual keyboard, elsewhere with ydotool.
"""

_AFTER_INSTALLATION = f"""\
#!/bin/sh
# A running kiosk goes on with the new version. Without a kiosk, this does nothing.
set -e
if [ "$1" = configure ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    systemctl try-restart {KIOSK_UNIT} || true
fi
"""

_BEFORE_REMOVAL = f"""\
#!/bin/sh
# The removal of the package undoes the setup of the kiosk: without the program nobody could, and
# the console would stay locked. An upgrade changes nothing.
set -e
record=/etc/spoken-digits/setup.json
if [ "$1" = remove ] && [ -e $record ]; then
    echo "spoken-digits: undoing the setup of the kiosk"
    if ! /usr/bin/spoken-digits kiosk setup --remove; then
        echo "spoken-digits: the package stays: the kiosk's setup could not be undone" >&2
        echo "(to remove the package without undoing it, delete $record first)" >&2
        exit 1
    fi
elif [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl stop {KIOSK_UNIT} || true
fi
"""

_DATA = ("xkb-data",)
"""Dependencies without a library: the keyboard layouts for our copy of libxkbcommon."""


class PackagingError(Exception):
    """A package cannot be built; the text is one line."""


def debian_version(version: str) -> str:
    """Debian's form of a version: "2.0.0rc1" is "2.0.0~rc1", which sorts before "2.0.0"."""
    return re.sub(r"(?<=\d)(?=(?:a|b|rc)\d)", "~", version)


def dependencies(program: Path) -> list[str]:
    """Dependencies: packages of libraries that the program needs but does not contain.

    For libraries with versioned symbols (``GLIBC_2.35``), the symbols file of the package gives the
    minimum version of the package. dpkg-shlibdeps cannot be used: it includes libraries that the
    program contains, and takes minutes.

    Raises
    ------
    PackagingError
        If a library is not installed, or belongs to no package.
    """
    files = [str(p) for p in program.rglob("*") if p.is_file() and not p.is_symlink() and is_elf(p)]
    own = {Path(path).name for path in files}
    needs = needed(files).values()
    names = {name for need in needs for name in need.libraries} - own
    versions = {version for need in needs for version in need.versions if version[0] in names}
    packages = _packages_of(names)
    minimum: dict[str, str] = {}
    for library, node in sorted(versions):
        package = packages[library]
        version = _version_with(package, node)
        if version and _is_later(version, minimum.get(package, "0")):
            minimum[package] = version
    return sorted(
        f"{package} (>= {minimum[package]})" if package in minimum else package
        for package in {*packages.values(), *_DATA}
    )


def _packages_of(libraries: set[str]) -> dict[str, str]:
    cache = subprocess.check_output(["ldconfig", "-p"], text=True, env={"PATH": "/sbin:/usr/sbin"})
    paths: dict[str, str] = {}
    for line in cache.splitlines()[1:]:
        name, _, path = line.strip().partition(" => ")
        if "x86-64" in name or "AArch64" in name:
            paths.setdefault(name.split()[0], path)
    if missing := sorted(libraries - paths.keys()):
        raise PackagingError(
            f"{missing[0]} is needed but not installed on this machine; install it"
        )
    real = {name: str(Path(paths[name]).resolve()) for name in libraries}
    spellings = {*real.values(), *(path.removeprefix("/usr") for path in real.values())}
    # dpkg fails if it does not know a name, but prints the results for the others.
    done = subprocess.run(["dpkg", "-S", *spellings], capture_output=True, text=True, check=False)
    lines = [line.rsplit(": ", 1) for line in done.stdout.splitlines()]
    owners = {path: owner for owner, path in lines}
    found: dict[str, str] = {}
    for name, path in real.items():
        owner = owners.get(path) or owners.get(path.removeprefix("/usr"))
        if owner is None:
            raise PackagingError(f"{path} is needed but belongs to no package")
        found[name] = owner.split(",")[0].split(":")[0]
    return found


def _version_with(package: str, node: str) -> str:
    """Minimum version of a package whose libraries have a symbol version."""
    for symbols in Path("/var/lib/dpkg/info").glob(f"{package}*.symbols"):
        match = re.search(
            rf"^ {re.escape(node)}@{re.escape(node)} (\S+)", symbols.read_text(), re.MULTILINE
        )
        if match:
            return match[1]
    return ""


def _is_later(one: str, other: str) -> bool:
    command = ["dpkg", "--compare-versions", one, "gt", other]
    return subprocess.run(command, check=False).returncode == 0


def build_deb(
    program: Path, dist: Path, version: str, when: int, work: Path, *, is_quick: bool = False
) -> Path:
    """Build the Debian package.

    Parameters
    ----------
    program : Path
        Folder of the frozen program.
    dist : Path
        Folder for the package.
    version : str
        The program's. The file keeps it as it is, since GitHub replaces a "~" in the names of a
        release's files.
    when : int
        Modification time of all files, in seconds since 1970.
    work : Path
        Work folder; it is emptied.
    is_quick : bool
        Compress fast instead of well.

    Returns
    -------
    Path
        The package.
    """
    shutil.rmtree(work, ignore_errors=True)
    root = work / "root"
    lib = root / "usr/lib/spoken-digits"
    (root / "DEBIAN").mkdir(parents=True)
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
    _copy(KIOSK / KIOSK_UNIT, root / "usr/lib/systemd/system" / KIOSK_UNIT)
    _copy(KIOSK / "kiosk.toml", documents / "examples/kiosk.toml")
    _copy(PACKAGING.parent / "docs" / "kiosk.md", documents / "kiosk.md")
    for name, script in (("postinst", _AFTER_INSTALLATION), ("prerm", _BEFORE_REMOVAL)):
        path = root / "DEBIAN" / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    kilobytes = sum(p.lstat().st_size for p in root.rglob("*") if not p.is_dir()) // 1024
    (root / "DEBIAN" / "control").write_text(
        _CONTROL.format(
            version=debian_version(version),
            architecture=architecture,
            kilobytes=kilobytes,
            depends=", ".join(dependencies(lib)),
        ),
        encoding="utf-8",
    )
    _normalize(root.rglob("*"), when)
    # With several threads, the bytes would depend on the number of cores.
    packing = ("-Zzstd", "-z1") if is_quick else ("-Zxz", "-z9")
    deb = dist / f"spoken-digits_{version}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *packing, "--build", str(root), str(deb)],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(when), "DPKG_DEB_THREADS_MAX": "1"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    shutil.rmtree(root)
    return deb


def build_tar(
    program: Path, dist: Path, version: str, when: int, *, is_quick: bool = False
) -> Path:
    """Build the archive, which users can unpack and run in any folder."""
    machine = os.uname().machine
    name = f"spoken-digits-{version}-linux-{machine}"
    tar = dist / f"{name}.tar.gz"
    options = f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{when} --format=gnu"
    renamed = f"--transform=flags=r;s,^{program.name},{name},"
    command = ["tar", *options.split(), renamed, "-C", str(program.parent), "-c", program.name]
    compress = ["gzip", "-1n" if is_quick else "-9n"]
    with tar.open("wb") as file, subprocess.Popen(command, stdout=subprocess.PIPE) as packer:
        subprocess.run(compress, stdin=packer.stdout, stdout=file, check=True)
    if packer.returncode != 0:
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


def _normalize(paths: Iterable[Path], when: int) -> None:
    """Set the same time and permissions in every build."""
    for path in paths:
        if not path.is_symlink():
            is_executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_executable else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
