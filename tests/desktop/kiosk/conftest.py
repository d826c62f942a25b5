"""The kiosk's widgets are laid out off screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Ignore one Qt warning, about a function that the platform "offscreen" does not have."""
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
