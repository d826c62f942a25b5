"""The choice of the class for global shortcuts by the system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from desktop.window.background.shortcuts import Shortcuts


def choose_shortcuts(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> type[Shortcuts] | None:
    """Return the class for a system; None if there is no way."""
    if platform == "win32":
        from desktop.window.background.windows_shortcuts import WindowsShortcuts

        return WindowsShortcuts
    if platform == "darwin":
        from desktop.window.background.mac_shortcuts import MacShortcuts

        return MacShortcuts
    if environment.get("WAYLAND_DISPLAY"):
        from desktop.window.background.portal_shortcuts import PortalShortcuts

        return PortalShortcuts
    if environment.get("DISPLAY"):
        from desktop.window.background.x11_shortcuts import X11Shortcuts

        return X11Shortcuts
    return None
