"""The window types into another program while that has the focus."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.harness.program import AUDIO
from tests.harness.requirements import needs_microphone, needs_xdotool
from tests.harness.running_window import RunningWindow
from tests.harness.text_fields import TextField, focus, needs_gtk, wait_until, xdotool

pytestmark = [pytest.mark.live, needs_xdotool, needs_gtk]


def write_settings(home: Path, **settings: object) -> None:
    path = home / "config" / "spoken-digits" / "settings.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"version": 1, "is_welcomed": True, "language": "en", **settings}))


@needs_microphone
@pytest.mark.parametrize("unit", ["digit", "number"])
def test_a_spoken_digit_arrives_and_the_focus_stays(
    screen: dict[str, str],
    field: TextField,
    microphone: VirtualMicrophone,
    tmp_path: Path,
    unit: str,
) -> None:
    write_settings(tmp_path, typing="keys", typing_unit=unit, typing_end=" ", closes_to_tray=False)
    environment = {**screen, **microphone.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/no"}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard_seconds"] >= 2)
        focus(screen, field)
        microphone.play(AUDIO / "7_slt_0.flac")
        field.wait_for("7 ")
        # The overlay is shown by now or soon, and must not take the focus.
        wait_until(lambda: "What was typed" in window_names(screen) or overlay_count(screen) > 1)
        assert xdotool(screen, "getwindowfocus") == str(field.window)
        microphone.play(AUDIO / "3_slt_0.flac")
        field.wait_for("7 3 ")
        window.wait_for(lambda shown: shown["digits"] == "73")
        assert window.close() == 0


@needs_microphone
def test_a_number_that_ends_while_the_key_of_the_shortcut_is_held_is_typed_afterwards(
    screen: dict[str, str], field: TextField, microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    write_settings(
        tmp_path, typing="keys", typing_end=" ", listening="push_to_talk", talk_shortcut="F9"
    )
    environment = {**screen, **microphone.environment, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/no"}
    with RunningWindow(home=tmp_path, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard_seconds"] >= 2)
        focus(screen, field)
        xdotool(screen, "keydown", "F9")
        for heard, clip in (("7", "7_slt_0.flac"), ("73", "3_slt_0.flac")):
            microphone.play(AUDIO / clip)
            window.wait_for(lambda shown, heard=heard: shown["digits"] == heard)
            time.sleep(1.5)  # longer than the pause that ends a number
        xdotool(screen, "keyup", "F9")
        field.wait_for("7 3 ")
        assert window.close() == 0


def window_names(screen: dict[str, str]) -> list[str]:
    windows = xdotool(screen, "search", "--onlyvisible", "--name", "").split()
    return [xdotool(screen, "getwindowname", window) for window in windows]


def overlay_count(screen: dict[str, str]) -> int:
    """Windows of the program that are visible: the main window and the overlay."""
    return len(xdotool(screen, "search", "--onlyvisible", "--class", "spoken-digits").split())
