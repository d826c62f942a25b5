"""All modules of `desktop` can be imported without the modules that only POSIX systems have."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.harness.program import REPOSITORY

SCRIPT = """
import importlib, pkgutil, sys

POSIX_ONLY = (
    "_posixsubprocess", "crypt", "curses", "fcntl", "grp", "nis", "ossaudiodev", "posix", "pty",
    "pwd", "readline", "resource", "spwd", "syslog", "termios", "tty",
)
# The standard library, numpy and Qt use such modules themselves, and import them only on POSIX.
import asyncio, getpass, multiprocessing, shutil, subprocess, tarfile, tempfile, webbrowser, zipfile
import numpy, soxr
import PySide6.QtWidgets


class Mask:
    def find_spec(self, name, path=None, target=None):
        if name in POSIX_ONLY:
            raise ModuleNotFoundError(f"No module named {name!r} (masked)", name=name)


loaded = {name: sys.modules.pop(name) for name in POSIX_ONLY if name in sys.modules}
sys.meta_path.insert(0, Mask())

import desktop

failed = []
for module in pkgutil.walk_packages(desktop.__path__, "desktop.", onerror=failed.append):
    try:
        importlib.import_module(module.name)
    except Exception as error:
        failed.append(f"{module.name}: {type(error).__name__}: {error}")
    else:
        print(module.name)
print("\\n".join(failed), file=sys.stderr)
sys.exit(bool(failed))
"""


@pytest.mark.slow
def test_every_module_can_be_imported_without_posix_modules():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    imported = done.stdout.split()
    assert "desktop.kiosk.delivery.sinks" in imported
    assert "desktop.window.main_window" in imported
