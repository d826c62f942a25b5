"""Screenshots never wait for ever."""

from __future__ import annotations

import json
import time
from typing import Any, cast

import pytest

from tests.harness.running_window import RunningWindow
from tests.trials.screenshots import window as screenshots


class FittedWindow:
    """A window that fits itself to the screen after its first size, as after the first paint."""

    def __init__(self, sizes: list[list[int]]) -> None:
        self._sizes = sizes
        self.asked = 0

    @property
    def shown(self) -> dict[str, Any]:
        return {"size": self._sizes[min(self.asked, len(self._sizes)) - 1]}

    def ask(self, *_: object) -> None:
        self.asked += 1

    def wait_for(self, is_true: Any, seconds: float) -> None:
        if not is_true(self.shown):
            raise AssertionError(f"not within {seconds} s")


def test_a_window_that_fits_itself_to_the_screen_is_resized_again() -> None:
    window = FittedWindow([[1916, 1076], [1920, 1080]])
    screenshots.resize(cast("RunningWindow", window), (1920, 1080))
    assert window.asked == 2


def test_a_window_that_does_not_fit_ends_with_an_error() -> None:
    window = FittedWindow([[1916, 1076]])
    with pytest.raises(AssertionError, match=r"the window is \[1916, 1076\], not \[1920, 1080\]"):
        screenshots.resize(cast("RunningWindow", window), (1920, 1080))


def test_the_virtual_screen_has_room_for_the_frame() -> None:
    (screen,) = json.loads(screenshots.SCREEN_4K.read_text())["screens"]
    width, height = screenshots.VARIANTS["4k-200"].size
    assert screen["width"] >= 2 * width + 32
    assert screen["height"] >= 2 * height + 96


def test_a_set_that_hangs_is_interrupted(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TimeoutError, match="listening: not done after 1 s"):  # noqa: SIM117
        with screenshots.limited("listening", seconds=1):
            time.sleep(60)
    assert "test_a_set_that_hangs_is_interrupted" in capfd.readouterr().err
