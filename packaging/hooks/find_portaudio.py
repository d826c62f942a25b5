"""Runtime hook: use the PortAudio library of the package.

``ctypes.util.find_library`` searches only the system, which may not have it on Linux.
"""

import ctypes.util
import sys
from pathlib import Path

_system_find_library = ctypes.util.find_library
_bundle = Path(getattr(sys, "_MEIPASS", ""))


def _find_library(name: str) -> str | None:
    if name == "portaudio":
        for path in _bundle.glob("libportaudio.*"):
            return str(path)
    return _system_find_library(name)


ctypes.util.find_library = _find_library
