"""Runtime hook: programs that are started from the packaged program use the system's libraries.

PyInstaller's bootloader sets LD_LIBRARY_PATH and saves its old value. The loader has already read
it. Other programs, such as a kiosk's sink command, must not load our libraries, so the old value is
restored. If the program starts itself again, as the kiosk does, the bootloader must set everything
again; PYINSTALLER_RESET_ENVIRONMENT requests that.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
