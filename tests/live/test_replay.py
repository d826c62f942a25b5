"""A click on an utterance plays it on a real loudspeaker, which is the microphone's own room."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophone, missing_programs
from tests.harness.running_window import REPOSITORY, RunningWindow
from tests.harness.virtual_screen import display

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual microphone needs PulseAudio"),
    pytest.mark.skipif(bool(missing_programs()), reason=missing_programs()),
]
CLIP = REPOSITORY / "tests" / "audio" / "7_slt_0.flac"


def test_a_replay_sounds_and_is_not_taken_for_another_digit(tmp_path: Path) -> None:
    with display() as screen, VirtualMicrophone() as microphone:
        microphone.bed(-62.0)
        environment = {**screen, **microphone.environment}
        with RunningWindow(home=tmp_path, environment=environment) as window:
            window.wait_for(lambda shown: shown["heard_seconds"] >= 1)
            microphone.play(CLIP)
            window.wait_for(lambda shown: shown["digits"] == "7", 20)
            window.wait_for(lambda shown: shown["level_db"] <= -50, 20)
            window.ask("detail", 0)
            window.wait_for(lambda shown: shown["level_db"] >= -30, 30)  # it is heard
            window.wait_for(lambda shown: shown["state"] == "Hearing speech", 20)
            seconds = window.shown["heard_seconds"]
            window.wait_for(lambda shown: shown["heard_seconds"] >= seconds + 3, 30)
            assert window.shown["digits"] == "7"
            assert window.shown["heard"] == 1
            assert window.shown["notifications"].keys() <= {"welcome"}
            microphone.play(CLIP)
            window.wait_for(lambda shown: shown["digits"] == "77", 20)
            assert window.close() == 0


def test_without_a_loudspeaker_it_says_so(tmp_path: Path) -> None:
    config = REPOSITORY / "tests" / "harness" / "shim" / "no_devices.conf"
    with display() as screen:
        environment = {**screen, "ALSA_CONFIG_PATH": str(config)}
        with RunningWindow("--input", str(CLIP), home=tmp_path, environment=environment) as window:
            window.wait_for(lambda shown: shown["digits"] == "7", 20)
            window.ask("detail", 0)
            window.wait_for(lambda shown: "replay" in shown["notifications"], 20)
            assert "loudspeaker" in window.shown["notifications"]["replay"][1]
