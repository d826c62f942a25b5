"""Compiles the Python modules inside shiboken's library when the package is built.

The library of PySide6's bindings contains the source of some Python modules in a zip file, and
compiles it at every start: 20 ms. If there is a folder ``files.dir`` beside its own module, it
imports them from there; ``SBK_EMBED=0`` is its way to create it. One module, which writes type
stubs, is left empty: its regular expressions take 7 ms.
"""

from __future__ import annotations

import py_compile
import subprocess
import sys
from pathlib import Path

DESTINATION = "shiboken6/files.dir"
"""Folder in the packaged program."""

EMPTY = "shibokensupport/signature/lib/pyi_generator.py"
"""Imported, and used only to write type stubs."""

# In a process of its own, since PyInstaller's has no need of Qt.
_SOURCES = """
import sys
import PySide6.QtCore
from shibokensupport.signature import loader
loader.__loader__.zfile.extractall(sys.argv[1])
"""


def compile_support(folder: Path) -> list[tuple[str, str]]:
    """Extract the modules and compile them.

    Parameters
    ----------
    folder : Path
        Where the modules are put; it is created.

    Returns
    -------
    list of (str, str)
        For each compiled module, its path and its folder in the packaged program.
    """
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-c", _SOURCES, str(sources)], check=True)
    (sources / EMPTY).write_text("", encoding="utf-8")
    found: list[tuple[str, str]] = []
    for path in sorted(sources.glob("shibokensupport/**/*.py")):
        inside = path.relative_to(sources)
        compiled = folder / inside.with_suffix(".pyc")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        # Neither the time nor the path of the build is in the file, so all builds are identical.
        py_compile.compile(
            str(path),
            cfile=str(compiled),
            dfile=inside.as_posix(),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        found.append((str(compiled), f"{DESTINATION}/{inside.parent.as_posix()}"))
    return found
