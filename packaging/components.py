"""Finds the third-party components of the packaged program, with their licences.

The spec records the source of each file. It belongs to a Python distribution, to a Debian package,
to the Python interpreter, or to this program. A file of unknown origin is an error, so that nothing
is distributed without its licence.
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

# What the metadata does not contain: SPDX names of licences, and licence texts that are missing in
# wheels.
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
    "pyside6-essentials": "Qt, and the components listed at "
    "https://doc.qt.io/qt-6/licenses-used-in-qt.html (among them HarfBuzz, FreeType, libpng, "
    "PCRE2, zlib), and ICU",
    "soundfile": "libsndfile (LGPL-2.1) with FLAC, Ogg, Vorbis, Opus (BSD), mpg123 and LAME (LGPL)",
    "numpy": "OpenBLAS (BSD) and libgfortran (GPL-3 with the runtime library exception)",
    "soxr": "libsoxr (LGPL-2.1) with PFFFT (BSD)",
    "ai-edge-litert": "XNNPACK, ruy, Eigen, FlatBuffers and others of TensorFlow Lite",
    "webrtcvad-wheels": "the voice activity detector of WebRTC (BSD)",
}

Kind = Literal["python", "debian"]


@dataclass(frozen=True, slots=True)
class Component:
    """A third-party component of the packaged program.

    Attributes
    ----------
    name, version : str
    kind : {"python", "debian"}
        "python": from PyPI, or the interpreter; "debian": from a Debian package.
    licence : str
        Name of the licence in the metadata.
    source : str
        Where its source code is available.
    parts : str
        Components that it contains.
    texts : tuple of str
        Full texts of its licences and notices.
    files : tuple of str
        Paths of its files in the packaged program.
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
    """The origin of a file, or a licence text, is unknown; the text is one line."""


def find_components(contents: Path) -> list[Component]:
    """Read the spec's ``contents.json`` and find the component of each file.

    Raises
    ------
    UnknownOriginError
        If the origin of a file is unknown, or a component has no licence text.
    """
    owners = _Owners()
    found: dict[str, Component] = {}
    files: dict[str, list[str]] = {}
    owned: list[tuple[str, Component | Path | None]] = [
        (destination, owners.of(Path(source)))
        for destination, source, kind in json.loads(contents.read_text(encoding="utf-8"))
        if kind != "SYMLINK" and source not in ("", "-", "None")
    ]
    packages = owners.debian({path for _, path in owned if isinstance(path, Path)})
    for destination, owner in owned:
        component = packages[owner] if isinstance(owner, Path) else owner
        if component is not None:
            found.setdefault(component.name, component)
            files.setdefault(component.name, []).append(destination)
    # PyInstaller's bootloader and the interpreter are not in the list.
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
    """Finds the components of files."""

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
        """Component of a file; None for our own files, the resolved path for system files."""
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
        raise UnknownOriginError(f"{path}: unknown origin; it belongs to no known component")

    def distribution(self, name: str) -> Component:
        """The component for an installed Python distribution."""
        metadata = (found := self._distributions[name]).metadata
        expression = next(
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
            licence=_KNOWN_LICENCES.get(name) or expression.splitlines()[0],
            # The sdist on PyPI is the source code of exactly this version.
            source=f"{name} {found.version} on PyPI" + "".join(f"; {a}" for a in sources[:1]),
            parts=_HIDDEN_PARTS.get(name, ""),
            texts=tuple(_texts(found, _ADDED_TEXTS.get(name, ()))),
        )

    def python(self) -> Component:
        """The component for the Python interpreter."""
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
        """The Debian packages of system files; one call of dpkg for all, since it is slow.

        Where /lib is a link to /usr/lib, Debian 12 still lists some files in /lib.
        """
        names = {str(path): path for path in files}
        names |= {name.removeprefix("/usr"): path for name, path in names.items()}
        # dpkg fails if it does not know a name, but prints the results for the others.
        done = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True, check=False)
        owners = {
            names[file]: owner.split(":")[0].split(",")[0]
            for owner, file in (line.rsplit(": ", 1) for line in done.stdout.splitlines())
            if file in names
        }
        for path in files:
            if path not in owners:
                raise UnknownOriginError(f"{path}: unknown origin; it belongs to no Debian package")
        packages = {name: _package(name) for name in set(owners.values())}
        return {path: packages[name] for path, name in owners.items()}


def _package(name: str) -> Component:
    form = "${Version} ${source:Package} ${source:Version}\n"
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", form, name], capture_output=True, text=True, check=True
    )
    version, source, source_version = done.stdout.splitlines()[0].split()
    text = Path(f"/usr/share/doc/{name}/copyright").read_text(encoding="utf-8")
    short = sorted(set(re.findall(r"^License:\s*(\S.*)$", text, re.MULTILINE)))
    return Component(
        name=name,
        version=version,
        kind="debian",
        licence=", ".join(short) or "see the licence text",
        source=f"Debian source package {source} {source_version}",
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
