"""Runs in the packaged program before all else: other programs get the system's own libraries.

PyInstaller's starter sets LD_LIBRARY_PATH for the program and keeps what was there before. The
loader has read it by now; a program that is started from here (a kiosk's sink, the screen's
settings) must not be given our libraries. This program itself, started once more (the kiosk's
parts), must then be told to begin from the beginning, or it would count on what is gone.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
