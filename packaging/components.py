"""Whose work is in the packaged program: read from what PyInstaller really took.

The spec writes down where each file of the bundle came from. A file of an installed distribution
is that distribution's, a file of Debian's that package's, a file of the interpreter Python's; a
file that is nobody's is an error, so that nothing ships without its licence.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Literal

REPOSITORY = Path(__file__).resolve().parent.parent
LICENCES = Path(__file__).resolve().parent / "licences"

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)

# What the metadata does not say: the licence's SPDX name, texts that the wheel does not bring, and
# where the source is.
_KNOWN_LICENCES = {
    "ai-edge-litert": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyside6-essentials": "LGPL-3.0-only",
    "python": "PSF-2.0",
    "shiboken6": "LGPL-3.0-only",
    "soundfile": "BSD-3-Clause",
}
_ADDED_TEXTS = {
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
}
_HIDDEN_PARTS = {
    "pyside6-essentials": "Qt itself, and within it the works listed at "
    "https://doc.qt.io/qt-6/licenses-used-in-qt.html (among them HarfBuzz, FreeType, libpng, "
    "PCRE2, zlib and, beside it, ICU)",
    "soundfile": "libsndfile (LGPL-2.1) with FLAC, Ogg, Vorbis, Opus (BSD), mpg123 and LAME (LGPL)",
    "numpy": "OpenBLAS (BSD) and libgfortran (GPL-3 with the runtime library exception)",
    "soxr": "libsoxr (LGPL-2.1) with PFFFT (BSD)",
    "ai-edge-litert": "XNNPACK, ruy, Eigen, FlatBuffers and others of TensorFlow Lite",
    "webrtcvad-wheels": "the voice activity detector of WebRTC (BSD)",
}

Kind = Literal["python", "debian"]


@dataclass(frozen=True, slots=True)
class Component:
    """A work of others in the bundle.

    Attributes
    ----------
    name, version : str
    kind : {"python", "debian"}
        From PyPI (or the interpreter), or a library of Debian's.
    licence : str
        As its makers or Debian name it.
    source : str
        Where its source is to be had.
    parts : str
        What else is inside it.
    texts : tuple of str
        Its licences and notices, whole.
    files : tuple of str
        What of it is in the bundle, by path.
    """

    name: str
    version: str
    kind: Kind
    licence: str
    source: str
    parts: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    files: tuple[str, ...] = field(default=(), repr=False)


class UnknownOriginError(Exception):
    """A file of the bundle is nobody's; the text is one clear line."""


def find_components(contents: Path) -> list[Component]:
    """Read the spec's ``contents.json``, and find out whose each file is.

    Raises
    ------
    UnknownOriginError
        If a file belongs to nobody, or somebody's licence has no text.
    """
    owners = _Owners()
    found: dict[str, Component] = {}
    files: dict[str, list[str]] = {}
    whose: list[tuple[str, Component | Path | None]] = [
        (destination, owners.of(Path(source)))
        for destination, source, kind in json.loads(contents.read_text(encoding="utf-8"))
        if kind != "SYMLINK" and source not in ("", "-", "None")
    ]
    packages = owners.debian({path for _, path in whose if isinstance(path, Path)})
    for destination, owner in whose:
        component = packages[owner] if isinstance(owner, Path) else owner
        if component is not None:
            found.setdefault(component.name, component)
            files.setdefault(component.name, []).append(destination)
    # The program that starts it all, and the interpreter, come in without a line of their own.
    for component in (owners.distribution("pyinstaller"), owners.python()):
        found.setdefault(component.name, component)
    for component in found.values():
        if not component.texts:
            raise UnknownOriginError(f"{component.name} {component.version} has no licence text")
    return [
        replace(found[name], files=tuple(files.get(name, ())))
        for name in sorted(found, key=str.lower)
    ]


class _Owners:
    """Looks up whose a file is, and remembers what it has found."""

    def __init__(self) -> None:
        self._distributions = {d.name.lower().replace("_", "-"): d for d in distributions()}
        self._of_file = {
            os.path.normpath(str(d.locate_file(row[0]))): name
            for name, d in self._distributions.items()
            for row in csv.reader((d.read_text("RECORD") or "").splitlines())
        }
        self._roots = [
            Path(root).resolve()
            for root in (sys.base_prefix, sysconfig.get_path("stdlib"))
            if Path(root) != Path("/usr")
        ]

    def of(self, path: Path) -> Component | Path | None:
        """Whose a file is; None where it is our own, and its true path where it is the system's."""
        real = path.resolve()
        name = self._of_file.get(os.path.normpath(path)) or self._of_file.get(str(real))
        if name == "spoken-digits":
            return None
        if name is not None:
            return self.distribution(name)
        if "site-packages" not in real.parts:
            if real.is_relative_to(REPOSITORY):
                return None
            if any(real.is_relative_to(root) for root in self._roots):
                return self.python()
            if sys.platform.startswith("linux"):
                return real
        raise UnknownOriginError(f"{path} is in the bundle, and belongs to no known work")

    def distribution(self, name: str) -> Component:
        """A distribution that is installed here."""
        metadata = (found := self._distributions[name]).metadata
        said = next(
            iter(metadata.get_all("License-Expression") or metadata.get_all("License") or ()), ""
        )
        addresses = [line.split(", ", 1) for line in metadata.get_all("Project-URL") or ()]
        sources = [
            a for label, a in addresses if re.search("source|repository", label, re.IGNORECASE)
        ]
        return Component(
            name=name,
            version=found.version,
            kind="python",
            licence=_KNOWN_LICENCES.get(name) or said.splitlines()[0],
            # The wheel's own sdist is the source of exactly this version.
            source=f"{name} {found.version} on PyPI" + "".join(f"; {a}" for a in sources[:1]),
            parts=_HIDDEN_PARTS.get(name, ""),
            texts=tuple(_texts(found, _ADDED_TEXTS.get(name, ()))),
        )

    def python(self) -> Component:
        """The interpreter."""
        version = ".".join(map(str, sys.version_info[:3]))
        candidates = (
            Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
            Path(sys.base_prefix) / "LICENSE.txt",
            *Path("/usr/share/doc").glob(f"python3.{sys.version_info.minor}/copyright"),
        )
        texts = tuple(path.read_text(encoding="utf-8") for path in candidates if path.is_file())[:1]
        source = f"https://www.python.org/downloads/release/python-{version.replace('.', '')}/"
        return Component("python", version, "python", "PSF-2.0", source, texts=texts)

    @staticmethod
    def debian(files: Collection[Path]) -> dict[Path, Component]:
        """The packages of the system's files; one question to dpkg for all of them, which is slow.

        Where /lib is a link, Debian 12 still knows some files by their names there.
        """
        names = {str(path): path for path in files}
        names |= {name.removeprefix("/usr"): path for name, path in names.items()}
        # dpkg fails over a name that it does not know, and answers for the others.
        done = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True, check=False)
        owners = {
            names[file]: owner.split(":")[0].split(",")[0]
            for owner, file in (line.rsplit(": ", 1) for line in done.stdout.splitlines())
            if file in names
        }
        for path in files:
            if path not in owners:
                raise UnknownOriginError(f"{path} is in the bundle, and belongs to no package")
        packages = {name: _package(name) for name in set(owners.values())}
        return {path: packages[name] for path, name in owners.items()}


def _package(name: str) -> Component:
    form = "${Version} ${source:Package} ${source:Version}\n"
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", form, name], capture_output=True, text=True, check=True
    )
    version, source, at = said.stdout.splitlines()[0].split()
    text = Path(f"/usr/share/doc/{name}/copyright").read_text(encoding="utf-8")
    short = sorted(set(re.findall(r"^License:\s*(\S.*)$", text, re.MULTILINE)))
    return Component(
        name=name,
        version=version,
        kind="debian",
        licence=", ".join(short) or "see its text",
        source=f"Debian's source package {source} {at}",
        texts=(text,),
    )


def _texts(distribution: Distribution, added: Iterable[str]) -> Iterator[str]:
    for file in sorted(distribution.files or (), key=str):
        path = Path(str(distribution.locate_file(file)))
        is_text = path.suffix.lower() not in (".py", ".pyc", ".pyi", ".html")
        if is_text and _LICENCE_FILE.search(path.name) and path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")
    for name in added:
        yield (LICENCES / name).read_text(encoding="utf-8")
