"""Runs in the packaged program before all else: PortAudio is the one that came with it.

``ctypes.util.find_library`` asks the system alone, which on Linux need not have the library.
"""

import ctypes.util
import sys
from pathlib import Path

_of_the_system = ctypes.util.find_library
_bundle = Path(getattr(sys, "_MEIPASS", ""))


def _find_library(name: str) -> str | None:
    if name == "portaudio":
        for path in _bundle.glob("libportaudio.*"):
            return str(path)
    return _of_the_system(name)


ctypes.util.find_library = _find_library
