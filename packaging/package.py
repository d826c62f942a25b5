"""``make package``: builds the packages in ``dist/``, with their bill of materials and SHA256SUMS.

On Linux these are a .deb and a .tar.gz. On Windows and macOS they are a folder and an .app, from
which ``windows/spoken-digits.iss`` and ``macos/dmg.sh`` build the installer and the disk image.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from components import REPOSITORY, UnknownOriginError, find_components
from deb import PackagingError, build_deb, build_tar
from sbom import write_sbom, write_third_party
from shared_libraries import is_elf

BUILD = REPOSITORY / "build" / "package"
PACKAGING = REPOSITORY / "packaging"

MAX_UNPACKED_MB = 200
MAX_DEB_MB = 55


def version() -> str:
    """Version of the program."""
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]


def commit_time() -> int:
    """Time of the last commit in seconds since 1970; all files get this time."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    command = ["git", "-C", str(REPOSITORY), "log", "-1", "--format=%ct"]
    return int(given or subprocess.check_output(command, text=True))


def freeze(folder: Path, *, is_pruned: bool) -> Path:
    """Run PyInstaller on the spec.

    Returns
    -------
    Path
        Folder of the program, within `folder`.
    """
    environment = {
        **os.environ,
        # The order of sets in compiled modules is reproducible.
        "PYTHONHASHSEED": "0",
        # Modules are read faster if they are not compressed, and the .deb compresses them better.
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
        "SPOKEN_DIGITS_UNPRUNED": "" if is_pruned else "1",
    }
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean"),
            *("--log-level", "WARN"),
            *("--distpath", str(folder), "--workpath", str(folder / "work")),
            str(PACKAGING / "spoken-digits.spec"),
        ],
        env=environment,
        check=True,
    )
    program = folder / "spoken-digits"
    if is_pruned and sys.platform.startswith("linux"):
        _strip_python(program)
    contents = folder / "work" / "spoken-digits" / "contents.json"
    components = find_components(contents)
    write_third_party(program / "THIRD_PARTY.txt", version(), components)
    write_sbom(program / "sbom.cdx.json", version(), components, commit_time())
    return program


def _strip_python(program: Path) -> None:
    """Remove debug symbols from the interpreter: 17 MB if it was built from source.

    Other libraries are not changed: stripping breaks numpy's OpenBLAS.
    """
    internal = program / "_internal"
    files = [*internal.glob("libpython*"), *internal.glob("python3*/lib-dynload/*.so")]
    subprocess.run(["strip", "--strip-debug", *(f for f in files if is_elf(f))], check=True)


def size_mb(folder: Path) -> float:
    """Total size of the files in a folder, in megabytes (10**6)."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def listing(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and hash of each file, by path."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def compare(one: Path, other: Path) -> list[str]:
    """Differences of two builds: a line for each file that is missing or differs."""
    before, after = listing(one), listing(other)
    return [
        f"{path}: {before.get(path, 'missing')} and {after.get(path, 'missing')}"
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def write_checksums(folder: Path) -> Path:
    """Write SHA256SUMS for the files in a folder, in the form that ``sha256sum --check`` reads."""
    sums = folder / "SHA256SUMS"
    files = sorted(path for path in folder.iterdir() if path.is_file() and path != sums)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    sums.write_text("".join(lines), encoding="utf-8")
    return sums


def _for_linux(program: Path, dist: Path, *, is_quick: bool) -> list[str]:
    """Build the packages in an empty `dist`; return what is wrong with their sizes."""
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir(parents=True)
    packing = {"is_quick": is_quick}
    deb = build_deb(program, dist, version(), commit_time(), BUILD / "deb", **packing)
    tar = build_tar(program, dist, version(), commit_time(), **packing)
    unpacked, packed = size_mb(program), deb.stat().st_size / 1e6
    print(f"{program.name}: {unpacked:.0f} MB unpacked")
    for path in (deb, tar):
        print(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size / 1e6:.1f} MB")
    shutil.copyfile(program / "sbom.cdx.json", dist / f"spoken-digits-{version()}.cdx.json")
    print(write_checksums(dist).read_text(encoding="utf-8"), end="")
    problems = []
    if unpacked > MAX_UNPACKED_MB:
        problems.append(f"unpacked it is {unpacked:.1f} MB, over {MAX_UNPACKED_MB}")
    if packed > MAX_DEB_MB and not is_quick:
        problems.append(f"the .deb is {packed:.1f} MB, over {MAX_DEB_MB}")
    return problems


def _complete_app(app: Path, program: Path) -> None:
    """Copy the licences into the .app and sign it ad hoc; `dmg.sh` signs it with an identity."""
    for name in ("THIRD_PARTY.txt", "sbom.cdx.json"):
        shutil.copyfile(program / name, app / "Contents" / "Resources" / name)
    entitlements = str(PACKAGING / "macos" / "entitlements.plist")
    sign = ["codesign", "--force", "--deep", "--sign", "-", "--entitlements", entitlements]
    subprocess.run([*sign, str(app)], check=True)


def main() -> int:
    """Build the packages; 1 if one is too large or not reproducible."""
    parser = argparse.ArgumentParser(
        prog="make package", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--unpruned", action="store_true", help="freeze without pruning, for comparison"
    )
    parser.add_argument("--twice", action="store_true", help="build all twice and compare")
    parser.add_argument("--quick", action="store_true", help="compress fast instead of well")
    parser.add_argument(
        "--keep", action="store_true", help="use the frozen program of the last run"
    )
    options = parser.parse_args()
    # A commit during the build does not change its files.
    os.environ["SOURCE_DATE_EPOCH"] = str(commit_time())
    if options.unpruned:
        program = freeze(BUILD / "unpruned", is_pruned=False)
        print(f"{program.relative_to(REPOSITORY)}: {size_mb(program):.0f} MB unpacked")
        return 0
    try:
        frozen = BUILD / "frozen" / "spoken-digits"
        if not (options.keep and frozen.exists()):
            frozen = freeze(BUILD / "frozen", is_pruned=True)
        again = freeze(BUILD / "again", is_pruned=True) if options.twice else None
        problems = compare(frozen, again) if again else []
        dist = REPOSITORY / "dist"
        if sys.platform.startswith("linux"):
            problems += _for_linux(frozen, dist, is_quick=options.quick)
            if again:
                _for_linux(again, BUILD / "again-dist", is_quick=options.quick)
                problems += compare(dist, BUILD / "again-dist")
        else:
            shutil.rmtree(dist, ignore_errors=True)
            shutil.copytree(frozen, dist / frozen.name, symlinks=True)
            for app in (BUILD / "frozen").glob("*.app"):
                _complete_app(app, frozen)
                shutil.copytree(app, dist / app.name, symlinks=True)
    except (PackagingError, UnknownOriginError) as error:
        problems = [str(error)]
    for problem in problems:
        print(f"make package: {problem}", file=sys.stderr)
    if options.twice and not problems:
        print("both builds are identical")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
