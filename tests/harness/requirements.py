"""Marks that skip a test if the machine lacks what it needs. The reason says how to install it."""

from __future__ import annotations

import shutil
import sys

import pytest

from desktop.bench.virtual_microphone import missing_programs


def _needs(*programs: str) -> pytest.MarkDecorator:
    missing = [name for name in programs if shutil.which(name) is None]
    reason = f"not installed: {', '.join(missing)}; packaging/setup/system_libraries.sh test"
    return pytest.mark.skipif(bool(missing), reason=reason)


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="runs on Linux only")
needs_microphone = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs())
needs_xvfb = _needs("Xvfb")
needs_window_manager = _needs("Xvfb", "openbox")
needs_xdotool = _needs("Xvfb", "xdotool", "xwininfo")
