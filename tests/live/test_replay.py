"""A click on an utterance plays it through a loudspeaker that the microphone hears."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.bench.virtual_microphone import VirtualMicrophone
from tests.harness.program import AUDIO
from tests.harness.requirements import needs_microphone
from tests.harness.running_window import RunningWindow

pytestmark = [pytest.mark.live, needs_microphone]
CLIP = AUDIO / "7_slt_0.flac"


@contextmanager
def replaying(
    screen: dict[str, str], microphone: VirtualMicrophone, home: Path
) -> Iterator[RunningWindow]:
    """A window that has heard "seven" and has begun to replay it, audibly."""
    environment = {**screen, **microphone.environment}
    with RunningWindow(home=home, environment=environment) as window:
        window.wait_for(lambda shown: shown["heard_seconds"] >= 1)
        microphone.play(CLIP)
        # The row appears after the digit, and the level that is shown may be that before the word.
        window.wait_for(lambda shown: shown["rows"] == [7] and shown["level_db"] <= -50)
        window.ask("detail", 0)  # loads the plots, and the window may show no level meanwhile
        window.wait_for(lambda shown: shown["plots"])
        window.ask("detail", 0)
        window.wait_for(lambda shown: shown["level_db"] >= -30)
        yield window


def test_a_replay_is_audible_and_is_not_recognized_again(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    with replaying(screen, microphone, tmp_path) as window:
        window.wait_for(lambda shown: shown["state"] == "Hearing speech")
        seconds = window.shown["heard_seconds"]
        window.wait_for(lambda shown: shown["heard_seconds"] >= seconds + 3)
        assert window.shown["digits"] == "7"
        assert window.shown["heard"] == 1
        assert window.shown["notifications"].keys() <= {"welcome"}
        microphone.play(CLIP)
        window.wait_for(lambda shown: shown["digits"] == "77")
        assert window.close() == 0


def test_an_interrupted_replay_is_not_recognized(
    screen: dict[str, str], microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    with replaying(screen, microphone, tmp_path) as window:
        window.process.send_signal(signal.SIGSTOP)  # as if the machine were busy with other things
        time.sleep(2.0)
        window.process.send_signal(signal.SIGCONT)
        seconds = window.shown["heard_seconds"]
        window.wait_for(lambda shown: shown["heard_seconds"] >= seconds + 4)
        assert window.shown["digits"] == "7"
        assert window.shown["heard"] == 1


def test_a_missing_loudspeaker_is_reported(no_microphone: dict[str, str], tmp_path: Path) -> None:
    with RunningWindow("--input", str(CLIP), home=tmp_path, environment=no_microphone) as window:
        window.wait_for(lambda shown: shown["rows"] == [7])
        window.ask("detail", 0)
        window.wait_for(lambda shown: "replay" in shown["notifications"])
        assert "loudspeaker" in window.shown["notifications"]["replay"][1]
