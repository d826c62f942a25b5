"""Screenshots never wait for ever."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
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


@pytest.mark.slow
def test_a_set_that_hangs_is_interrupted(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TimeoutError, match="listening: not done after 1 s"):  # noqa: SIM117
        with screenshots.limited("listening", seconds=1):
            time.sleep(60)
    assert "test_a_set_that_hangs_is_interrupted" in capfd.readouterr().err


def test_a_number_that_was_cut_is_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([False, False, True])
    tried: list[bool] = []

    def one_number(*_: object) -> None:
        tried.append(next(outcomes))
        if not tried[-1]:
            raise AssertionError("not within 30 s")

    monkeypatch.setattr(screenshots, "one_number", one_number)
    screenshots.numbers(tmp_path, {})
    assert tried == [False, False, True]
    outcomes = iter([False] * 9)
    with pytest.raises(AssertionError, match="not within 30 s"):
        screenshots.numbers(tmp_path, {})


class StuckProgram:
    """A program that ignores the request to close."""

    def __init__(self, folder: Path) -> None:
        self._trace = folder / "trace.txt"
        code = (
            "import faulthandler, sys, time\n"
            "faulthandler.enable(open(sys.argv[1], 'w'))\n"
            "print(flush=True)\n"
            "def waits_for_ever(): time.sleep(600)\n"
            "waits_for_ever()"
        )
        command = [sys.executable, "-c", code, str(self._trace)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.process.stdout.readline()

    @property
    def stderr(self) -> str:
        return self._trace.read_text()

    def close(self) -> int:
        return self.process.wait(timeout=0.1)


def test_a_program_that_does_not_end_says_what_it_does(tmp_path: Path) -> None:
    program = StuckProgram(tmp_path)
    with program.process, pytest.raises(TimeoutError, match="waits_for_ever"):
        screenshots.close(cast("RunningWindow", program))
