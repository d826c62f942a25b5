"""The window on small screens, with the frame of a real window manager."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.program import NO_DEVICES
from tests.harness.requirements import needs_linux, needs_window_manager
from tests.harness.running_window import RunningWindow, Shown
from tests.harness.virtual_screen import display, window_manager

pytestmark = [pytest.mark.live, needs_linux, needs_window_manager]


def has_frame(shown: Shown) -> bool:
    return shown["frame"][3] > shown["size"][1]


@pytest.mark.parametrize("size", ["1024x768", "1280x800", "1366x768"])
def test_the_window_and_its_frame_fit_on_the_screen(size: str, tmp_path: Path) -> None:
    with display(size) as screen, window_manager(screen):
        environment = {**screen, "ALSA_CONFIG_PATH": str(NO_DEVICES)}
        with RunningWindow("--demo", home=tmp_path, environment=environment) as window:
            shown = window.wait_for(has_frame)
            left, top, width, height = shown["frame"]
            x, y, available_width, available_height = shown["screen"]
            assert (x, y) <= (left, top)
            assert left + width <= x + available_width
            assert top + height <= y + available_height
            assert shown["size"][1] > 0.8 * available_height  # and the space is used
            assert window.close() == 0
